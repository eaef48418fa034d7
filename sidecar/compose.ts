// The only place that joins rooms: opens the stores, stacks their layers, makes
// services of them and servers of those. Each part becomes a unit that starts
// after the ones it needs and stops before them.
import {
  type CallReport,
  type DriverContext,
  type DriverEvent,
  observe,
  type StateStore,
  systemClock,
} from "../src/index.ts";
import type { Served } from "./banner.ts";
import { type ComposedDapr, composeDapr } from "./compose-dapr.ts";
import type { CheckedStore, Config, HttpConfig } from "./config/index.ts";
import { componentOf, daprServicePrefix } from "./dapr/index.ts";
import {
  type AdminServer,
  type HttpApi,
  type HttpRoute,
  jsonReply,
  serveAdmin,
  textReply,
} from "./http/index.ts";
import type { Unit } from "./lifecycle.ts";
import { type GrpcServer, grpcTransports, type ListenAddress, makeSocketFolder } from "./net/index.ts";
import type { Interceptor, ServedRoute } from "./rpc/index.ts";
import { requireToken } from "./security/index.ts";
import { createServices } from "./services/index.ts";
import {
  type CheckResult,
  createStoreDirectory,
  type ManagedStoreDirectory,
  OutageLog,
  openStore,
  StoreMonitor,
  type StoreToServe,
} from "./stores/index.ts";
import {
  type AccessLog,
  callMetrics,
  createAccessLog,
  daprCallMetrics,
  daprMessageSizes,
  type Log,
  type Metrics,
} from "./telemetry/index.ts";
import { version } from "./version.ts";

/** A composed process, not yet started. */
export interface Sidecar {
  readonly units: readonly Unit[];
  /** Where it listens; complete once it runs. */
  served(): Served;
  /** Says that the process is about to end: it is not ready from now on, and takes work until it is stopped. */
  leave(): void;
}

// What the stores need to flush and close after the last call.
const closeShare = 0.2;
const closeMsMax = 1000;

/** Composes the process. Nothing is opened or bound before its units start. */
export async function compose(config: Config, stores: readonly CheckedStore[], log: Log): Promise<Sidecar> {
  const metrics = config.metrics.enabled ? await loadMetrics(config, stores, log) : undefined;
  return new Composition(config, stores, log, metrics);
}

async function loadMetrics(config: Config, checked: readonly CheckedStore[], log: Log): Promise<Metrics> {
  const { createMetrics } = await import("./telemetry/metrics.ts");
  const { appId, namespace, stores, secretStores, report } = config;
  const timed = stores.flatMap(({ name, timeoutMs }) =>
    timeoutMs === undefined ? [] : [[name, timeoutMs] as const],
  );
  const dapr = {
    appId,
    namespace,
    latencyBucketsMs: config.dapr.metrics.latencyBucketsMs,
    recordErrorCodes: config.dapr.metrics.recordErrorCodes,
    resiliencies: report.resiliencies,
    timeoutsMs: new Map(timed),
  };
  const metrics = createMetrics({ version, droppedLogLines: () => log.droppedLines, dapr });
  for (const { type } of secretStores) metrics.dapr.componentStarted(type);
  const refused = stores.filter(({ name }) => !checked.some((store) => store.name === name));
  for (const { name, type } of report.leftOut) metrics.dapr.componentFailed(type, name);
  for (const store of refused)
    metrics.dapr.componentFailed(componentTypeOf({ driver: store.driver, settings: store }), store.name);
  return metrics;
}

const componentTypeOf = ({ driver, settings }: Pick<CheckedStore, "driver" | "settings">): string =>
  settings.component?.type ?? componentOf(driver, {}).type;

function count(
  metrics: Metrics,
  store: string,
  { operation, error, failures, durationMs }: CallReport,
): void {
  metrics.observeState(store, operation, (error ?? failures[0])?.code ?? "ok", durationMs);
}

function addressesOf({
  hosts,
  port,
  socketPath,
}: Pick<HttpConfig, "hosts" | "port" | "socketPath">): ListenAddress[] {
  if (socketPath !== undefined) return [{ type: "unix", path: socketPath }];
  return hosts.map((host) => ({ type: "tcp", host, port }));
}

