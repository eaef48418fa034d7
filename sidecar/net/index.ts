// The index of the net folder: listening, and the servers that carry gRPC. The
// server on grpc-js is loaded only when it is chosen.
export { grpcTransports, type ServeGrpc } from "./grpc-transports.ts";
export { addressText, type ListenAddress, ListenError, type ListenReason } from "./listen-address.ts";
export { type Listener, listenWith } from "./listener.ts";
export {
  type CompiledServerOptions,
  compileServerOptions,
  type GrpcServer,
  type GrpcServerOptions,
} from "./server-options.ts";
export { makeSocketFolder } from "./socket-folder.ts";
export { serveWire } from "./wire-server.ts";
