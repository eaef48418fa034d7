// The entry point of Dapr's API: the API itself, its gRPC routes, its HTTP
// handler, and what a store needs to be served by it.
export { type ApiAccess, type ApiProtocol, type ApiRule, openAccess } from "./dapr-access.ts";
export { createDaprApi, type DaprApi, type DaprApiOptions, type Readiness } from "./dapr-api.ts";
export { type DaprOperationOptions, daprOperations, daprServicePrefix } from "./grpc/dapr-services.ts";
export {
  createDaprHttp,
  type DaprHttp,
  type DaprHttpObserver,
  type DaprHttpOptions,
} from "./http/dapr-http.ts";
export type { DaprHttpReply, DaprHttpRequest } from "./http/http-reply.ts";
export { componentOf, type DaprComponent } from "./quirks/dapr-component.ts";
export { type DaprQuirks, quirksOf } from "./quirks/dapr-quirks.ts";
export type { ErrorObserver } from "./texts/dapr-error.ts";
export {
  createDaprStores,
  type DaprStore,
  type DaprStoreSource,
  type DaprStores,
} from "./verbs/dapr-store.ts";
export { daprRuntimeVersion } from "./verbs/sidecar-metadata.ts";
export type { DaprStateEnd, DaprStateObserver, DaprStateVerb } from "./verbs/state-observer.ts";
