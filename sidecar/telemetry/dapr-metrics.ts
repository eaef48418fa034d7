// daprd's metrics under their names, so that dashboards made for daprd keep working:
// times in milliseconds and in Dapr's buckets. Labels come from closed lists; a path
// is a template, and no key or value is ever a label.
import type { Recorder } from "../rpc/index.ts";
import { remembered } from "./label-set.ts";
import { Counter, Histogram, type Registry } from "./metric-registry.ts";

/** Counts and times of Dapr's API. */
export interface DaprMetrics {
  /** One operation on a component, in ms. */
  readonly observeState: (
    component: string,
    operation: string,
    end: DaprStateEnd,
    durationMs: number,
  ) => void;
  /** A component that was started. Its type is one of the supported types. */
  readonly componentStarted: (type: string) => void;
  /** A component that could not be started and was skipped. */
  readonly componentFailed: (type: string, name: string) => void;
  /** One failed call, over gRPC or HTTP, by Dapr's code and its category. */
  readonly observeError: (errorCode: string, category: string) => void;
  /** One gRPC call: method path, code name, time in ms. */
  readonly observeCall: (path: string, code: string, durationMs: number) => void;
  /** The size of one gRPC request. */
  readonly observeReceived: (path: string, bytes: number) => void;
  /** The size of one gRPC reply. */
  readonly observeSent: (path: string, bytes: number) => void;
  /** One HTTP request; the label is its path without keys. */
  readonly observeRequest: Recorder;
}

/** How an operation on a component ended. */
export type DaprStateEnd = "ok" | "failed" | "timed-out";

/** The labels of the sidecar. */
export interface DaprLabels {
  readonly appId: string;
  readonly namespace: string;
  /** Bounds of the time histograms, in ms; undefined: Dapr's defaults. */
  readonly latencyBucketsMs: readonly number[] | undefined;
  /** Whether error codes are counted. */
  readonly recordErrorCodes: boolean;
  /** The loaded Resiliency documents; the last one names the policies that apply. */
  readonly resiliencies: readonly { readonly name: string; readonly namespace: string }[];
  /** The timeout of an operation by policy, in ms, by component. */
  readonly timeoutsMs: ReadonlyMap<string, number>;
}

const millisecondBuckets = [
  1, 2, 3, 4, 5, 6, 8, 10, 13, 16, 20, 25, 30, 40, 50, 65, 80, 100, 130, 160, 200, 250, 300, 400, 500, 650,
  800, 1000, 2000, 5000, 10000, 20000, 50000, 100000,
];
const byteBuckets = [
  1024, 2048, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864, 268435456, 1073741824,
  4294967296,
];

const knownMethods: ReadonlySet<string> = new Set([
  "GET",
  "POST",
  "PUT",
  "DELETE",
  "HEAD",
  "PATCH",
  "OPTIONS",
]);

class Maker {
  readonly #registers: Registry[];
  readonly #timeBuckets: number[];

  constructor(registry: Registry, timeBuckets: readonly number[] = millisecondBuckets) {
    this.#registers = [registry];
    this.#timeBuckets = [...timeBuckets];
  }

  counter<Label extends string>(name: string, help: string, labelNames: readonly Label[]): Counter<Label> {
    return new Counter({
      name: `dapr_${name}`,
      help,
      labelNames: [...labelNames],
      registers: this.#registers,
    });
  }

  histogram<Label extends string>(
    name: string,
    help: string,
    labelNames: readonly Label[],
    buckets: number[] = this.#timeBuckets,
  ): Histogram<Label> {
    const registers = this.#registers;
    return new Histogram({ name: `dapr_${name}`, help, labelNames: [...labelNames], buckets, registers });
  }
}

/** Dapr's metrics in this registry. */
export function createDaprMetrics(registry: Registry, labels: DaprLabels): DaprMetrics {
  const maker = new Maker(registry, labels.latencyBucketsMs);
  const { appId } = labels;
  return {
    ...componentMetrics(maker, appId),
    ...stateMetrics(maker, labels),
    ...grpcMetrics(maker, appId),
    ...httpMetrics(maker, appId),
    ...errorMetrics(maker, labels),
  };
}

function componentMetrics(
  maker: Maker,
  appId: string,
): Pick<DaprMetrics, "componentStarted" | "componentFailed"> {
  const loaded = maker.counter("runtime_component_loaded", "Loaded components.", ["app_id"]);
  const started = maker.counter("runtime_component_init_total", "Started components.", [
    "app_id",
    "component",
  ]);
  const failed = maker.counter(
    "runtime_component_init_fail_total",
    "Components that failed to start and were skipped.",
    ["app_id", "component", "componentName", "reason"],
  );
  return {
    componentStarted(type) {
      loaded.labels(appId).inc();
      started.labels(appId, type).inc();
    },
    componentFailed: (type, name) => failed.labels(appId, type, name, "init").inc(),
  };
}

function stateMetrics(maker: Maker, labels: DaprLabels): Pick<DaprMetrics, "observeState"> {
  const { appId, namespace } = labels;
  const names = ["app_id", "component", "namespace", "operation", "success"] as const;
  const count = maker.counter("component_state_count", "Operations on state components.", names);
  const times = maker.histogram("component_state_latencies", "Duration, in ms.", names);
  const counter = remembered((...at) =>
    count.labels(appId, at[0] ?? "", namespace, at[1] ?? "", at[2] ?? ""),
  );
  const timer = remembered((...at) => times.labels(appId, at[0] ?? "", namespace, at[1] ?? "", at[2] ?? ""));
  const policies = policyMetrics(maker, labels);
  return {
    observeState(component, operation, end, durationMs) {
      const success = end === "ok" ? "true" : "false";
      counter(component, operation, success).inc();
      timer(component, operation, success).observe(durationMs);
      policies(component, end, durationMs);
    },
  };
}

