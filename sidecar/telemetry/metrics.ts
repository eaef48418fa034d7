// The metrics of the process for Prometheus. Names begin with `pillion_`, those of
// daprd with `dapr_`; times of `pillion_` are in seconds. Labels are store,
// operation, method and code, each from a closed list; no key, no value and no
// text of the app is ever a label.
import { CallTally } from "./call-tally.ts";
import { createDaprMetrics, type DaprLabels, type DaprMetrics } from "./dapr-metrics.ts";
import { Gauge, type MetricFamily, Registry } from "./metric-registry.ts";

/** Counts and times of the process. */
export interface Metrics {
  /** One operation on a store: its name, its code (`ok` or an error's code), its time in ms. */
  readonly observeState: (store: string, operation: string, code: string, durationMs: number) => void;
  /** One gRPC call: method path, code name, time in ms. */
  readonly observeCall: (path: string, code: string, durationMs: number) => void;
  /** Exports the load of the gRPC server, and how often its limits were exceeded. */
  readonly watchServer: (server: ServerLoad) => void;
  /** Exports the memory of the messages in progress. */
  readonly watchMemory: (memory: MessageLoad) => void;
  /** Exports the connections of the HTTP ports. */
  readonly watchHttp: (ports: HttpPorts) => void;
  /** Whether a store is serving. */
  readonly setServing: (store: string, serving: boolean) => void;
  /** daprd's metrics, under their names. */
  readonly dapr: DaprMetrics;
  /** Everything in Prometheus's text format. */
  readonly text: () => string;
  /** The content type of that text. */
  readonly contentType: string;
}

/** The statistics of the gRPC server. */
export interface ServerLoad {
  readonly load: { readonly connections: number; readonly calls: number };
  /** How often each limit was exceeded, by the limit's counter. */
  readonly counters: Readonly<Record<string, number>>;
}

/** The memory of the messages in progress. */
export interface MessageLoad {
  readonly limitBytes: number;
  readonly usedBytes: number;
  /** The number of calls that wait for memory. */
  readonly waiting: number;
  /** How many calls got no memory, by reason. */
  readonly rejections: Readonly<Record<string, number>>;
}

/** The connections of the HTTP ports. */
export interface HttpPorts {
  /** Open connections. */
  readonly connections: () => number;
  /** Connections that were rejected since the start. */
  readonly rejected: () => number;
}

/** Numbers that other parts keep and the metrics only export. */
export interface MetricSources {
  readonly version: string;
  readonly droppedLogLines: () => number;
  /** Labels of daprd's metrics. */
  readonly dapr: DaprLabels;
}

// A number that is kept elsewhere.
function addNumber(
  registry: Registry,
  type: MetricFamily["type"],
  name: string,
  help: string,
  read: () => number,
): void {
  registry.register({ name, help, type, samples: () => [{ labels: {}, value: read() }] });
}

function addServer(registry: Registry, server: ServerLoad): void {
  addNumber(registry, "gauge", "pillion_grpc_connections", "Open connections of the gRPC port.", () => {
    return server.load.connections;
  });
  const running = "Calls whose handler is running, including those whose client has disconnected.";
  addNumber(registry, "gauge", "pillion_grpc_running_calls", running, () => server.load.calls);
  registry.register({
    name: "pillion_grpc_limit_hits_total",
    help: "How often a limit of the gRPC port was exceeded, by the limit's counter.",
    type: "counter",
    samples: () =>
      Object.entries(server.counters).map(([counter, value]) => ({ labels: { counter }, value })),
  });
}

function addMemory(registry: Registry, memory: MessageLoad): void {
  const gauge = (name: string, help: string, read: () => number) =>
    addNumber(registry, "gauge", name, help, read);
  const used = "Memory taken by requests and replies in progress, copies included, in bytes.";
  gauge("pillion_message_memory_bytes", used, () => memory.usedBytes);
  const limit = "The bound of pillion_message_memory_bytes.";
  gauge("pillion_message_memory_limit_bytes", limit, () => memory.limitBytes);
  gauge("pillion_message_memory_waiting_calls", "Calls that wait for memory.", () => memory.waiting);
  registry.register({
    name: "pillion_message_memory_rejected_total",
    help: "Calls rejected for lack of memory, by reason: they have waited too long, or too many were waiting.",
    type: "counter",
    samples: () =>
      Object.entries(memory.rejections).map(([reason, value]) => ({ labels: { reason }, value })),
  });
}

