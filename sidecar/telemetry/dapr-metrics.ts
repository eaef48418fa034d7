// The metrics of daprd by their names, so that dashboards made for it keep
// working: times in milliseconds and in Dapr's buckets. Labels come from closed
// lists; a path is a template, and no key or value is ever a label.
import { remembered } from "./label-set.ts";
import { Counter, Gauge, Histogram, type Registry } from "./metric-registry.ts";

/** Counts and times of the Dapr face. */
export interface DaprMetrics {
  /** One operation on a component, in ms. */
  readonly observeState: (
    component: string,
    operation: string,
    succeeded: boolean,
    durationMs: number,
  ) => void;
  /** One call over gRPC: method path, code name, time in ms. */
  readonly observeCall: (path: string, code: string, durationMs: number) => void;
  /** The size of one message over gRPC. */
  readonly observeReceived: (path: string, bytes: number) => void;
  /** The size of one answer over gRPC. */
  readonly observeSent: (path: string, bytes: number) => void;
  /** One request over HTTP; the path is a template. */
  readonly observeRequest: (ended: DaprRequestEnd) => void;
}

/** The end of a request over HTTP. */
export interface DaprRequestEnd {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly durationMs: number;
  readonly requestBytes: number;
  readonly responseBytes: number;
}

/** What the labels say of the sidecar. */
export interface DaprLabels {
  readonly appId: string;
  readonly namespace: string;
  /** How many components are loaded. */
  readonly components: number;
}

const millisecondBuckets = [
  1, 2, 3, 4, 5, 6, 8, 10, 13, 16, 20, 25, 30, 40, 50, 65, 80, 100, 130, 160, 200, 250, 300, 400, 500, 650,
  800, 1000, 2000, 5000, 10000, 20000, 50000, 100000,
];
const byteBuckets = [1024, 2048, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864];

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

  constructor(registry: Registry) {
    this.#registers = [registry];
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
    buckets: number[] = millisecondBuckets,
  ): Histogram<Label> {
    const registers = this.#registers;
    return new Histogram({ name: `dapr_${name}`, help, labelNames: [...labelNames], buckets, registers });
  }

  gauge(name: string, help: string, appId: string, value: number): void {
    const registers = this.#registers;
    new Gauge({ name: `dapr_${name}`, help, labelNames: ["app_id"], registers }).labels(appId).set(value);
  }
}

/** Dapr's metrics in this registry. */
export function createDaprMetrics(registry: Registry, labels: DaprLabels): DaprMetrics {
  const maker = new Maker(registry);
  const { appId, components } = labels;
  maker.gauge("runtime_component_loaded", "Components that are loaded.", appId, components);
  maker.gauge("runtime_component_init_total", "Components that were started.", appId, components);
  maker.gauge("runtime_component_init_fail_total", "Components that could not be started.", appId, 0);
  return { ...stateMetrics(maker, labels), ...grpcMetrics(maker, appId), ...httpMetrics(maker, appId) };
}

function stateMetrics(maker: Maker, { appId, namespace }: DaprLabels): Pick<DaprMetrics, "observeState"> {
  const names = ["app_id", "component", "namespace", "operation", "success"] as const;
  const count = maker.counter("component_state_count", "Operations on state components.", names);
  const times = maker.histogram("component_state_latencies", "How long they took, in ms.", names);
  const counter = remembered((...at) =>
    count.labels(appId, at[0] ?? "", namespace, at[1] ?? "", at[2] ?? ""),
  );
  const timer = remembered((...at) => times.labels(appId, at[0] ?? "", namespace, at[1] ?? "", at[2] ?? ""));
  return {
    observeState(component, operation, succeeded, durationMs) {
      const success = succeeded ? "true" : "false";
      counter(component, operation, success).inc();
      timer(component, operation, success).observe(durationMs);
    },
  };
}

function grpcMetrics(
  maker: Maker,
  appId: string,
): Pick<DaprMetrics, "observeCall" | "observeReceived" | "observeSent"> {
  const ended = ["app_id", "grpc_server_method", "grpc_server_status"] as const;
  const method = ["app_id", "grpc_server_method"] as const;
  const calls = maker.counter("grpc_io_server_completed_rpcs", "Calls of Dapr's API over gRPC.", ended);
  const times = maker.histogram("grpc_io_server_server_latency", "How long they took, in ms.", ended);
  const received = maker.histogram(
    "grpc_io_server_received_bytes_per_rpc",
    "Sizes of their requests.",
    method,
    byteBuckets,
  );
  const sent = maker.histogram(
    "grpc_io_server_sent_bytes_per_rpc",
    "Sizes of their answers.",
    method,
    byteBuckets,
  );
  const counter = remembered((path, code) => calls.labels(appId, path ?? "", code ?? ""));
  const timer = remembered((path, code) => times.labels(appId, path ?? "", code ?? ""));
  const receiver = remembered((path) => received.labels(appId, path ?? ""));
  const sender = remembered((path) => sent.labels(appId, path ?? ""));
  return {
    observeCall(path, code, durationMs) {
      counter(path, code).inc();
      timer(path, code).observe(durationMs);
    },
    observeReceived: (path, bytes) => receiver(path).observe(bytes),
    observeSent: (path, bytes) => sender(path).observe(bytes),
  };
}

function httpMetrics(maker: Maker, appId: string): Pick<DaprMetrics, "observeRequest"> {
  const asked = ["app_id", "method", "path"] as const;
  const answered = ["app_id", "method", "path", "status"] as const;
  const requests = maker.counter("http_server_request_count", "Requests of Dapr's API over HTTP.", asked);
  const responses = maker.counter("http_server_response_count", "Answers to them.", answered);
  const times = maker.histogram("http_server_latency", "How long they took, in ms.", answered);
  const received = maker.histogram("http_server_request_bytes", "Sizes of their bodies.", asked, byteBuckets);
  const sent = maker.histogram("http_server_response_bytes", "Sizes of the answers.", asked, byteBuckets);
  return {
    observeRequest({ method: said, path, status, durationMs, requestBytes, responseBytes }) {
      const method = knownMethods.has(said) ? said : "OTHER";
      requests.labels(appId, method, path).inc();
      responses.labels(appId, method, path, String(status)).inc();
      times.labels(appId, method, path, String(status)).observe(durationMs);
      received.labels(appId, method, path).observe(requestBytes);
      sent.labels(appId, method, path).observe(responseBytes);
    },
  };
}