class Composition implements Sidecar {
  readonly units: readonly Unit[];
  readonly #config: Config;
  readonly #log: Log;
  readonly #metrics: Metrics | undefined;
  readonly #calls: AccessLog;
  readonly #authenticate: Interceptor | undefined;
  readonly #outageLogs = new Map<string, OutageLog>();
  readonly #opened: (StoreToServe & { readonly optional: boolean })[] = [];
  #directory: ManagedStoreDirectory = createStoreDirectory([]);
  #monitor: StoreMonitor | undefined;
  #dapr: ComposedDapr | undefined;
  #grpc: GrpcServer | undefined;
  #http: AdminServer | undefined;
  #publicHttp: AdminServer | undefined;
  #metricsHttp: AdminServer | undefined;

  constructor(config: Config, stores: readonly CheckedStore[], log: Log, metrics: Metrics | undefined) {
    this.#config = config;
    this.#log = log;
    this.#metrics = metrics;
    this.#calls = createAccessLog(config.log, log);
    const token = config.grpc.apiToken?.reveal();
    this.#authenticate = token === undefined ? undefined : requireToken(token);
    this.units = [
      ...stores.map((store) => this.#storeUnit(store)),
      this.#monitorUnit(),
      this.#socketFolderUnit(),
      this.#httpUnit(),
      this.#grpcUnit(),
      this.#announcementUnit(),
    ];
  }

  served(): Served {
    return {
      grpc: this.#grpc?.addresses ?? [],
      http: this.#http?.addresses ?? [],
      publicHttp: this.#publicHttp?.addresses ?? [],
      metrics: this.#metricsHttp?.addresses ?? [],
    };
  }

  #storeUnit(checked: CheckedStore): Unit {
    let store: StateStore | undefined;
    return {
      name: `store ${checked.name}`,
      start: async () => {
        try {
          store = await this.#openStore(checked);
          this.#opened.push({ name: checked.name, store, optional: checked.settings.ignoreErrors });
          this.#metrics?.dapr.componentStarted(componentTypeOf(checked));
        } catch (cause) {
          if (!checked.settings.ignoreErrors) throw cause;
          this.#metrics?.dapr.componentFailed(componentTypeOf(checked), checked.name);
          this.#log.warn("store is left out, as its ignoreErrors says", { store: checked.name }, cause);
        }
      },
      stop: async () => store?.close(),
    };
  }

