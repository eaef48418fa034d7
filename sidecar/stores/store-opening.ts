// Opens a store and stacks its configured layers on it. A store is opened with everything
// that is configured or not at all, and everything that was opened is closed when a step
// fails.
import { randomBytes } from "node:crypto";
import {
  cache,
  type DriverContext,
  encrypt,
  gather,
  guard,
  isInvalidationSource,
  keySeparator,
  type Layer,
  namespace,
  resilient,
  type StateStore,
  StoreError,
  stack,
  within,
} from "../../src/index.ts";
import type { CheckedStore, StoreSettings } from "../config/index.ts";

/** The dependencies and common settings of a store. */
export interface StoreDependencies {
  readonly context: DriverContext;
  /** Keeps the idempotency keys of apps apart, whatever their key prefix is. */
  readonly appId: string;
  /** Largest value, in bytes. */
  readonly valueBytesMax: number;
  /** The outermost layer; undefined if nothing is observed. */
  readonly observe: Layer | undefined;
}

/** Opens a store with its layers. Rejects, naming the store, if it cannot be opened as configured. */
export async function openStore(checked: CheckedStore, dependencies: StoreDependencies): Promise<StateStore> {
  const { name, settings } = checked;
  const opening = checked.open(dependencies.context).catch((thrown: unknown) => {
    throw openingError(name, thrown);
  });
  const driver = await openedInTime(opening, settings.openMsMax, name);
  try {
    return layered(name, driver, settings, dependencies);
  } catch (thrown) {
    await driver.close();
    throw thrown;
  }
}

// The descriptions of a driver are sentences about the store; its own names of options are in the violations.
function openingError(name: string, thrown: unknown): unknown {
  if (!(thrown instanceof StoreError)) return thrown;
  const { violations } = thrown;
  const what = violations.map(({ description }) => description).join("; ") || thrown.message;
  return new StoreError(thrown.code, `store "${name}": ${what}`, { violations, cause: thrown });
}

async function openedInTime(
  opening: Promise<StateStore>,
  msMax: number | undefined,
  name: string,
): Promise<StateStore> {
  if (msMax === undefined) return opening;
  const opened = await within(opening, msMax);
  if (opened !== undefined) return opened;
  // The store may still open later: then it is closed.
  void opening.then((store) => store.close()).catch(() => undefined);
  throw new StoreError("deadline", `store "${name}": did not open within its initTimeout of ${msMax} ms`);
}

function layered(
  name: string,
  driver: StateStore,
  { keyPrefix, cache: cached, encryption, timeoutMs }: StoreSettings,
  { appId, valueBytesMax, observe }: StoreDependencies,
): StateStore {
  const { gathering } = driver.facts;
  return stack(driver, {
    ...(observe && { observe }),
    // The APIs set the deadlines of their calls; here only the timeout of a Resiliency policy applies.
    guard: guard({ valueBytesMax, deadlineMsMax: timeoutMs ?? Number.POSITIVE_INFINITY }),
    namespace: namespace(appId, keyPrefix ?? ""),
    ...(cached && { cache: cacheLayer(name, driver, keyPrefix, cached) }),
    ...(encryption && { encrypt: encrypt(encryption, randomBytes) }),
    resilient: resilient(),
    ...(gathering && {
      gather: gather({ readsInFlightMax: gathering.reads, commitsInFlightMax: gathering.commits }),
    }),
  });
}

function cacheLayer(
  name: string,
  driver: StateStore,
  keyPrefix: string | undefined,
  { bytesMax, ttlMs }: NonNullable<StoreSettings["cache"]>,
): Layer {
  if (!isInvalidationSource(driver)) {
    const description = `a store of the driver "${driver.facts.driver}" does not report changes, so its records cannot be cached`;
    const violations = [{ path: ["cache"], description }];
    throw new StoreError("invalid", `store "${name}": cache: ${description}`, { violations });
  }
  return cache({
    source: driver,
    prefix: keyPrefix === undefined ? "" : keyPrefix + keySeparator,
    ...(bytesMax !== undefined && { bytesMax }),
    ...(ttlMs !== undefined && { ttlMs }),
  });
}