// Only timeouts are applied; other policies are not counted.
function policyMetrics(
  maker: Maker,
  { appId, resiliencies, timeoutsMs }: DaprLabels,
): (component: string, end: DaprStateEnd, durationMs: number) => void {
  const loaded = maker.counter("resiliency_loaded", "Loaded Resiliency documents.", [
    "app_id",
    "name",
    "namespace",
  ]);
  for (const { name, namespace } of resiliencies) loaded.labels(appId, name, namespace).inc();
  const names = ["app_id", "name", "policy", "namespace", "flow_direction", "target", "status"] as const;
  const counts = maker.counter("resiliency_count", "Operations under a policy.", names);
  const activations = maker.counter("resiliency_activations_total", "Operations ended by a policy.", names);
  const { name = "", namespace = "" } = resiliencies.at(-1) ?? {};
  return (component, end, durationMs) => {
    const timeoutMs = timeoutsMs.get(component);
    if (timeoutMs === undefined) return;
    const labels = [appId, name, "timeout", namespace, "outbound", `Statestore_${component}`, ""] as const;
    counts.labels(...labels).inc();
    // A client's shorter deadline does not count as an activation.
    if (end === "timed-out" && durationMs >= timeoutMs - timerSlackMs) activations.labels(...labels).inc();
  };
}

const timerSlackMs = 2;

function errorMetrics(
  maker: Maker,
  { appId, recordErrorCodes }: DaprLabels,
): Pick<DaprMetrics, "observeError"> {
  if (!recordErrorCodes) return { observeError: () => undefined };
  const errors = maker.counter("error_code_total", "Failed calls, by Dapr's code.", [
    "app_id",
    "error_code",
    "category",
  ]);
  return { observeError: (errorCode, category) => errors.labels(appId, errorCode, category).inc() };
}

// The names of codes as Go writes them, as in daprd's labels.
function goName(code: string): string {
  if (code === "OK") return code;
  if (code === "CANCELLED") return "Canceled";
  return code.replace(/([A-Z])([A-Z]*)_?/g, (_, first: string, rest: string) => first + rest.toLowerCase());
}

function grpcMetrics(
  maker: Maker,
  appId: string,
): Pick<DaprMetrics, "observeCall" | "observeReceived" | "observeSent"> {
  const ended = ["app_id", "grpc_server_method", "grpc_server_status"] as const;
  const method = ["app_id", "grpc_server_method"] as const;
  const calls = maker.counter("grpc_io_server_completed_rpcs", "gRPC calls of Dapr's API.", ended);
  const times = maker.histogram("grpc_io_server_server_latency", "Duration, in ms.", ended);
  const received = maker.histogram(
    "grpc_io_server_received_bytes_per_rpc",
    "Sizes of gRPC requests, in bytes.",
    method,
    byteBuckets,
  );
  const sent = maker.histogram(
    "grpc_io_server_sent_bytes_per_rpc",
    "Sizes of gRPC replies, in bytes; 0 for a failed call.",
    method,
    byteBuckets,
  );
  const counter = remembered((path, code) => calls.labels(appId, path ?? "", goName(code ?? "")));
  const timer = remembered((path, code) => times.labels(appId, path ?? "", goName(code ?? "")));
  const receiver = remembered((path) => received.labels(appId, path ?? ""));
  const sender = remembered((path) => sent.labels(appId, path ?? ""));
  return {
    observeCall(path, code, durationMs) {
      counter(path, code).inc();
      timer(path, code).observe(durationMs);
      if (code !== "OK") sender(path).observe(0);
    },
    observeReceived: (path, bytes) => receiver(path).observe(bytes),
    observeSent: (path, bytes) => sender(path).observe(bytes),
  };
}

function httpMetrics(maker: Maker, appId: string): Pick<DaprMetrics, "observeRequest"> {
  const ended = ["app_id", "method", "path", "status"] as const;
  const requests = maker.counter("http_server_request_count", "HTTP requests of Dapr's API.", ended);
  const responses = maker.counter("http_server_response_count", "HTTP responses of Dapr's API.", ended);
  const times = maker.histogram("http_server_latency", "Duration, in ms.", ended);
  const received = maker.histogram(
    "http_server_request_bytes",
    "Sizes of HTTP request bodies, in bytes.",
    ["app_id"],
    byteBuckets,
  );
  const sent = maker.histogram(
    "http_server_response_bytes",
    "Sizes of HTTP response bodies, in bytes.",
    ["app_id"],
    byteBuckets,
  );
  return {
    observeRequest({ requestBytes, replyBytes }, { label, http }, durationMs) {
      if (http === undefined) return;
      const method = knownMethods.has(http.method) ? http.method : "OTHER";
      const status = String(http.status);
      requests.labels(appId, method, label, status).inc();
      responses.labels(appId, method, label, status).inc();
      times.labels(appId, method, label, status).observe(durationMs);
      received.labels(appId).observe(requestBytes);
      sent.labels(appId).observe(replyBytes);
    },
  };
}
