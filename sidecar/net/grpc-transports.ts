// Every transport by the name that users select it with, one line each. The library of
// grpc-js is loaded only when it is chosen.
import type { ServedRoute } from "../rpc/index.ts";
import type { GrpcServer, GrpcServerOptions } from "./server-options.ts";
import { serveWire } from "./wire-server.ts";

/** Creates a server of routes. Rejects with ListenError if it cannot listen on an address. */
export type ServeGrpc = (routes: readonly ServedRoute[], options: GrpcServerOptions) => Promise<GrpcServer>;

/** The transports. */
export const grpcTransports: Readonly<Record<"wire" | "grpc-js", () => Promise<ServeGrpc>>> = {
  wire: async () => serveWire,
  "grpc-js": async () => (await import("./grpc-js-server.ts")).serveGrpcJs,
};
