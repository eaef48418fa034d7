// Has each store's options checked by its driver, before anything is opened.
import {
  asStoreError,
  type Driver,
  type DriverContext,
  type StateStore,
  type StoreError,
} from "../../src/index.ts";
import { suggestion } from "./nearest.ts";
import type { Fault } from "./setting.ts";
import type { StoreConfig, StoreSettings } from "./shape.ts";

/** A store whose driver has accepted the options. */
export interface CheckedStore {
  readonly name: string;
  readonly driver: string;
  readonly settings: StoreSettings;
  /** Where its records are, without a secret; undefined if its driver does not say. */
  readonly place?: string | undefined;
  /** Opens it, as the driver's `open`. */
  open(context: DriverContext): Promise<StateStore>;
}

/** Finds a driver by its name; rejects if there is none. */
export type LoadDriver = (name: string) => Promise<Driver<unknown>>;

// Of many options the one that was meant says more than all of them.
function withSuggestion(message: string): string {
  const [, name, known] = /^(\w+): is not an option; there are (.*)$/.exec(message) ?? [];
  if (name === undefined || known === undefined) return message;
  const meant = suggestion(name, known.split(", "));
  return meant === "" ? message : `${name}: is not an option${meant}`;
}

// A driver tells all its faults in one message, each beginning with its option:
// each is said where that option was written.
function faultsOf(store: StoreConfig, error: StoreError): Fault[] {
  return error.message.split(/; (?=\w+: )/).flatMap((message) => {
    const option = /^(\w+): /.exec(message)?.[1];
    if (option !== undefined && store.faultyOptions?.has(option.toLowerCase())) return [];
    const known = option !== undefined && option !== "driver";
    return {
      source: known ? store.optionSource(option) : store.source,
      message: `store "${store.name}": ${withSuggestion(message)}`,
    };
  });
}

async function checkStore(store: StoreConfig, loadDriver: LoadDriver): Promise<CheckedStore | Fault[]> {
  const { name, driver: driverName, options } = store;
  try {
    const driver = await loadDriver(driverName);
    const compiled = driver.compile(options.reveal());
    const place = driver.place?.(compiled);
    const open = (context: DriverContext) => driver.open(compiled, context);
    return { name, driver: driverName, settings: store, place, open };
  } catch (thrown) {
    const error = asStoreError(thrown);
    if (error.code !== "invalid" && error.code !== "unsupported") throw thrown;
    return faultsOf(store, error);
  }
}

const leftOut = "; the store is left out, as its ignoreErrors says";

/** Every store with its driver, or every fault that the drivers found: a warning where the store's errors are to be ignored. */
export async function checkStores(
  stores: readonly StoreConfig[],
  loadDriver: LoadDriver,
): Promise<{ stores: readonly CheckedStore[]; faults: readonly Fault[]; warnings: readonly Fault[] }> {
  const checked: CheckedStore[] = [];
  const faults: Fault[] = [];
  const warnings: Fault[] = [];
  const results = await Promise.all(stores.map((store) => checkStore(store, loadDriver)));
  for (const [index, result] of results.entries()) {
    if (!Array.isArray(result)) checked.push(result);
    else if (stores[index]?.ignoreErrors !== true) faults.push(...result);
    else warnings.push(...result.map(({ source, message }) => ({ source, message: message + leftOut })));
  }
  return { stores: checked, faults, warnings };
}
