// The door of the gRPC room: the services as routes, and a server for them. The
// server on grpc-js has a door of its own, grpc-js-server.ts, so that a process
// on wire does not load its library.

export { type CallContext, type CallFailure, engineCall } from "./intercept.ts";
export { addressText, type ListenAddress, ListenError, type ListenFault } from "./listen-address.ts";
export {
  type CompiledServerOptions,
  compileServerOptions,
  type GrpcServer,
  type GrpcServerOptions,
} from "./server-options.ts";
export { createServices, describeStatus, type ServiceDependencies, unknownMethod } from "./services.ts";
export { type DescribeStatus, rpcErrorOf, statusOf, type TransportStatus } from "./status.ts";
export {
  createStoreDirectory,
  type ManagedStoreDirectory,
  resolveStore,
  type ServedStore,
  type StoreDirectory,
  type StoreHealth,
  type StoreToServe,
} from "./store-directory.ts";
export { serveWire } from "./wire-server.ts";
