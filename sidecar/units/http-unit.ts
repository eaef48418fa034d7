// The HTTP ports: health, metrics and Dapr's API on the main one, health and Dapr's
// metadata on the public one, metrics on a separate one if configured.
import { systemClock } from "../../src/index.ts";
import type { Config, HttpConfig } from "../config/index.ts";
import {
  type AdminServer,
  type HttpApi,
  type HttpRoute,
  jsonReply,
  serveAdmin,
  textReply,
} from "../http/index.ts";
import { type MemoryBudget, messageMemory, requestCopies } from "../memory/index.ts";
import type { ListenAddress, ListenError } from "../net/index.ts";
import type { StoreDirectory } from "../stores/index.ts";
import type { Log, Metrics } from "../telemetry/index.ts";
import { withoutCloseShare } from "./close-share.ts";
import type { ComposedDapr } from "./dapr-unit.ts";
import type { ProcessReadiness } from "./readiness.ts";
import { RejectionLog } from "./rejection-log.ts";
import { type Started, unitOf } from "./started.ts";

/** The dependencies of the HTTP unit. */
export interface HttpUnitOptions {
  readonly config: Config;
  readonly log: Log;
  readonly metrics: Metrics | undefined;
  readonly directory: StoreDirectory;
  readonly readiness: ProcessReadiness;
  /** The memory of the messages in progress, on all ports. */
  readonly memory: MemoryBudget;
  readonly dapr: Started<ComposedDapr>;
}

/** The running HTTP servers; undefined for those that are not configured. */
export interface HttpServers {
  readonly main: AdminServer;
  readonly public: AdminServer | undefined;
  readonly metrics: AdminServer | undefined;
}

/** Where a configured port listens. */
export function addressesOf({
  hosts,
  port,
  socketPath,
}: Pick<HttpConfig, "hosts" | "port" | "socketPath">): ListenAddress[] {
  if (socketPath !== undefined) return [{ type: "unix", path: socketPath }];
  return hosts.map((host) => ({ type: "tcp", host, port }));
}

/** Warns of an address that is not served, because this machine does not have it. */
export function logSkipped(error: ListenError, log: Log): void {
  log.warn(`${error.message}; the other addresses are served`);
}

/** The unit of the HTTP ports. It starts after Dapr's API, and before gRPC, so that probes get a reply early. */
export function httpUnit(options: HttpUnitOptions): Started<HttpServers> {
  const { config, log, dapr } = options;
  const open: AdminServer[] = [];
  const closeAll = async (msMax: number) =>
    void (await Promise.all(open.map((server) => server.close(msMax))));
  const rejections = new RejectionLog(log, systemClock);
  const serve = async (
    listener: HttpConfig,
    routes: Readonly<Record<string, HttpRoute>>,
    api?: HttpApi,
  ): Promise<AdminServer> => {
    const server = await serveAdmin({
      addresses: addressesOf(listener),
      routes,
      headerBytesMax: listener.headerBytesMax,
      ...(api && { api, apiPrefix: "/v1.0", memory: messageMemory(options.memory, requestCopies.http) }),
      ...(listener.connectionsMax !== undefined && { connectionsMax: listener.connectionsMax }),
      probePaths: ["/v1.0/healthz", "/v1.0/healthz/outbound"],
      onRejected: () => rejections.rejected(),
      onSkipped: (error) => logSkipped(error, log),
      onError: (path, cause) => log.error("an HTTP route failed", { path }, cause),
    });
    open.push(server);
    return server;
  };
  const start = async (): Promise<HttpServers> => {
    const health = healthRoutes(options);
    const metrics = metricsRoutes(options.metrics);
    const { publicHttp } = config;
    const metricsHttp = config.metrics.http;
    options.metrics?.watchHttp({
      connections: () => open.reduce((sum, server) => sum + server.connections, 0),
      rejected: () => rejections.count,
    });
    return {
      main: await serve(config.http, { ...health, ...metrics }, dapr.output.http),
      public: publicHttp && (await serve(publicHttp, health, dapr.output.publicHttp)),
      metrics: metricsHttp && (await serve(metricsHttp, metrics)),
    };
  };
  const startAll = () =>
    start().catch(async (cause: unknown) => closeAll(0).then(() => Promise.reject(cause)));
  return unitOf("HTTP", startAll, (_, remainingMs) => closeAll(withoutCloseShare(remainingMs)));
}

function healthRoutes({
  directory,
  readiness,
}: Pick<HttpUnitOptions, "directory" | "readiness">): Readonly<Record<string, HttpRoute>> {
  return {
    // Also the startup probe: programs that wait for it call over gRPC next.
    "/healthz": () => (readiness.listening ? textReply(200, "ok") : textReply(503, "starting")),
    "/readyz": () => {
      const { stores, draining } = directory;
      const { ready, waitingFor } = readiness.read();
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

function metricsRoutes(metrics: Metrics | undefined): Readonly<Record<string, HttpRoute>> {
  if (metrics === undefined) return {};
  return {
    "/metrics": () => ({ status: 200, contentType: metrics.contentType, body: metrics.text() }),
  };
}
