// The part of Dapr's API that a sidecar serves: messages and methods. Apart
// from the door of the package, so that a client does not take it in.
export { dapr, google } from "./gen/dapr.js";
export { DaprMethods } from "./gen/dapr-services.js";
