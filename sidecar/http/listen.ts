// Binding of an HTTP server to a TCP port or a Unix socket, with errors that
// say what to do. A socket file that a killed process left behind is replaced;
// one that somebody still serves is not.
import { chmodSync, lstatSync, mkdirSync, unlinkSync } from "node:fs";
import { connect, type Server } from "node:net";
import { dirname } from "node:path";

/** A TCP port of a host, or a Unix socket. */
export type HttpAddress =
  | { readonly type: "tcp"; readonly host: string; readonly port: number }
  | { readonly type: "unix"; readonly path: string };

/** An address that cannot be had. The message names it and says why. */
export class HttpListenError extends Error {
  override readonly name = "HttpListenError";
}

const folderMode = 0o700;
const socketMode = 0o660;

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
  return new HttpListenError(
    `cannot listen on ${textOf(address)}: ${reasons[code] ?? "the system refuses"}`,
    { cause },
  );
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
  mkdirSync(dirname(address.path), { recursive: true, mode: folderMode });
  const there = lstatSync(address.path, { throwIfNoEntry: false });
  if (there === undefined) return;
  if (!there.isSocket()) {
    throw new HttpListenError(`cannot listen on ${textOf(address)}: a file that is no socket is there`);
  }
  if (await answers(address.path)) {
    throw new HttpListenError(`cannot listen on ${textOf(address)}: another process serves it`);
  }
  unlinkSync(address.path);
}

/** Binds a server. Gives the address as text, with the port that it has. Rejects with HttpListenError. */
export async function listen(
  server: Server,
  address: HttpAddress,
): Promise<{ readonly text: string; readonly port: number | undefined }> {
  if (address.type === "unix")
    await clearSocket(address).catch((cause: unknown) => Promise.reject(asListenError(address, cause)));
  await new Promise<void>((resolve, reject) => {
    const onError = (cause: Error) => reject(listenError(address, cause));
    server.once("error", onError);
    server.listen(
      address.type === "unix" ? { path: address.path } : { host: address.host, port: address.port },
      () => {
        server.off("error", onError);
        resolve();
      },
    );
  });
  if (address.type === "unix") {
    chmodSync(address.path, socketMode);
    return { text: textOf(address), port: undefined };
  }
  const bound = server.address();
  const port = typeof bound === "object" && bound !== null ? bound.port : address.port;
  return { text: textOf({ ...address, port }), port };
}

function asListenError(address: HttpAddress, cause: unknown): HttpListenError {
  return cause instanceof HttpListenError ? cause : listenError(address, cause);
}
