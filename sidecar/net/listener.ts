// One listening address: binds it with a clear error, hands each connection
// on, and gives the address back. A Unix socket gets its mode before anybody
// can connect to it.
import { chmodSync } from "node:fs";
import { createServer, type ListenOptions, type Server, type Socket } from "node:net";
import { addressText, type ListenAddress, ListenError, type ListenFault } from "./listen-address.ts";
import { claimSocketPath } from "./unix-socket.ts";

/** An address that is listened on. */
export interface Listener {
  /** As `addressText` writes it, with the bound port. */
  readonly address: string;
  /** Accepts no more, and takes a socket file away. Connections go on. */
  close(): void;
}

/** Listens. Rejects with ListenError. */
export async function listen(
  address: ListenAddress,
  onConnection: (socket: Socket) => void,
): Promise<Listener> {
  const server = createServer({ noDelay: true }, onConnection);
  if (address.type === "unix") {
    await claimSocketPath(address);
    await bind(server, address, { path: address.path });
  } else {
    await bind(server, address, { host: address.host, port: address.port });
  }
  return { address: boundText(server, address), close: () => void server.close() };
}

const socketModeDefault = 0o660;
const ownerOnly = 0o177;

function bind(server: Server, address: ListenAddress, options: ListenOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (fault: NodeJS.ErrnoException) => reject(listenError(address, fault)));
    const bound = () => {
      server.removeAllListeners("error");
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

const faults: Readonly<Record<string, readonly [ListenFault, string]>> = {
  EADDRINUSE: ["in-use", "another process listens there"],
  EACCES: ["not-permitted", "this user may not listen there"],
  EPERM: ["not-permitted", "this user may not listen there"],
  EADDRNOTAVAIL: ["not-there", "this machine has no such address"],
  ENOTFOUND: ["not-there", "the host name is not known"],
  EAFNOSUPPORT: ["not-there", "this machine does not have this kind of address"],
};

function listenError(address: ListenAddress, fault: NodeJS.ErrnoException): ListenError {
  const [kind, message] = faults[fault.code ?? ""] ?? [
    "failed",
    `the system says ${fault.code ?? "no reason"}`,
  ];
  return new ListenError(address, kind, message, fault);
}

function boundText(server: Server, address: ListenAddress): string {
  const bound = server.address();
  if (address.type === "unix" || bound === null || typeof bound === "string") return addressText(address);
  return addressText({ type: "tcp", host: bound.address, port: bound.port });
}
