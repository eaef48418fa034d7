// The entry point of Dapr's API: the API itself, its gRPC operations, its HTTP
// handler, and the stores it is served over.
export type { ApiAccess } from "./dapr-access.ts";
export { createDaprApi, type DaprApi, type Readiness } from "./dapr-api.ts";
export { daprOperations, daprServicePrefix } from "./grpc/dapr-services.ts";
export { createDaprHttp } from "./http/dapr-http.ts";
export { componentOf, componentTypeOf, type DaprComponent } from "./quirks/dapr-component.ts";
export { createDaprStores } from "./verbs/dapr-store.ts";
