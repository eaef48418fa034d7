// Binding of an HTTP server to a TCP port or a Unix socket, with errors that
// say what to do. A socket file that a killed process left behind is replaced;
// one that somebody still serves is not.
import { once } from "node:events";
import { chmodSync, lstatSync, unlinkSync } from "node:fs";
import { connect, type Server } from "node:net";

/** A TCP port of a host, or a Unix socket. */
export type HttpAddress =
  | { readonly type: "tcp"; readonly host: string; readonly port: number }
  | { readonly type: "unix"; readonly path: string };

/** An address that cannot be had. The message names it and says why. */
export class HttpListenError extends Error {
  override readonly name = "HttpListenError";
  /** The TCP port; undefined for a Unix socket. */
  readonly port: number | undefined;

  constructor(address: HttpAddress, reason: string, cause?: unknown) {
    super(`cannot listen on ${textOf(address)}: ${reason}`, cause === undefined ? undefined : { cause });
    this.port = address.type === "tcp" ? address.port : undefined;
  }
}

const socketMode = 0o660;
const ownerOnly = 0o177;

function textOf(address: HttpAddress): string {
  if (address.type === "unix") return `unix:${address.path}`;
  return `${address.host.includes(":") ? `[${address.host}]` : address.host}:${address.port}`;
}

const reasons: Readonly<Record<string, string>> = {
  EADDRINUSE: "it is in use by another process",
  EACCES: "this user is not permitted to",
  EPERM: "this user is not permitted to",
  EADDRNOTAVAIL: "this machine has no such address",
  ENOTFOUND: "this host name is not known",
};

function listenError(address: HttpAddress, cause: unknown): HttpListenError {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  return new HttpListenError(address, reasons[code] ?? "the system refuses", cause);
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}

async function clearSocket(address: HttpAddress & { type: "unix" }): Promise<void> {
  const there = lstatSync(address.path, { throwIfNoEntry: false });
  if (there === undefined) return;
  if (!there.isSocket()) {
    throw new HttpListenError(address, "a file that is no socket is there");
  }
  if (await answers(address.path)) {
    throw new HttpListenError(address, "another process serves it");
  }
  unlinkSync(address.path);
}

// A Unix socket is nobody else's until it has its mode.
function bind(server: Server, address: HttpAddress): void {
  if (address.type === "tcp") {
    server.listen({ host: address.host, port: address.port });
    return;
  }
  const umask = process.umask(ownerOnly);
  try {
    server.listen({ path: address.path });
    if (server.listening) chmodSync(address.path, socketMode);
  } finally {
    process.umask(umask);
  }
}

/** Binds a server. Gives the address as text, with the port that it has. Rejects with HttpListenError. */
export async function listen(
  server: Server,
  address: HttpAddress,
): Promise<{ readonly text: string; readonly port: number | undefined }> {
  try {
    if (address.type === "unix") await clearSocket(address);
    const bound = once(server, "listening");
    bind(server, address);
    await bound;
    // Running out of file descriptors ends one connection, not the process.
    server.on("error", () => {});
  } catch (cause) {
    throw cause instanceof HttpListenError ? cause : listenError(address, cause);
  }
  if (address.type === "unix") return { text: textOf(address), port: undefined };
  const bound = server.address();
  const port = typeof bound === "object" && bound !== null ? bound.port : address.port;
  return { text: textOf({ ...address, port }), port };
}
