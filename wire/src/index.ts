// The door of the package: what a service, a server or a client may use.
export type { ClientTls, WireTransportOptions } from "./client-options.ts";
export {
  type CounterName,
  type Counters,
  type Limit,
  type LimitName,
  type Limits,
  limitTable,
} from "./limits.ts";
export { Metadata, type MetadataValue } from "./metadata.ts";
export type { Codec, Method } from "./method.ts";
export type { DescribeStatus, HandlerFate, OwnStatus } from "./own-status.ts";
export type { SocketKind } from "./reception.ts";
export { RpcError, type RpcErrorOptions } from "./rpc-error.ts";
export { createWireServer, type WireServer, type WireServerOptions } from "./server.ts";
export type { ServerTls } from "./server-tls.ts";
export {
  type AnyMethod,
  type Handler,
  type Peer,
  type Route,
  route,
  type Server,
  type ServerCall,
} from "./service.ts";
export { type StatusCode, statusCode, statusName } from "./status.ts";
export { TooLargeError } from "./too-large-error.ts";
export type { CallOptions, Transport } from "./transport.ts";
export { createWireTransport } from "./wire-transport.ts";
