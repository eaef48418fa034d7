// The door of the package: what a service, a server or a client may use.
export { Metadata, type MetadataValue } from "./metadata.ts";
export type { Codec, Method } from "./method.ts";
export { RpcError, type RpcErrorOptions } from "./rpc-error.ts";
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
export type { CallOptions, Transport } from "./transport.ts";
