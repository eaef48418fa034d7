// The index of the telemetry folder. The metrics are imported separately, from
// metrics.ts, so that a process without metrics does not load them.
export { type AccessLog, createAccessLog } from "./access-log.ts";
export { callMetrics, daprCallMetrics, daprMessageSizes, daprRequestMetrics } from "./call-metrics.ts";
export { logPrinted } from "./console-log.ts";
export { createLog, type Log } from "./log.ts";
export type { Metrics } from "./metrics.ts";
