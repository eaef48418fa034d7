// Checks each store's options with its driver, before anything is opened.
import {
  asStoreError,
  type BackupReport,
  type BackupRequest,
  type Driver,
  type DriverContext,
  pathText,
  type RawOptions,
  type RestoreRequest,
  type StateStore,
  StoreError,
  type Violation,
} from "../../src/index.ts";
import type { StoreConfig, StoreSettings } from "./config.ts";
import type { Environment } from "./options/environment.ts";
import { isNearGuarded, optionGuard } from "./unknown-name.ts";
import { type ConfigViolation, Findings, optionViolation, strictFindings } from "./violation.ts";

/** A store whose driver has accepted the options. */
export interface CheckedStore {
  readonly name: string;
  readonly driver: string;
  readonly settings: StoreSettings;
  /** Where its records are, without a secret; undefined if its driver does not report it. */
  readonly place?: string | undefined;
  /** Texts about options that are accepted, but not as they are written. The driver logs them when it opens the store. Default: none. */
  readonly warnings?: readonly string[];
  /** Opens it, as the driver's `open`. */
  open(context: DriverContext): Promise<StateStore>;
  /** As the driver's `backUp`; undefined if the driver has none. */
  readonly backUp?: ((request: BackupRequest) => Promise<BackupReport>) | undefined;
  /** As the driver's `restore`; undefined if the driver has none. */
  readonly restore?: ((request: RestoreRequest) => Promise<BackupReport>) | undefined;
}

/** Loads a driver by its name; rejects if there is none. */
export type LoadDriver = (name: string) => Promise<Driver<unknown>>;

// Options of a component that the sidecar reads itself. Their mistyped forms reach the driver.
const sidecarOptions = ["keyPrefix", "primaryEncryptionKey", "secondaryEncryptionKey"];

/**
 * The unknown options of a component that daprd would ignore, and that no option for access or secrecy is close to; none
 * for another store.
 */
function ignorableOptions(store: StoreConfig, { violations }: StoreError): readonly Violation[] {
  const { component } = store;
  if (component === undefined) return [];
  const description = `is not an option of ${component.type} and has no effect`;
  return violations.flatMap((violation) => {
    const known = knownOptions(store, violation);
    if (known === undefined || isNearGuarded(String(violation.path[0]), known, optionGuard)) return [];
    return [{ path: violation.path, description, known }];
  });
}

function knownOptions({ component }: StoreConfig, { known }: Violation): readonly string[] | undefined {
  return known === undefined || component === undefined ? known : [...known, ...sidecarOptions];
}

// Each violation is at the place where its option is written. One that was rejected before is not reported again.
function violationsOf(store: StoreConfig, error: StoreError): ConfigViolation[] {
  const subject = { kind: "store", name: store.name } as const;
  if (error.violations.length === 0) {
    return [{ source: store.source, subject, path: [], description: error.message }];
  }
  return error.violations.flatMap((violation) => {
    const isReported = store.rejectedOptions?.has(String(violation.path[0]).toLowerCase()) === true;
    if (isReported) return [];
    const known = knownOptions(store, violation);
    return [placed(store, optionViolation(known === undefined ? violation : { ...violation, known }))];
  });
}

function placed(store: StoreConfig, violation: Violation): ConfigViolation {
  const option = pathText(violation.path.slice(0, 1));
  const source = option === "driver" ? store.source : store.optionSource(option);
  return { ...violation, source, subject: { kind: "store", name: store.name } };
}

interface StoreResult {
  /** Undefined if there are violations. */
  readonly checked?: CheckedStore;
  readonly violations: readonly ConfigViolation[];
  readonly warnings: readonly ConfigViolation[];
}

