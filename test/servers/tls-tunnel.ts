// TLS in front of a server that may not have been built with it: takes
// connections with a certificate, hands their bytes on to a port of 127.0.0.1.
import { connect } from "node:net";
import { createServer, type TLSSocket } from "node:tls";
import type { TestTls } from "./test-tls.ts";

/** A tunnel that listens. */
export interface TlsTunnel {
  /** Where it listens, on 127.0.0.1. */
  readonly port: number;
  close(): Promise<void>;
}

/** Opens a tunnel to a port. `clientsShow` asks clients for a certificate of the same authority. */
export async function openTlsTunnel(tls: TestTls, target: number, clientsShow = false): Promise<TlsTunnel> {
  const sockets = new Set<TLSSocket>();
  const server = createServer({
    cert: tls.certText,
    key: tls.keyText,
    ca: tls.caText,
    requestCert: clientsShow,
    rejectUnauthorized: clientsShow,
  });
  server.on("secureConnection", (outer) => {
    const inner = connect(target, "127.0.0.1");
    sockets.add(outer);
    outer.once("close", () => sockets.delete(outer));
    for (const [socket, other] of [
      [outer, inner],
      [inner, outer],
    ] as const) {
      socket.once("error", () => other.destroy());
      socket.once("close", () => other.destroy());
    }
    outer.pipe(inner).pipe(outer);
  });
  server.on("tlsClientError", () => {});
  const port = await new Promise<number>((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : 0);
    });
  });
  return {
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
