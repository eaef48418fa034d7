// The entry point of the configuration: the options of the process, checked as a whole.
export type {
  CacheConfig,
  Config,
  GrpcConfig,
  GrpcTransport,
  HttpConfig,
  LogLevel,
  StoreConfig,
  StoreSettings,
} from "./config.ts";
export type {
  ApiRule,
  DaprConfig,
  SecretScope,
  SecretSource,
  SecretValues,
} from "./dapr-config.ts";
export { type LoadedConfig, loadConfig } from "./load.ts";
export type { Environment } from "./options/environment.ts";
export type { Command } from "./options/flags.ts";
export { formatQuantity } from "./options/quantity.ts";
export { usage } from "./options/usage.ts";
export { Secret } from "./secret.ts";
export { type CheckedStore, checkStores, type LoadDriver } from "./store-check.ts";
export { type ConfigViolation, violationText } from "./violation.ts";