async function checkStore(
  store: StoreConfig,
  loadDriver: LoadDriver,
  environment: Environment,
): Promise<StoreResult> {
  const driver = await loadChecked(() => loadDriver(store.driver));
  if (driver instanceof StoreError) return { violations: violationsOf(store, driver), warnings: [] };
  const raw = store.options.reveal();
  const all = await loadChecked(() => checkedStore(store, driver, raw, environment));
  if (!(all instanceof StoreError)) return { checked: all, violations: [], warnings: [] };
  const ignorable = ignorableOptions(store, all);
  const warnings = ignorable.map((warning) => placed(store, warning));
  if (ignorable.length === 0) return { violations: violationsOf(store, all), warnings };
  const names = new Set(ignorable.map(({ path }) => String(path[0])));
  const others = Object.fromEntries(Object.entries(raw).filter(([name]) => !names.has(name)));
  const rest = await loadChecked(() => checkedStore(store, driver, others, environment));
  if (rest instanceof StoreError) return { violations: violationsOf(store, rest), warnings };
  return { checked: rest, violations: [], warnings };
}

function valueWarnings(store: StoreConfig, { checked }: StoreResult): ConfigViolation[] {
  const isMistake = store.ignoreErrors !== true;
  const texts = checked?.warnings ?? [];
  const subject = { kind: "store", name: store.name } as const;
  return texts.map((description) => ({ source: store.source, subject, path: [], description, isMistake }));
}

function checkedStore(
  store: StoreConfig,
  driver: Driver<unknown>,
  raw: RawOptions,
  environment: Environment,
): CheckedStore {
  const compiled = driver.compile(raw, environment);
  const place = driver.place?.(compiled);
  const open = (context: DriverContext) => driver.open(compiled, context);
  const backUp = driver.backUp?.bind(driver, compiled);
  const restore = driver.restore?.bind(driver, compiled);
  const warnings = driver.warnings?.(compiled) ?? [];
  return { name: store.name, driver: store.driver, settings: store, place, warnings, open, backUp, restore };
}

// The result, or the error that says what is wrong in the configuration.
async function loadChecked<Loaded>(load: () => Loaded | Promise<Loaded>): Promise<Loaded | StoreError> {
  try {
    return await load();
  } catch (thrown) {
    const error = asStoreError(thrown);
    if (error.code !== "invalid" && error.code !== "unsupported") throw thrown;
    return error;
  }
}

const leftOut = "the store is skipped, because its ignoreErrors is set";

/** The results of the drivers' checks of the stores. */
export interface StoreCheck {
  /** The stores without violations. */
  readonly stores: readonly CheckedStore[];
  readonly violations: readonly ConfigViolation[];
  /** Unknown options of components, and the violations of stores with ignoreErrors. */
  readonly warnings: readonly ConfigViolation[];
  /** Options whose values are not used as they are written. The drivers log them when they open the stores. */
  readonly valueWarnings: readonly ConfigViolation[];
}

/**
 * Checks every store with its driver. `isStrict`: unknown options of components and values that are not used as they are written are violations. Drivers read the variables of
 * `environment` that their databases document.
 */
export async function checkStores(
  stores: readonly StoreConfig[],
  loadDriver: LoadDriver,
  isStrict = false,
  environment: Environment = {},
): Promise<StoreCheck> {
  const checked: CheckedStore[] = [];
  const findings = new Findings();
  const values = new Findings();
  const results = await Promise.all(stores.map((store) => checkStore(store, loadDriver, environment)));
  for (const [index, result] of results.entries()) {
    const store = stores[index];
    if (result.checked !== undefined) checked.push(result.checked);
    if (store !== undefined) values.add({ violations: [], warnings: valueWarnings(store, result) });
    if (store?.ignoreErrors === true) findings.addAsWarnings(result, leftOut);
    else findings.add(result);
  }
  if (!isStrict) return { stores: checked, ...findings, valueWarnings: values.warnings };
  const strictValues = strictFindings(values);
  findings.violations.push(...strictValues.violations);
  return { stores: checked, ...strictFindings(findings), valueWarnings: strictValues.warnings };
}
