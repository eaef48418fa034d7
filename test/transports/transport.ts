// The transport that this run of a test file uses, and what connects and serves with it. Files that
// test the transport run once for each: see test/projects/test-projects.ts.
import { connect, type TransportFactory } from "@pillion/client";
import { grpcJsTransport } from "@pillion/client/grpc-js";
import type { Route } from "@pillion/wire";
import { inject } from "vitest";
import { serveGrpcJs } from "../../sidecar/net/grpc-js-server.ts";
import { type GrpcServer, type GrpcServerOptions, serveWire } from "../../sidecar/net/index.ts";
import type { TransportName } from "../projects/test-projects.ts";

type Serve = (routes: readonly Route[], options: GrpcServerOptions) => Promise<GrpcServer>;

const servers: Readonly<Record<TransportName, Serve>> = {
  wire: serveWire,
  "grpc-js": serveGrpcJs,
};

/** The transport of this run, at both ends where both are ours. */
export const transport: TransportName = inject("transport");

/** Connects a client with it. */
export const connectBy: TransportFactory = transport === "wire" ? connect : grpcJsTransport;

/** Serves routes with it. */
export const serve: Serve = servers[transport];