function addHttp(registry: Registry, { connections, rejected }: HttpPorts): void {
  const open = "Open connections of the HTTP ports.";
  addNumber(registry, "gauge", "pillion_http_connections", open, connections);
  const above = "HTTP connections that were rejected with 503, because the limit of connections was reached.";
  addNumber(registry, "counter", "pillion_http_connections_rejected_total", above, rejected);
}

function addProcess(registry: Registry, sources: MetricSources): void {
  const gauge = (name: string, help: string, read: () => number) =>
    addNumber(registry, "gauge", name, help, read);
  const startSeconds = Date.now() / 1000 - process.uptime();
  gauge(
    "process_start_time_seconds",
    "Start time of the process, in seconds since the Unix epoch.",
    () => startSeconds,
  );
  gauge("process_resident_memory_bytes", "Resident memory, in bytes.", () => process.memoryUsage.rss());
  gauge("nodejs_heap_size_used_bytes", "Used heap of V8, in bytes.", () => process.memoryUsage().heapUsed);
  gauge(
    "nodejs_external_memory_bytes",
    "Memory of buffers and native objects, in bytes.",
    () => process.memoryUsage().external,
  );
  let before = performance.eventLoopUtilization();
  gauge(
    "pillion_event_loop_utilization",
    "Share of the time since the last scrape in which the event loop was busy.",
    () => {
      const now = performance.eventLoopUtilization();
      const { utilization } = performance.eventLoopUtilization(now, before);
      before = now;
      return utilization;
    },
  );
  addNumber(
    registry,
    "counter",
    "process_cpu_seconds_total",
    "CPU time of the process, user and system, in seconds.",
    () => {
      const { user, system } = process.cpuUsage();
      return (user + system) / 1e6;
    },
  );
  const dropped = "Log lines dropped because their reader was too slow or closed.";
  addNumber(registry, "counter", "pillion_log_lines_dropped_total", dropped, sources.droppedLogLines);
  const labels = { version: sources.version, node: process.versions.node };
  registry.register({
    name: "pillion_build_info",
    help: "Always 1; the version is a label.",
    type: "gauge",
    samples: () => [{ labels, value: 1 }],
  });
}

/** Creates the metrics, in a new registry. */
export function createMetrics(sources: MetricSources): Metrics {
  const registry = new Registry();
  const operations = new CallTally(
    {
      labels: ["store", "operation"],
      counter: {
        name: "pillion_state_operations_total",
        help: "Operations on stores, by code: ok or the code of the error.",
      },
      histogram: {
        name: "pillion_state_operation_seconds",
        help: "Duration of operations on stores, in seconds.",
      },
    },
    registry,
  );
  const calls = new CallTally(
    {
      labels: ["method"],
      shown: (path) => path.slice(1),
      counter: {
        name: "pillion_grpc_calls_total",
        help: "gRPC calls, by the code that the client received.",
      },
      histogram: {
        name: "pillion_grpc_call_seconds",
        help: "Duration of gRPC calls in this process, in seconds.",
      },
    },
    registry,
  );
  const serving = new Gauge({
    name: "pillion_store_serving",
    help: "1 if the store's last check succeeded, otherwise 0.",
    labelNames: ["store"],
    registers: [registry],
  });
  addProcess(registry, sources);
  return {
    observeState: (store, operation, code, durationMs) =>
      operations.observe(store, operation, code, durationMs),
    observeCall: (path, code, durationMs) => calls.observe(path, "", code, durationMs),
    watchServer: (server) => addServer(registry, server),
    watchMemory: (memory) => addMemory(registry, memory),
    watchHttp: (ports) => addHttp(registry, ports),
    dapr: createDaprMetrics(registry, sources.dapr),
    setServing: (store, isServing) => serving.labels(store).set(isServing ? 1 : 0),
    text: () => registry.text(),
    contentType: registry.contentType,
  };
}
