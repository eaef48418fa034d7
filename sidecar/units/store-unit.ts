// Opens one store with its layers and adds it to the directory. Events that the driver
// reports, also while opening, are written to the store's outage log.
import { type CallReport, type DriverEvent, observe, type StateStore, systemClock } from "../../src/index.ts";
import type { CheckedStore, Config } from "../config/index.ts";
import { componentTypeOf } from "../dapr/index.ts";
import { type ManagedStoreDirectory, OutageLog, openStore } from "../stores/index.ts";
import type { Log, Metrics } from "../telemetry/index.ts";
import { type Started, unitOf } from "./started.ts";

/** The dependencies of a store unit. */
export interface StoreUnitOptions {
  readonly config: Config;
  readonly log: Log;
  readonly metrics: Metrics | undefined;
  readonly directory: ManagedStoreDirectory;
  /** Takes what the driver reports. */
  readonly outageLog: OutageLog;
}

/** The outage log of a store, which writes to the log of the process. */
export function outageLogOf(storeName: string, log: Log): OutageLog {
  const write = ({ level, message, detail, cause }: DriverEvent, repeated: number) =>
    log[level](message, { store: storeName, ...detail, ...(repeated > 0 && { repeated }) }, cause);
  return new OutageLog({ clock: systemClock, write });
}

/** The unit of a store. Its output is undefined where the store failed to open and its `ignoreErrors` is set. */
export function storeUnit(checked: CheckedStore, options: StoreUnitOptions): Started<StateStore | undefined> {
  const { log, metrics, directory } = options;
  const { name, driver, settings } = checked;
  const componentType = componentTypeOf(driver, settings.component);
  return unitOf(
    `store ${name}`,
    async () => {
      try {
        const store = await opened(checked, options);
        directory.add({ name, store, optional: settings.ignoreErrors });
        metrics?.dapr.componentStarted(componentType);
        return store;
      } catch (cause) {
        if (!settings.ignoreErrors) throw cause;
        metrics?.dapr.componentFailed(componentType, name);
        log.warn("the store is skipped, because its ignoreErrors is set", { store: name }, cause);
        return undefined;
      }
    },
    async (store) => store?.close(),
  );
}

function opened(
  checked: CheckedStore,
  { config, metrics, outageLog }: StoreUnitOptions,
): Promise<StateStore> {
  const { name } = checked;
  const ended = ({ operation, error, failures, durationMs }: CallReport) =>
    metrics?.observeState(name, operation, (error ?? failures[0])?.code ?? "ok", durationMs);
  return openStore(checked, {
    context: {
      clock: systemClock,
      random: Math.random,
      storeName: name,
      log: (event) => outageLog.take(event),
    },
    appId: config.appId,
    valueBytesMax: config.grpc.messageBytesMax,
    observe: metrics && observe(ended),
  });
}
