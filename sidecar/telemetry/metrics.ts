// What Prometheus may ask. Names begin with `pillion_`, those of daprd with
// `dapr_`; our times are seconds.
// Labels are store, operation, method and code, each from a closed list; no
// key, no value and no app's text is ever a label.
import { Counter, Gauge, Registry } from "prom-client";
import { CallTally } from "./call-tally.ts";
import { createDaprMetrics, type DaprLabels, type DaprMetrics } from "./dapr-metrics.ts";

/** Counts and times of the process. */
export interface Metrics {
  /** One operation on a store: its name, its code (`ok` or an error's code), its time in ms. */
  readonly observeState: (store: string, operation: string, code: string, durationMs: number) => void;
  /** One call over gRPC: method path, code name, time in ms. */
  readonly observeCall: (path: string, code: string, durationMs: number) => void;
  /** Shows the load of the gRPC server, and how often its limits have bitten. */
  readonly watchServer: (server: ServerLoad) => void;
  /** Whether a store serves. */
  readonly setServing: (store: string, serving: boolean) => void;
  /** Those of daprd, by its names. */
  readonly dapr: DaprMetrics;
  /** Everything in Prometheus's text format. */
  readonly text: () => Promise<string>;
  /** The content type of that text. */
  readonly contentType: string;
}

/** What the gRPC server tells of itself. */
export interface ServerLoad {
  readonly load: { readonly connections: number; readonly calls: number };
  /** By the limit's counter. */
  readonly counters: Readonly<Record<string, number>>;
}

/** What the process knows and metrics only show. */
export interface MetricSources {
  readonly version: string;
  readonly droppedLogLines: () => number;
  /** What Dapr's metrics say of the sidecar. */
  readonly dapr: DaprLabels;
}

function addServer(registers: Registry[], server: ServerLoad): void {
  new Gauge({
    name: "pillion_grpc_connections",
    help: "Connections of the gRPC port.",
    registers,
    collect() {
      this.set(server.load.connections);
    },
  });
  new Gauge({
    name: "pillion_grpc_running_calls",
    help: "Calls whose handler runs, also those whose caller has gone.",
    registers,
    collect() {
      this.set(server.load.calls);
    },
  });
  new Counter({
    name: "pillion_grpc_limit_hits_total",
    help: "How often a limit of the gRPC port has bitten, by the limit's counter.",
    labelNames: ["counter"],
    registers,
    collect() {
      this.reset();
      for (const [counter, hits] of Object.entries(server.counters)) this.inc({ counter }, hits);
    },
  });
}

function addProcess(registry: Registry, sources: MetricSources): void {
  const registers = [registry];
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read());
      },
    });
  const startSeconds = Date.now() / 1000 - process.uptime();
  gauge("process_start_time_seconds", "When the process started, since the Unix epoch.", () => startSeconds);
  gauge("process_resident_memory_bytes", "Resident memory.", () => process.memoryUsage.rss());
  gauge("nodejs_heap_size_used_bytes", "Used heap of V8.", () => process.memoryUsage().heapUsed);
  gauge(
    "nodejs_external_memory_bytes",
    "Memory of buffers and native objects.",
    () => process.memoryUsage().external,
  );
  let before = performance.eventLoopUtilization();
  gauge(
    "pillion_event_loop_utilization",
    "Share of the time since the last scrape in which the loop was busy.",
    () => {
      const now = performance.eventLoopUtilization();
      const { utilization } = performance.eventLoopUtilization(now, before);
      before = now;
      return utilization;
    },
  );
  new Counter({
    name: "process_cpu_seconds_total",
    help: "Processor time, user and system.",
    registers,
    collect() {
      const { user, system } = process.cpuUsage();
      this.reset();
      this.inc((user + system) / 1e6);
    },
  });
  new Counter({
    name: "pillion_log_lines_dropped_total",
    help: "Log lines given up because nobody took them.",
    registers,
    collect() {
      this.reset();
      this.inc(sources.droppedLogLines());
    },
  });
  new Gauge({
    name: "pillion_build_info",
    help: "Always 1; the version is a label.",
    labelNames: ["version", "node"],
    registers,
  })
    .labels(sources.version, process.versions.node)
    .set(1);
}

/** Metrics of their own registry. */
export function createMetrics(sources: MetricSources): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const operations = new CallTally(
    {
      labels: ["store", "operation"],
      counter: {
        name: "pillion_state_operations_total",
        help: "Operations on stores, by code: ok, or the code of the error.",
      },
      histogram: { name: "pillion_state_operation_seconds", help: "How long operations on stores took." },
    },
    registry,
  );
  const calls = new CallTally(
    {
      labels: ["method"],
      shown: (path) => path.slice(1),
      counter: {
        name: "pillion_grpc_calls_total",
        help: "Calls over gRPC, by the code that the caller saw.",
      },
      histogram: {
        name: "pillion_grpc_call_seconds",
        help: "How long calls over gRPC took in this process.",
      },
    },
    registry,
  );
  const serving = new Gauge({
    name: "pillion_store_serving",
    help: "1 if the store's last check succeeded, else 0.",
    labelNames: ["store"],
    registers,
  });
  addProcess(registry, sources);
  return {
    observeState: (store, operation, code, durationMs) =>
      operations.observe(store, operation, code, durationMs),
    observeCall: (path, code, durationMs) => calls.observe(path, "", code, durationMs),
    watchServer: (server) => addServer(registers, server),
    dapr: createDaprMetrics(registry, sources.dapr),
    setServing: (store, isServing) => serving.labels(store).set(isServing ? 1 : 0),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
