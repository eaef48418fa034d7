// Has each store's options checked by its driver, before anything is opened.
import {
  asStoreError,
  type Driver,
  type DriverContext,
  type StateStore,
  type StoreError,
} from "../../src/index.ts";
import type { Fault } from "./setting.ts";
import type { StoreConfig } from "./shape.ts";

/** A store whose driver has accepted the options. */
export interface CheckedStore {
  readonly name: string;
  readonly driver: string;
  /** What stands before its keys, as `StoreConfig` has it. */
  readonly keyPrefix: string | undefined;
  /** Opens it, as the driver's `open`. */
  open(context: DriverContext): Promise<StateStore>;
}

/** Finds a driver by its name; rejects if there is none. */
export type LoadDriver = (name: string) => Promise<Driver<unknown>>;

// A driver tells all its faults in one message, each beginning with its option:
// each is said where that option was written.
function faultsOf(store: StoreConfig, error: StoreError): Fault[] {
  const parts = error.message.split("; ");
  const each = parts.every((part) => /^\w+: /.test(part)) ? parts : [error.message];
  return each.map((message) => {
    const option = /^(\w+): /.exec(message)?.[1];
    const known = option !== undefined && option !== "driver";
    return {
      source: known ? store.optionSource(option) : store.source,
      message: `store "${store.name}": ${message}`,
    };
  });
}

async function checkStore(store: StoreConfig, loadDriver: LoadDriver): Promise<CheckedStore | Fault[]> {
  const { name, driver: driverName, options, keyPrefix } = store;
  try {
    const driver = await loadDriver(driverName);
    const compiled = driver.compile(options.reveal());
    return { name, driver: driverName, keyPrefix, open: (context) => driver.open(compiled, context) };
  } catch (thrown) {
    const error = asStoreError(thrown);
    if (error.code !== "invalid" && error.code !== "unsupported") throw thrown;
    return faultsOf(store, error);
  }
}

/** Every store with its driver, or every fault that the drivers found. */
export async function checkStores(
  stores: readonly StoreConfig[],
  loadDriver: LoadDriver,
): Promise<{ stores: readonly CheckedStore[]; faults: readonly Fault[] }> {
  const results = await Promise.all(stores.map((store) => checkStore(store, loadDriver)));
  return {
    stores: results.flatMap((result) => (Array.isArray(result) ? [] : [result])),
    faults: results.flatMap((result) => (Array.isArray(result) ? result : [])),
  };
}
