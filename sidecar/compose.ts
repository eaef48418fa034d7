// Composes the process: a list of units, one builder each in `units`, that start
// in this order and stop in reverse. With `units` it is the only place that
// joins folders.

import { systemClock } from "../src/index.ts";
import type { Served } from "./banner.ts";
import type { CheckedStore, Config } from "./config/index.ts";
import { daprServicePrefix } from "./dapr/index.ts";
import type { Unit } from "./lifecycle.ts";
import { type Admission, admission, openMemoryBudget } from "./memory/index.ts";
import { makeSocketFolder } from "./net/index.ts";
import type { Interceptors } from "./rpc/index.ts";
import { requireToken } from "./security/index.ts";
import { createStoreDirectory } from "./stores/index.ts";
import {
  type AccessLog,
  callMetrics,
  createAccessLog,
  daprCallMetrics,
  daprMessageSizes,
  daprRequestMetrics,
  type Log,
  type Metrics,
} from "./telemetry/index.ts";
import { daprUnit } from "./units/dapr-unit.ts";
import { grpcUnit } from "./units/grpc-unit.ts";
import { httpUnit } from "./units/http-unit.ts";
import { monitorUnit } from "./units/monitor-unit.ts";
import { loadMetrics } from "./units/process-metrics.ts";
import { ProcessReadiness } from "./units/readiness.ts";
import { unitOf } from "./units/started.ts";
import { outageLogOf, storeUnit } from "./units/store-unit.ts";

/** A composed process, not yet started. */
export interface Sidecar {
  readonly units: readonly Unit[];
  /** The addresses it listens on; complete once it is running. */
  served(): Served;
  /** Announces the shutdown: the process is no longer ready, but still accepts calls until it is stopped. */
  leave(): void;
}

/** Composes the process. Nothing is opened or bound before its units start. */
export async function compose(config: Config, stores: readonly CheckedStore[], log: Log): Promise<Sidecar> {
  const metrics = config.metrics.enabled ? await loadMetrics(config, stores, log) : undefined;
  const accessLog = createAccessLog(config.log, log);
  const memory = openMemoryBudget(config.memoryBytesMax);
  metrics?.watchMemory(memory);
  const interceptors = interceptorsOf(config, {
    metrics,
    accessLog,
    admission: admission(memory, systemClock),
  });
  const directory = createStoreDirectory();
  const readiness = new ProcessReadiness(directory);
  const logged = stores.map((checked) => ({ checked, outageLog: outageLogOf(checked.name, log) }));
  const outageLogs = new Map(logged.map(({ checked, outageLog }) => [checked.name, outageLog]));
  const shared = { config, log, metrics, accessLog, interceptors, directory, readiness, memory };
  const dapr = daprUnit(shared);
  const http = httpUnit({ ...shared, dapr });
  const grpc = grpcUnit({ ...shared, dapr });
  return {
    units: [
      ...logged.map(({ checked, outageLog }) => storeUnit(checked, { ...shared, outageLog })),
      monitorUnit({ ...shared, outageLogs }),
      dapr,
      unitOf("socket folder", async () => {
        const { socketPath } = config.grpc;
        if (socketPath !== undefined) await makeSocketFolder(socketPath);
      }),
      http,
      grpc,
      // Stopped first, so that health checks report at once that no new calls are accepted.
      unitOf(
        "announcement",
        async () => undefined,
        async () => {
          directory.drain();
          for (const server of Object.values(http.current ?? {})) server?.drain();
        },
      ),
    ],
    served: () => ({
      grpc: grpc.current?.addresses ?? [],
      http: http.current?.main.addresses ?? [],
      publicHttp: http.current?.public?.addresses ?? [],
      metrics: http.current?.metrics?.addresses ?? [],
    }),
    leave: () => directory.leave(),
  };
}

interface InterceptorParts {
  readonly metrics: Metrics | undefined;
  readonly accessLog: AccessLog;
  readonly admission: Admission;
}

// The interceptors of every call, over gRPC and HTTP.
function interceptorsOf(config: Config, { metrics, accessLog, admission }: InterceptorParts): Interceptors {
  const token = config.grpc.apiToken?.reveal();
  const record = [
    metrics && callMetrics(metrics),
    metrics && daprCallMetrics(daprServicePrefix, metrics.dapr),
    metrics && daprMessageSizes(daprServicePrefix, metrics.dapr),
    metrics && daprRequestMetrics(metrics.dapr),
    accessLog.record,
    admission.record,
  ];
  return {
    record: record.filter((each) => each !== undefined),
    admit: admission.admit,
    authenticate: token === undefined ? undefined : requireToken(token),
  };
}
