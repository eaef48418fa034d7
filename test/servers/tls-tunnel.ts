// TLS in front of a server that may lack it: accepts TLS connections and forwards
// their bytes to a port of 127.0.0.1.
import { connect } from "node:net";
import { createServer, type TLSSocket } from "node:tls";
import type { TestTls } from "./test-tls.ts";

/** A running tunnel. */
export interface TlsTunnel {
  /** The port that it listens on, on 127.0.0.1. */
  readonly port: number;
  close(): Promise<void>;
}

/** Opens a tunnel to a port. With `requiresClientCertificate`, clients need one of the same authority. */
export async function openTlsTunnel(
  tls: TestTls,
  target: number,
  requiresClientCertificate = false,
): Promise<TlsTunnel> {
  const sockets = new Set<TLSSocket>();
  const server = createServer({
    cert: tls.certText,
    key: tls.keyText,
    ca: tls.caText,
    requestCert: requiresClientCertificate,
    rejectUnauthorized: requiresClientCertificate,
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
