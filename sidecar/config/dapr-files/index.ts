// The door of the room that reads Dapr's files: components, policies and
// Configurations become stores, secret sources and plain settings.
export { readResources } from "./resources.ts";
