// The transports, one line each, and the one that this run of a test file is
// about: vitest.config.ts runs every file that asks here once for each.

import { connect, type TransportFactory } from "@pillion/client";
import { grpcJsTransport } from "@pillion/client/grpc-js";
import type { Route } from "@pillion/wire";
import { inject } from "vitest";
import { serveGrpcJs } from "../../sidecar/net/grpc-js-server.ts";
import { type GrpcServer, type GrpcServerOptions, serveWire } from "../../sidecar/net/index.ts";

/** The transports by the names that users choose them by. */
export type TransportName = "wire" | "grpc-js";

declare module "vitest" {
  interface ProvidedContext {
    transport: TransportName;
  }
}

type Serve = (routes: readonly Route[], options: GrpcServerOptions) => Promise<GrpcServer>;

const servers: Readonly<Record<TransportName, Serve>> = {
  wire: serveWire,
  "grpc-js": serveGrpcJs,
};

/** The transport that this run is about, on both ends where both are ours. */
export const transport: TransportName = inject("transport");

/** Connects a client by it. */
export const connectBy: TransportFactory = transport === "wire" ? connect : grpcJsTransport;

/** Serves routes on it. */
export const serve: Serve = servers[transport];
