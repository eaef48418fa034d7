// The door of the telemetry room. Metrics have a door of their own, metrics.ts,
// so that a process without them does not load their library.
export { createLog, type Log, type LogDetail, type LogOptions } from "./log.ts";
export type { MetricSources, Metrics } from "./metrics.ts";
export { type CallObserver, observeRoutes } from "./observe-routes.ts";
