// Binds a server to one address, for gRPC and for HTTP. A failure has a clear error, and
// a Unix socket has its file mode before any client can connect.
import { chmodSync } from "node:fs";
import { createServer, type ListenOptions, type Server, type Socket } from "node:net";
import { addressText, type ListenAddress, ListenError, type ListenReason } from "./listen-address.ts";
import { claimSocketPath } from "./unix-socket.ts";

/** An address that is listened on. */
export interface Listener {
  /** As `addressText` writes it, with the bound port. */
  readonly address: string;
  /** The bound port; undefined for a Unix socket. */
  readonly port: number | undefined;
  /** Accepts no more connections, and removes a socket file. Open connections stay open. */
  close(): void;
}

/**
 * Opens a listener on each address with `open`. An address that this machine does not have is skipped and reported, because a
 * list may name more than a machine has: `[::1],127.0.0.1` where there is no IPv6. If none is left, or for any other reason,
 * rejects with ListenError; the listeners opened so far are then closed. Hosts whose port is 0 share the port that the system
 * chooses first.
 */
export async function listenOnEach(
  addresses: readonly ListenAddress[],
  open: (address: ListenAddress) => Promise<Listener>,
  onSkipped: (error: ListenError) => void,
): Promise<readonly Listener[]> {
  const listeners: Listener[] = [];
  const skipped: ListenError[] = [];
  try {
    for (const address of addresses) {
      const port = listeners.find((each) => each.port !== undefined)?.port ?? 0;
      const isAnyPort = address.type === "tcp" && address.port === 0;
      try {
        listeners.push(await open(isAnyPort ? { ...address, port } : address));
      } catch (thrown) {
        if (!isMissing(thrown, address)) throw thrown;
        skipped.push(thrown);
      }
    }
    const [first] = skipped;
    if (listeners.length === 0 && first !== undefined) throw first;
  } catch (thrown) {
    for (const listener of listeners) listener.close();
    throw thrown;
  }
  for (const error of skipped) onSkipped(error);
  return listeners;
}

function isMissing(thrown: unknown, { type }: ListenAddress): thrown is ListenError {
  return type === "tcp" && thrown instanceof ListenError && thrown.reason === "not-there";
}

/** Listens, and calls back with each connection. Rejects with ListenError. */
export function listen(address: ListenAddress, onConnection: (socket: Socket) => void): Promise<Listener> {
  return listenWith(createServer({ noDelay: true }, onConnection), address);
}

/** The same with a server that handles its connections itself, such as one of `node:http`. */
export async function listenWith(server: Server, address: ListenAddress): Promise<Listener> {
  if (address.type === "unix") {
    await claimSocketPath(address);
    await bind(server, address, { path: address.path });
  } else {
    await bind(server, address, { host: address.host, port: address.port });
  }
  const bound = server.address();
  const close = () => void server.close();
  if (address.type === "unix" || bound === null || typeof bound === "string") {
    return { address: addressText(address), port: undefined, close };
  }
  const { address: host, port } = bound;
  return { address: addressText({ type: "tcp", host, port }), port, close };
}

const socketModeDefault = 0o660;
const ownerOnly = 0o177;

function bind(server: Server, address: ListenAddress, options: ListenOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException) => reject(listenError(address, error));
    server.once("error", failed);
    const bound = () => {
      server.removeListener("error", failed);
      // Running out of file descriptors ends one connection, not the process.
      server.on("error", () => {});
      resolve();
    };
    if (address.type === "tcp") {
      server.listen(options, bound);
      return;
    }
    const umask = process.umask(ownerOnly);
    try {
      server.listen(options, bound);
      if (server.listening) chmodSync(address.path, address.mode ?? socketModeDefault);
    } finally {
      process.umask(umask);
    }
  });
}

const reasons: Readonly<Record<string, readonly [ListenReason, string]>> = {
  EADDRINUSE: ["in-use", "another process is listening there"],
  EACCES: ["not-permitted", "this user is not permitted to listen there"],
  EPERM: ["not-permitted", "this user is not permitted to listen there"],
  EADDRNOTAVAIL: ["not-there", "the address does not belong to this machine"],
  ENOTFOUND: ["not-there", "the host name is not known"],
  EAFNOSUPPORT: ["not-there", "this machine does not support this kind of address"],
};

function listenError(address: ListenAddress, error: NodeJS.ErrnoException): ListenError {
  const { code = "" } = error;
  const [reason, message] = reasons[code] ?? ["failed", `the system reports ${code || "no reason"}`];
  return new ListenError(address, reason, message, error);
}
