// The gRPC port: all services in one call pipeline, on the configured transport.
import { systemClock } from "../../src/index.ts";
import type { Config } from "../config/index.ts";
import { type MemoryBudget, messageMemory, requestCopies } from "../memory/index.ts";
import { type GrpcServer, grpcTransports } from "../net/index.ts";
import type { Interceptors } from "../rpc/index.ts";
import { createServices } from "../services/index.ts";
import type { StoreDirectory } from "../stores/index.ts";
import type { AccessLog, Log, Metrics } from "../telemetry/index.ts";
import { withoutCloseShare } from "./close-share.ts";
import type { ComposedDapr } from "./dapr-unit.ts";
import { addressesOf, logSkipped } from "./http-unit.ts";
import type { ProcessReadiness } from "./readiness.ts";
import { type Started, unitOf } from "./started.ts";

/** The dependencies of the gRPC unit. */
export interface GrpcUnitOptions {
  readonly config: Config;
  readonly log: Log;
  readonly metrics: Metrics | undefined;
  readonly accessLog: AccessLog;
  /** Of every call. */
  readonly interceptors: Interceptors;
  readonly directory: StoreDirectory;
  readonly readiness: ProcessReadiness;
  /** The memory of the messages in progress, on all ports. */
  readonly memory: MemoryBudget;
  readonly dapr: Started<ComposedDapr>;
}

/** The unit of the gRPC port. Stopping it finishes the calls in flight. */
export function grpcUnit(options: GrpcUnitOptions): Started<GrpcServer> {
  const { config, log, metrics, accessLog, interceptors, directory, readiness, dapr, memory } = options;
  return unitOf(
    "gRPC",
    async () => {
      const { transport, messageBytesMax, metadataBytesMax } = config.grpc;
      const routes = createServices({
        ...interceptors,
        clock: systemClock,
        app: config.appId,
        stores: directory,
        more: dapr.output.operations,
        log: ({ path, error }) => accessLog.failed(path, error),
      });
      const serve = await grpcTransports[transport]();
      const server = await serve(routes, {
        listen: addressesOf(config.grpc),
        receiveBytesMax: messageBytesMax,
        metadataBytesMax,
        onSkipped: (error) => logSkipped(error, log),
        memory: messageMemory(memory, requestCopies.grpc),
      });
      readiness.listens();
      metrics?.watchServer(server);
      return server;
    },
    async (server, remainingMs) => {
      await server.drain(withoutCloseShare(remainingMs));
      await server.close();
    },
  );
}
