// Checks each store's options with its driver, before anything is opened.
import {
  asStoreError,
  type Driver,
  type DriverContext,
  pathText,
  type StateStore,
  type StoreError,
} from "../../src/index.ts";
import type { StoreConfig, StoreSettings } from "./config.ts";
import { asWarnings, type ConfigViolation, optionViolation } from "./violation.ts";

/** A store whose driver has accepted the options. */
export interface CheckedStore {
  readonly name: string;
  readonly driver: string;
  readonly settings: StoreSettings;
  /** Where its records are, without a secret; undefined if its driver does not report it. */
  readonly place?: string | undefined;
  /** Opens it, as the driver's `open`. */
  open(context: DriverContext): Promise<StateStore>;
}

/** Loads a driver by its name; rejects if there is none. */
export type LoadDriver = (name: string) => Promise<Driver<unknown>>;

// Each violation is at the place where its option is written. One that was rejected before is not reported again.
function violationsOf(store: StoreConfig, error: StoreError): ConfigViolation[] {
  const subject = { kind: "store", name: store.name } as const;
  if (error.violations.length === 0) {
    return [{ source: store.source, subject, path: [], description: error.message }];
  }
  return error.violations.flatMap((violation) => {
    const option = pathText(violation.path.slice(0, 1));
    if (store.rejectedOptions?.has(option.toLowerCase())) return [];
    const source = option === "driver" ? store.source : store.optionSource(option);
    return [{ ...optionViolation(violation), source, subject }];
  });
}

async function checkStore(
  store: StoreConfig,
  loadDriver: LoadDriver,
): Promise<CheckedStore | ConfigViolation[]> {
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
    return violationsOf(store, error);
  }
}

const leftOut = "the store is skipped, because its ignoreErrors is set";

/** The results of the drivers' checks of the stores. */
export interface StoreCheck {
  /** The stores without violations. */
  readonly stores: readonly CheckedStore[];
  readonly violations: readonly ConfigViolation[];
  /** The violations of stores with ignoreErrors. */
  readonly warnings: readonly ConfigViolation[];
}

/** Checks every store with its driver. */
export async function checkStores(
  stores: readonly StoreConfig[],
  loadDriver: LoadDriver,
): Promise<StoreCheck> {
  const checked: CheckedStore[] = [];
  const violations: ConfigViolation[] = [];
  const warnings: ConfigViolation[] = [];
  const results = await Promise.all(stores.map((store) => checkStore(store, loadDriver)));
  for (const [index, result] of results.entries()) {
    if (!Array.isArray(result)) checked.push(result);
    else if (stores[index]?.ignoreErrors === true) warnings.push(...asWarnings(result, leftOut));
    else violations.push(...result);
  }
  return { stores: checked, violations, warnings };
}
