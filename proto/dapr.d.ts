// Messages and methods of the part of Dapr's API that the sidecar serves. This
// is an entry point of its own, so that a client does not bundle it.
export { dapr, google } from "./gen/dapr.js";
export { DaprMethods } from "./gen/dapr-services.js";
