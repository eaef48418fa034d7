// Entry point of the contract: messages by package, methods by service.
export { fileDescriptorSet } from "./gen/descriptors.js";
export { grpc as health } from "./gen/health.js";
export { grpc as reflection } from "./gen/reflection.js";
export { google as rpc } from "./gen/rpc.js";
export {
  HealthMethods,
  ServerReflectionMethods,
  ServerReflectionV1AlphaMethods,
  StateStoreMethods,
  StoresMethods,
} from "./gen/services.js";
export { google, statestore } from "./gen/statestore.js";
