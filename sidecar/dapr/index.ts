// The door of the Dapr room: the face, its routes over gRPC, its answers over
// HTTP, and what a store or a secret store needs to be served by it.
export { type ApiAccess, type ApiProtocol, type ApiRule, openAccess } from "./dapr-access.ts";
export { createDaprFace, type DaprFace, type DaprFaceOptions, type Readiness } from "./dapr-api.ts";
export { unauthenticatedError } from "./grpc/dapr-rpc-error.ts";
export { type DaprRouteContext, daprRoutes, daprServicePrefix } from "./grpc/dapr-services.ts";
export {
  createDaprHttp,
  type DaprHttp,
  type DaprHttpObserver,
  type DaprHttpOptions,
} from "./http/dapr-http.ts";
export type { DaprHttpReply, DaprHttpRequest } from "./http/http-reply.ts";
export { componentOf, type DaprComponent } from "./quirks/dapr-component.ts";
export { type DaprQuirks, quirksOf } from "./quirks/dapr-quirks.ts";
export type { ErrorObserver } from "./texts/dapr-status.ts";
export { daprRuntimeVersion } from "./verbs/dapr-metadata.ts";
export type { DaprStateEnd, DaprStateObserver, DaprStateVerb } from "./verbs/dapr-state.ts";
export {
  createDaprStores,
  type DaprStore,
  type DaprStoreSource,
  type DaprStores,
} from "./verbs/dapr-store.ts";
