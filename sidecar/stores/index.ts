// The index of the stores folder: opening, checking and naming the stores of the process.
export { OutageLog } from "./outage-log.ts";
export {
  createStoreDirectory,
  isReady,
  type ManagedStoreDirectory,
  resolveStore,
  type ServedStore,
  type StoreDirectory,
  type StoreHealth,
} from "./store-directory.ts";
export { type CheckResult, StoreMonitor } from "./store-monitor.ts";
export { openStore } from "./store-opening.ts";
