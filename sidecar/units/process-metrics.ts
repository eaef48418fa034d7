// The metrics of the process; loaded only if they are enabled.
import type { CheckedStore, Config } from "../config/index.ts";
import { componentTypeOf } from "../dapr/index.ts";
import type { Log, Metrics } from "../telemetry/index.ts";
import { version } from "../version.ts";

/** Loads the metrics, and counts the components that were not loaded. */
export async function loadMetrics(
  config: Config,
  checked: readonly CheckedStore[],
  log: Log,
): Promise<Metrics> {
  const { createMetrics } = await import("../telemetry/metrics.ts");
  const { appId, namespace, stores, secretStores, report } = config;
  const timed = stores.flatMap(({ name, timeoutMs }) =>
    timeoutMs === undefined ? [] : [[name, timeoutMs] as const],
  );
  const dapr = {
    appId,
    namespace,
    latencyBucketsMs: config.dapr.metrics.latencyBucketsMs,
    recordErrorCodes: config.dapr.metrics.recordErrorCodes,
    resiliencies: report.resiliencies,
    timeoutsMs: new Map(timed),
  };
  const metrics = createMetrics({ version, droppedLogLines: () => log.droppedLines, dapr });
  for (const { type } of secretStores) metrics.dapr.componentStarted(type);
  const rejected = stores.filter(({ name }) => !checked.some((store) => store.name === name));
  for (const { name, type } of report.leftOut) metrics.dapr.componentFailed(type, name);
  for (const store of rejected)
    metrics.dapr.componentFailed(componentTypeOf(store.driver, store.component), store.name);
  return metrics;
}