  #driverContext(storeName: string): DriverContext {
    const said = this.#outageLog(storeName);
    return {
      clock: systemClock,
      random: Math.random,
      storeName,
      log: (event) => said.take(event),
    };
  }

  #outageLog(storeName: string): OutageLog {
    const write = ({ level, message, detail, cause }: DriverEvent, repeated: number) =>
      this.#log[level](message, { store: storeName, ...detail, ...(repeated > 0 && { repeated }) }, cause);
    const said = new OutageLog({ clock: systemClock, write });
    this.#outageLogs.set(storeName, said);
    return said;
  }

  #openStore(checked: CheckedStore): Promise<StateStore> {
    const metrics = this.#metrics;
    const ended = (report: CallReport) => metrics && count(metrics, checked.name, report);
    return openStore(checked, {
      context: this.#driverContext(checked.name),
      appId: this.#config.appId,
      valueBytesMax: this.#config.grpc.messageBytesMax,
      observe: metrics && observe({ listening: true, ended }),
    });
  }

  #monitorUnit(): Unit {
    return {
      name: "store checks",
      start: async () => {
        const metrics = this.#metrics;
        this.#directory = createStoreDirectory(this.#opened);
        this.#monitor = new StoreMonitor(this.#opened, {
          clock: systemClock,
          random: Math.random,
          onCheck: (name, result) => this.#onCheck(name, result),
        });
        await this.#monitor.start();
        this.#dapr = composeDapr({
          config: this.#config,
          stores: this.#opened,
          metrics,
          readiness: () => this.#readiness(),
          log: this.#calls.failed,
          observe: [metrics?.dapr.observeRequest, this.#calls.http].filter((each) => each !== undefined),
          authenticate: this.#authenticate,
        });
      },
      stop: async () => this.#monitor?.stop(),
    };
  }

  leave(): void {
    this.#directory.leave();
  }

  #readiness() {
    const { unreached, leaving, draining } = this.#directory;
    const waitingFor = [...unreached];
    if (this.#grpc === undefined) waitingFor.push("gRPC");
    if (leaving || draining) waitingFor.push("the end");
    return { ready: waitingFor.length === 0, waitingFor };
  }

  #onCheck(name: string, { serving, checkTime, reason, cause }: CheckResult): void {
    const before = this.#directory.get(name)?.health;
    this.#directory.setHealth(name, { serving, checkTime, reason });
    this.#metrics?.setServing(name, serving);
    // Told when it changes; a store that serves from the start is no news.
    const wasServing = before?.checkTime === undefined || before.serving;
    if (serving && !wasServing) {
      const repeated = this.#outageLogs.get(name)?.settle() ?? 0;
      this.#log.info("store serves again", { store: name, ...(repeated > 0 && { repeated }) });
    }
    if (!serving && wasServing) this.#log.warn("store does not serve", { store: name, reason }, cause);
  }

  #socketFolderUnit(): Unit {
    return {
      name: "socket folder",
      start: async () => {
        const { socketPath } = this.#config.grpc;
        if (socketPath !== undefined) await makeSocketFolder(socketPath);
      },
      stop: async () => undefined,
    };
  }

  #httpUnit(): Unit {
    const { http, publicHttp, metrics } = this.#config;
    const servers: AdminServer[] = [];
    const serve = async (
      listener: HttpConfig,
      routes: Readonly<Record<string, HttpRoute>>,
      api?: HttpApi,
    ) => {
      const server = await serveAdmin({
        addresses: addressesOf(listener),
        routes,
        headerBytesMax: listener.headerBytesMax,
        ...(api && { api }),
        onFault: (path, cause) => this.#log.error("an HTTP route failed", { path }, cause),
      });
      servers.push(server);
      return server;
    };
    const closeAll = async () => void (await Promise.all(servers.map((server) => server.close())));
    const start = async () => {
      const main = { ...this.#healthRoutes(), ...this.#metricsRoutes() };
      this.#http = await serve(http, main, this.#dapr?.http);
      if (publicHttp !== undefined) {
        this.#publicHttp = await serve(publicHttp, this.#healthRoutes(), this.#dapr?.publicHttp);
      }
      if (metrics.http !== undefined) this.#metricsHttp = await serve(metrics.http, this.#metricsRoutes());
    };
    return {
      name: "HTTP",
      start: () => start().catch(async (cause: unknown) => closeAll().then(() => Promise.reject(cause))),
      stop: closeAll,
    };
  }

  #healthRoutes(): Readonly<Record<string, HttpRoute>> {
    return {
      // The probe of startup, too: whoever waits for it calls over gRPC next.
      "/healthz": () => (this.#grpc === undefined ? textReply(503, "starting") : textReply(200, "ok")),
      "/readyz": () => {
        const { stores, draining } = this.#directory;
        const { ready, waitingFor } = this.#readiness();
        const states = stores.map(({ name, driver, health }) => [
          name,
          { driver, serving: health.serving, ...(!health.serving && { reason: health.reason }) },
        ]);
        return jsonReply(ready ? 200 : 503, {
          ready,
          waitingFor,
          draining,
          stores: Object.fromEntries(states),
        });
      },
    };
  }

  #metricsRoutes(): Readonly<Record<string, HttpRoute>> {
    const metrics = this.#metrics;
    if (metrics === undefined) return {};
    return {
      "/metrics": () => ({ status: 200, contentType: metrics.contentType, body: metrics.text() }),
    };
  }

  #grpcUnit(): Unit {
    const { transport, messageBytesMax } = this.#config.grpc;
    return {
      name: "gRPC",
      start: async () => {
        const serve = await grpcTransports[transport]();
        const server = await serve(this.#routes(), {
          listen: addressesOf(this.#config.grpc),
          receiveBytesMax: messageBytesMax,
        });
        this.#grpc = server;
        this.#metrics?.watchServer(server);
      },
      stop: async (remainingMs) => {
        const drainMs = remainingMs - Math.min(remainingMs * closeShare, closeMsMax);
        await this.#grpc?.drain(drainMs);
        await this.#grpc?.close();
      },
    };
  }

  #routes(): ServedRoute[] {
    const metrics = this.#metrics;
    const record = [
      metrics && callMetrics(metrics),
      metrics && daprCallMetrics(daprServicePrefix, metrics.dapr),
      metrics && daprMessageSizes(daprServicePrefix, metrics.dapr),
      this.#calls.grpc,
    ];
    return createServices({
      clock: systemClock,
      app: this.#config.appId,
      stores: this.#directory,
      more: this.#dapr?.operations ?? [],
      log: ({ path, error }) => this.#calls.failed(path, error),
      record: record.filter((each) => each !== undefined),
      authenticate: this.#authenticate,
    });
  }

  #announcementUnit(): Unit {
    return {
      name: "announcement",
      start: async () => undefined,
      // First of all: whoever asks for health hears that nothing new is taken.
      stop: async () => this.#directory.drain(),
    };
  }
}
