// Checks the opened stores at intervals, and reports changes to the directory,
// the metrics and the log.
import { systemClock } from "../../src/index.ts";
import {
  type CheckResult,
  type ManagedStoreDirectory,
  type OutageLog,
  StoreMonitor,
} from "../stores/index.ts";
import type { Log, Metrics } from "../telemetry/index.ts";
import { type Started, unitOf } from "./started.ts";

/** The dependencies of the monitor unit. */
export interface MonitorUnitOptions {
  readonly log: Log;
  readonly metrics: Metrics | undefined;
  readonly directory: ManagedStoreDirectory;
  /** By store; suppressed repetitions of a store's events are counted until it is serving again. */
  readonly outageLogs: ReadonlyMap<string, OutageLog>;
}

/** The unit of the store checks. It starts after the stores. */
export function monitorUnit(options: MonitorUnitOptions): Started<StoreMonitor> {
  return unitOf(
    "store checks",
    async () => {
      const monitor = new StoreMonitor(options.directory.stores, {
        clock: systemClock,
        random: Math.random,
        onCheck: (name, result) => onCheck(name, result, options),
      });
      await monitor.start();
      return monitor;
    },
    async (monitor) => monitor.stop(),
  );
}

function onCheck(
  name: string,
  { serving, checkTime, reason, cause }: CheckResult,
  { directory, metrics, log, outageLogs }: MonitorUnitOptions,
): void {
  const before = directory.get(name)?.health;
  // A store that is serving from the start is not logged.
  const wasServing = before?.checkTime === undefined || before.serving;
  directory.setHealth(name, { serving, checkTime, reason });
  metrics?.setServing(name, serving);
  if (serving && !wasServing) {
    const repeated = outageLogs.get(name)?.settle() ?? 0;
    log.info("the store is serving again", { store: name, ...(repeated > 0 && { repeated }) });
  }
  if (!serving && wasServing) log.warn("the store is not serving", { store: name, reason }, cause);
}
