// The door of the Dapr room: the face, its routes over gRPC, its answers over
// HTTP, and what a store or a secret store needs to be served by it.
export { type ApiAccess, type ApiProtocol, type ApiRule, openAccess } from "./dapr-access.ts";
export { componentOf, type DaprComponent } from "./dapr-component.ts";
export { createDaprFace, type DaprFace, type DaprFaceOptions, type Readiness } from "./dapr-face.ts";
export { createDaprHttp, type DaprHttp, type DaprHttpObserver, type DaprHttpOptions } from "./dapr-http.ts";
export type { DaprHttpReply, DaprHttpRequest } from "./dapr-http-reply.ts";
export { daprRuntimeVersion } from "./dapr-metadata.ts";
export { type DaprQuirks, quirksOf } from "./dapr-quirks.ts";
export { unauthenticatedError } from "./dapr-rpc-error.ts";
export { type DaprRouteContext, daprRoutes, daprServicePrefix } from "./dapr-services.ts";
export type { DaprStateEnd, DaprStateObserver, DaprStateVerb } from "./dapr-state.ts";
export type { ErrorObserver } from "./dapr-status.ts";
export {
  createDaprStores,
  type DaprStore,
  type DaprStoreSource,
  type DaprStores,
} from "./dapr-store.ts";
