// Has each store's options checked by its driver, before anything is opened.
import {
  asStoreError,
  type Driver,
  type DriverContext,
  pathText,
  type StateStore,
  type StoreError,
  type Violation,
} from "../../src/index.ts";
import type { StoreConfig, StoreSettings } from "./config.ts";
import { suggestion } from "./options/suggestion.ts";
import type { Fault } from "./setting.ts";

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

// Of many options the one that was probably meant is the useful one.
function describe({ description, known }: Violation, option: string): string {
  const meant = known === undefined ? "" : suggestion(option, known);
  return `${option}: ${meant === "" ? description : `is not an option${meant}`}`;
}

// Each violation is reported at the place where its option was written.
function faultsOf(store: StoreConfig, error: StoreError): Fault[] {
  const named = (message: string) => `store "${store.name}": ${message}`;
  if (error.violations.length === 0) return [{ source: store.source, message: named(error.message) }];
  return error.violations.flatMap((violation) => {
    const option = pathText(violation.path.slice(0, 1));
    if (store.faultyOptions?.has(option.toLowerCase())) return [];
    const isOption = option !== "driver";
    return {
      source: isOption ? store.optionSource(option) : store.source,
      message: named(describe(violation, option)),
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
