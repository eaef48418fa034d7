// The entry point of the reader of Dapr's files: components, policies and Configurations become stores, secret sources and
// plain settings.
export { readResources } from "./resource-reader.ts";
