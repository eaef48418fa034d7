// The entry point of the package: everything that a service, a server or a
// client may use.
export type { ClientTls, WireTransportOptions } from "./client/client-options.ts";
export type { CallOptions, CallStatus, StreamCall, Transport } from "./client/transport.ts";
export { createWireTransport } from "./client/wire-transport.ts";
export { Metadata, type MetadataValue } from "./grpc/metadata.ts";
export type { AnyMethod, Codec, Method } from "./grpc/method.ts";
export { RpcError, type RpcErrorOptions } from "./grpc/rpc-error.ts";
export { type StatusCode, statusCode, statusName } from "./grpc/status.ts";
export { TooLargeError } from "./grpc/too-large-error.ts";
export type { BareStatus, DescribeStatus, HandlerOutcome } from "./server/bare-status.ts";
export { type Limit, limitTable } from "./server/limit-table.ts";
export type { CounterName, Counters, LimitName, Limits } from "./server/limits.ts";
export { type MessageMemory, type OnMemory, smallMessageBytesMax } from "./server/message-memory.ts";
export { createWireServer, type WireServer, type WireServerOptions } from "./server/server.ts";
export type { ServerTls } from "./server/server-tls.ts";
export {
  type Handler,
  type Peer,
  type Route,
  route,
  type Server,
  type ServerCall,
} from "./server/service.ts";
export type { SocketKind } from "./server/socket-admission.ts";
