// Joins the Dapr face with the other rooms: its stores, its place on the gRPC
// port and beside the admin routes, its token, its metrics. Used by compose only.
import { type StateStore, type StoreError, systemClock } from "../src/index.ts";
import type { Config } from "./config/index.ts";
import {
  componentOf,
  createDaprApi,
  createDaprHttp,
  createDaprStores,
  type DaprApi,
  type DaprHttpObserver,
  daprOperations,
  type Readiness,
} from "./dapr/index.ts";
import type { HttpApi } from "./http/index.ts";
import type { Interceptor, Operation } from "./rpc/index.ts";
import type { Metrics } from "./telemetry/index.ts";
import { version } from "./version.ts";

/** What the Dapr face needs of the process. */
export interface DaprParts {
  readonly config: Config;
  /** Open, with their layers. */
  readonly stores: readonly { readonly name: string; readonly store: StateStore }[];
  readonly metrics: Metrics | undefined;
  readonly readiness: () => Readiness;
  /** Called at the end of each request over HTTP. */
  readonly observe: readonly DaprHttpObserver[];
  /** Authenticates requests over HTTP, except on the public port; undefined if no token is required. */
  readonly authenticate: Interceptor | undefined;
  /** Called once for each call that failed with an error of a store or of this process. */
  readonly log: (path: string, error: StoreError) => void;
}

/** The face in its places. */
export interface ComposedDapr {
  readonly operations: readonly Operation[];
  /** For the main HTTP port. */
  readonly http: HttpApi;
  /** Health and metadata only. */
  readonly publicHttp: HttpApi;
}

// The same way as a signal from outside, so that there is one way to end.
const endProcess = () => void process.kill(process.pid, "SIGTERM");

// The answer to the call that asked for it goes out first.
const shutdownDelayMs = 50;

/** Puts the face together over stores that are open. */
export function composeDapr(parts: DaprParts): ComposedDapr {
  const { config, metrics } = parts;
  const face = faceOf(parts);
  const context = {
    log: ({ path, error }: { path: string; error: StoreError }) => parts.log(path, error),
    observeError: metrics?.dapr.observeError,
  };
  const http = (publicOnly: boolean): HttpApi =>
    createDaprHttp(face, {
      clock: systemClock,
      bodyBytesMax: config.grpc.messageBytesMax,
      // As daprd: probes and whatever lists the sidecars send no token.
      authenticate: publicOnly ? undefined : parts.authenticate,
      observe: parts.observe,
      ...context,
      publicOnly,
    });
  return { operations: daprOperations(face, context), http: http(false), publicHttp: http(true) };
}

function faceOf({ config, stores, metrics, readiness }: DaprParts): DaprApi {
  const served = stores.map(({ name, store }) => {
    const said = config.stores.find((each) => each.name === name);
    return {
      name,
      store,
      component: said?.component ?? componentOf(store.facts.driver, said?.options.reveal() ?? {}),
      firstWriteCreatesOnly: said?.firstWriteCreatesOnly,
      ttlSecondsDefault: said?.ttlMsDefault === undefined ? undefined : said.ttlMsDefault / 1000,
    };
  });
  return createDaprApi({
    appId: config.appId,
    stores: createDaprStores(served),
    version,
    secrets: config.secretStores,
    access: config.dapr.api,
    readiness,
    shutdown: () => void setTimeout(endProcess, shutdownDelayMs),
    observe: metrics?.dapr.observeState,
  });
}
