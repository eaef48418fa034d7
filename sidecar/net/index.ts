// The index of the net folder: listening, and the servers that carry gRPC. The
// server on grpc-js is loaded only when it is chosen.
export { grpcTransports } from "./grpc-transports.ts";
export { type ListenAddress, ListenError } from "./listen-address.ts";
export { listenOnEach, listenWith } from "./listener.ts";
export { type GrpcServer, type GrpcServerOptions, sendBytesMaxFor } from "./server-options.ts";
export { makeSocketFolder } from "./socket-folder.ts";
export { serveWire } from "./wire-server.ts";
