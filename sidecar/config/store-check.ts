// Has each store's options checked by its driver, before anything is opened.
import { asStoreError, type Driver, type DriverContext, type StateStore } from "../../src/index.ts";
import type { Fault } from "./setting.ts";
import type { StoreConfig } from "./shape.ts";

/** A store whose driver has accepted the options. */
export interface CheckedStore {
  readonly name: string;
  readonly driver: string;
  /** Opens it, as the driver's `open`. */
  open(context: DriverContext): Promise<StateStore>;
}

/** Finds a driver by its name; rejects if there is none. */
export type LoadDriver = (name: string) => Promise<Driver<unknown>>;

async function checkStore(store: StoreConfig, loadDriver: LoadDriver): Promise<CheckedStore | Fault> {
  const { name, driver: driverName, options, source, optionSource } = store;
  try {
    const driver = await loadDriver(driverName);
    const compiled = driver.compile(options.reveal());
    return { name, driver: driverName, open: (context) => driver.open(compiled, context) };
  } catch (thrown) {
    const error = asStoreError(thrown);
    if (error.code !== "invalid" && error.code !== "unsupported") throw thrown;
    const { field } = error;
    return {
      source: field === undefined || field === "driver" ? source : optionSource(field),
      message: `store "${name}": ${error.message}`,
    };
  }
}

/** Every store with its driver, or every fault that the drivers found. */
export async function checkStores(
  stores: readonly StoreConfig[],
  loadDriver: LoadDriver,
): Promise<{ stores: readonly CheckedStore[]; faults: readonly Fault[] }> {
  const results = await Promise.all(stores.map((store) => checkStore(store, loadDriver)));
  return {
    stores: results.filter((result) => "open" in result),
    faults: results.filter((result) => "message" in result),
  };
}
