// Joins Dapr's API with the rest of the process: its stores, its operations for
// the gRPC port, its handlers for the HTTP ports, its metrics.
import { type StoreError, systemClock } from "../../src/index.ts";
import type { Config } from "../config/index.ts";
import {
  componentOf,
  createDaprApi,
  createDaprHttp,
  createDaprStores,
  type DaprApi,
  daprOperations,
} from "../dapr/index.ts";
import type { HttpApi } from "../http/index.ts";
import { sendBytesMaxFor } from "../net/index.ts";
import type { Interceptors, Operation } from "../rpc/index.ts";
import type { StoreDirectory } from "../stores/index.ts";
import type { AccessLog, Metrics } from "../telemetry/index.ts";
import { version } from "../version.ts";
import type { ProcessReadiness } from "./readiness.ts";
import { type Started, unitOf } from "./started.ts";

/** What Dapr's API needs from the process. */
export interface DaprUnitOptions {
  readonly config: Config;
  readonly metrics: Metrics | undefined;
  readonly accessLog: AccessLog;
  /** The interceptors of every request over HTTP; the public port does not use `authenticate`. */
  readonly interceptors: Interceptors;
  readonly directory: StoreDirectory;
  readonly readiness: ProcessReadiness;
}

/** Dapr's API for each port. */
export interface ComposedDapr {
  readonly operations: readonly Operation[];
  /** For the main HTTP port. */
  readonly http: HttpApi;
  /** Health and metadata only. */
  readonly publicHttp: HttpApi;
}

// Handled like a signal from outside, so that there is only one way to stop.
const endProcess = () => void process.kill(process.pid, "SIGTERM");

// The reply to the call that requested it is sent first.
const shutdownDelayMs = 50;

/** The unit of Dapr's API. It starts after the stores. */
export function daprUnit(options: DaprUnitOptions): Started<ComposedDapr> {
  return unitOf("Dapr API", async () => composed(options));
}

function composed(options: DaprUnitOptions): ComposedDapr {
  const { config, metrics, accessLog, interceptors } = options;
  const api = apiOf(options);
  const context = {
    log: ({ path, error }: { path: string; error: StoreError }) => accessLog.failed(path, error),
    observeError: metrics?.dapr.observeError,
  };
  const http = (publicOnly: boolean): HttpApi =>
    createDaprHttp(api, {
      ...interceptors,
      // As in daprd: probes and programs that list sidecars send no token.
      ...(publicOnly && { authenticate: undefined }),
      clock: systemClock,
      bodyBytesMax: config.grpc.messageBytesMax,
      ...context,
      publicOnly,
    });
  return { operations: daprOperations(api, context), http: http(false), publicHttp: http(true) };
}

function apiOf({ config, directory, metrics, readiness }: DaprUnitOptions): DaprApi {
  const served = directory.stores.map(({ name, store }) => {
    const configured = config.stores.find((each) => each.name === name);
    return {
      name,
      store,
      component: configured?.component ?? componentOf(store.facts.driver, configured?.options.reveal() ?? {}),
      timeoutMs: configured?.timeoutMs,
      firstWriteCreatesOnly: configured?.firstWriteCreatesOnly,
      isEncrypted: configured?.encryption !== undefined,
      ttlSecondsDefault: configured?.ttlMsDefault === undefined ? undefined : configured.ttlMsDefault / 1000,
    };
  });
  return createDaprApi({
    appId: config.appId,
    stores: createDaprStores(served),
    version,
    secrets: config.secretStores,
    access: config.dapr.api,
    replyBytesMax: sendBytesMaxFor(config.grpc.messageBytesMax),
    readiness: () => readiness.read(),
    shutdown: () => void setTimeout(endProcess, shutdownDelayMs),
    observe: metrics?.dapr.observeState,
  });
}
