// The entry point of the configuration: the options of the process, checked as a whole.
export type { Config, HttpConfig, StoreConfig, StoreSettings } from "./config.ts";
export type { SecretScope, SecretSource } from "./dapr-config.ts";
export { loadConfig } from "./load.ts";
export type { Environment } from "./options/environment.ts";
export { usage } from "./options/usage.ts";
export { Secret } from "./secret.ts";
export { type CheckedStore, checkStores } from "./store-check.ts";
export { type ConfigViolation, violationText } from "./violation.ts";
