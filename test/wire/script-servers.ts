// Real servers for the client's tests: the scripted service on another
// implementation's server, over TCP, a Unix socket or TLS.
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import http2 from "node:http2";
import type { AddressInfo, Server as NetServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connectNodeAdapter } from "@connectrpc/connect-node";
import grpc from "@grpc/grpc-js";
import { createWireServer, type WireServerOptions, type WireTransportOptions } from "@pillion/wire";
import { makeAuthority, signCertificate } from "./certificates.ts";
import type { ScriptRecord } from "./script.ts";
import { connectRoutes } from "./script-on-connect.ts";
import { grpcJsHandlers, grpcJsService } from "./script-on-grpc-js.ts";
import { wireRoutes } from "./script-on-wire.ts";

/** The kind of socket. */
export type Carrier = "tcp" | "unix" | "tls";

/** A running server. */
export interface ScriptServer {
  /** The options that a client needs to reach it. */
  readonly options: WireTransportOptions;
  readonly record: ScriptRecord;
  /** Lets calls in flight end, then stops. */
  drain(): Promise<void>;
  /** Stops at once. */
  kill(): Promise<void>;
}

const authority = makeAuthority("test authority");
const serverCertificate = signCertificate(authority, {
  name: "localhost",
  altNames: ["DNS:localhost", "IP:127.0.0.1"],
});
const clientCertificate = signCertificate(authority, {
  name: "client",
  altNames: ["URI:spiffe://test/client"],
});
const clientTls = { ca: authority.cert, cert: clientCertificate.cert, key: clientCertificate.key };

function socketPath(): { readonly path: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), "wire-"));
  return { path: join(folder, "s"), remove: () => rmSync(folder, { recursive: true, force: true }) };
}

function optionsOf(carrier: Carrier, address: string): WireTransportOptions {
  return carrier === "tls" ? { address, tls: clientTls } : { address };
}

/** Starts the scripted service on grpc-js. */
export async function startGrpcJs(
  carrier: Carrier,
  options: grpc.ServerOptions = {},
  listen?: string,
): Promise<ScriptServer> {
  const record: ScriptRecord = { started: 0, ended: 0, cancelled: 0 };
  const server = new grpc.Server(options);
  server.addService(grpcJsService, grpcJsHandlers(record));
  const unix = carrier === "unix" ? socketPath() : undefined;
  const pair = {
    cert_chain: Buffer.from(serverCertificate.cert),
    private_key: Buffer.from(serverCertificate.key),
  };
  const credentials =
    carrier === "tls"
      ? grpc.ServerCredentials.createSsl(Buffer.from(authority.cert), [pair], true)
      : grpc.ServerCredentials.createInsecure();
  const target = listen ?? (unix === undefined ? "127.0.0.1:0" : `unix:${unix.path}`);
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync(target, credentials, (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    );
  });
  const address = unix === undefined ? `127.0.0.1:${port}` : `unix:${unix.path}`;
  return {
    options: optionsOf(carrier, address),
    record,
    drain: async () => {
      await new Promise<void>((resolve) => server.tryShutdown(() => resolve()));
      unix?.remove();
    },
    kill: async () => {
      server.forceShutdown();
      unix?.remove();
    },
  };
}

/** Starts the scripted service on connect-node. */
export async function startConnect(carrier: Carrier): Promise<ScriptServer> {
  const record: ScriptRecord = { started: 0, ended: 0, cancelled: 0 };
  const handler = connectNodeAdapter({
    routes: connectRoutes(record),
    connect: false,
    grpcWeb: false,
    readMaxBytes: 16_777_216,
  });
  const unix = carrier === "unix" ? socketPath() : undefined;
  const server: http2.Http2Server | http2.Http2SecureServer =
    carrier === "tls"
      ? http2.createSecureServer(
          { ...serverCertificate, ca: authority.cert, requestCert: true, rejectUnauthorized: true },
          handler,
        )
      : http2.createServer(handler);
  const sessions = new Set<http2.ServerHttp2Session>();
  server.on("session", (session: http2.ServerHttp2Session) => {
    sessions.add(session);
    session.on("close", () => sessions.delete(session));
    session.on("error", () => {});
  });
  if (unix === undefined) server.listen(0, "127.0.0.1");
  else server.listen(unix.path);
  await once(server as unknown as NetServer, "listening");
  const address =
    unix === undefined ? `127.0.0.1:${(server.address() as AddressInfo).port}` : `unix:${unix.path}`;
  const stop = async (end: (session: http2.ServerHttp2Session) => void) => {
    for (const session of sessions) end(session);
    await new Promise<void>((resolve) => server.close(() => resolve()));
    unix?.remove();
  };
  return {
    options: optionsOf(carrier, address),
    record,
    drain: () => stop((session) => session.close()),
    kill: () => stop((session) => session.destroy()),
  };
}

/** Starts the scripted service on this package's server. */
export async function startWire(
  carrier: Carrier,
  options: Partial<WireServerOptions> = {},
): Promise<ScriptServer> {
  const record: ScriptRecord = { started: 0, ended: 0, cancelled: 0 };
  const unix = carrier === "unix" ? socketPath() : undefined;
  const server = await createWireServer(
    {
      listen: [unix === undefined ? "127.0.0.1:0" : `unix:${unix.path}`],
      ...(carrier === "tls" ? { tls: { ...serverCertificate, clientCa: authority.cert } } : {}),
      ...options,
    },
    wireRoutes(record),
  );
  return {
    options: optionsOf(carrier, server.addresses[0] ?? ""),
    record,
    drain: async () => {
      await server.drain(10_000);
      unix?.remove();
    },
    kill: async () => {
      await server.close();
      unix?.remove();
    },
  };
}
