// Joins the Dapr face with the other rooms: its stores, its place on the gRPC
// port and beside the admin routes, its token, its metrics. Used by compose only.
import type { Route, RpcError } from "@pillion/wire";
import { type StateStore, type StoreError, systemClock } from "../src/index.ts";
import type { Config } from "./config/index.ts";
import {
  componentOf,
  createDaprApi,
  createDaprHttp,
  createDaprStores,
  type DaprApi,
  type DaprHttpObserver,
  daprRoutes,
  daprServicePrefix,
  type Readiness,
  unauthenticatedError,
} from "./dapr/index.ts";
import type { HttpApi } from "./http/index.ts";
import { engineCall } from "./rpc/index.ts";
import { tokenCheck } from "./security/index.ts";
import { type Metrics, measureRoutes } from "./telemetry/index.ts";
import { version } from "./version.ts";

/** What the Dapr face needs of the process. */
export interface DaprParts {
  readonly config: Config;
  /** Open, with their layers. */
  readonly stores: readonly { readonly name: string; readonly store: StateStore }[];
  readonly metrics: Metrics | undefined;
  readonly readiness: () => Readiness;
  /** Hears the end of each request over HTTP; undefined if nobody does. */
  readonly observeRequest?: DaprHttpObserver | undefined;
  /** Hears of calls that failed. */
  readonly log: (path: string, error: StoreError) => void;
}

/** The end of a request over HTTP. */
export type DaprRequestEnd = Parameters<DaprHttpObserver>[0];

/** The face in its places. */
export interface ComposedDapr {
  readonly routes: readonly Route[];
  /** For the main HTTP port. */
  readonly http: HttpApi;
  /** Health and metadata only. */
  readonly publicHttp: HttpApi;
}

/** Dapr's words for a caller without the token, if the path is Dapr's. */
export function daprRefusal(path: string): RpcError | undefined {
  return path.startsWith(daprServicePrefix) ? unauthenticatedError() : undefined;
}

/** Whether a path belongs to Dapr's service. */
export const isDaprPath = (path: string): boolean => path.startsWith(daprServicePrefix);

// The same way as a signal from outside, so that there is one way to end.
const endProcess = () => void process.kill(process.pid, "SIGTERM");

// The answer to the call that asked for it goes out first.
const shutdownDelayMs = 50;

/** Puts the face together over stores that are open. */
export function composeDapr(parts: DaprParts): ComposedDapr {
  const { config, metrics } = parts;
  const face = faceOf(parts);
  const context = {
    callOf: (call: Parameters<typeof engineCall>[0]) =>
      engineCall(call, { clock: systemClock, app: config.appId }),
    log: ({ path, error }: { path: string; error: StoreError }) => parts.log(path, error),
    observeError: metrics?.dapr.observeError,
  };
  const token = config.grpc.apiToken?.reveal();
  const http = (publicOnly: boolean): HttpApi =>
    createDaprHttp(face, {
      clock: systemClock,
      bodyBytesMax: config.grpc.messageBytesMax,
      // As daprd: probes and whoever lists the sidecars come without one.
      isToken: token === undefined || publicOnly ? undefined : tokenCheck(token),
      log: context.log,
      observe: bothOf(metrics?.dapr.observeRequest, parts.observeRequest),
      observeError: context.observeError,
      publicOnly,
    });
  const routes = daprRoutes(face, context);
  const { observeReceived: received, observeSent: sent } = metrics?.dapr ?? {};
  return {
    routes: received && sent ? measureRoutes(routes, { received, sent }) : routes,
    http: http(false),
    publicHttp: http(true),
  };
}

function bothOf(
  first: DaprHttpObserver | undefined,
  second: DaprHttpObserver | undefined,
): DaprHttpObserver | undefined {
  if (first === undefined || second === undefined) return first ?? second;
  return (ended) => {
    first(ended);
    second(ended);
  };
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
