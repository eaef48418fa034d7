// The door of the configuration: what the process was told, checked as a whole.
export type {
  ApiRule,
  DaprConfig,
  SecretScope,
  SecretSource,
  SecretValues,
} from "./dapr-config.ts";
export { type Environment, variableOf } from "./environment.ts";
export type { Command } from "./flags.ts";
export { type LoadedConfig, loadConfig } from "./load.ts";
export { formatQuantity } from "./quantity.ts";
export type { NamedPath, ReadResources, ResourceRequest, Resources } from "./resources.ts";
export { Secret } from "./secret.ts";
export { type Fault, faultText, type Setting, type Source, sourceText } from "./setting.ts";
export type {
  CacheConfig,
  Config,
  GrpcConfig,
  GrpcTransport,
  HttpConfig,
  LogLevel,
  StoreConfig,
  StoreSettings,
} from "./shape.ts";
export { type CheckedStore, checkStores, type LoadDriver } from "./store-check.ts";
export { usage } from "./usage.ts";
