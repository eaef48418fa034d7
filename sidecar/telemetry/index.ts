// The door of the telemetry room. Metrics have a door of their own, metrics.ts,
// so that a process without them does not load their library.

export type { DaprRequestEnd } from "./dapr-metrics.ts";
export { createLog, type Log, type LogDetail, type LogOptions } from "./log.ts";
export { measureRoutes, type SizeObserver } from "./measure-routes.ts";
export type { MetricSources, Metrics } from "./metrics.ts";
export { type CallObserver, observeRoutes } from "./observe-routes.ts";
