// Limits connections: how many are open, how many from one other machine, and
// how long one may be silent before it sends the HTTP/2 preface. It holds every
// open connection, so that a shutdown can close them all.
import { isIPv4, type Socket } from "node:net";
import type { CompiledServerOptions } from "./server-options.ts";

type Limits = Pick<CompiledServerOptions, "connectionsMax" | "peerConnectionsMax" | "handshakeMsMax">;

// "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n": RFC 9113, section 3.4.
const prefaceBytes = 24;

/** Admits connections and counts them. */
export class ConnectionGuard {
  readonly #limits: Limits;
  readonly #sockets = new Set<Socket>();
  readonly #peers = new Map<string, number>();

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  /** The number of open connections. */
  get size(): number {
    return this.#sockets.size;
  }

  /** True if the connection is admitted; otherwise it has been closed. */
  admit(socket: Socket): boolean {
    const peer = remotePeer(socket);
    const ofPeer = peer === undefined ? 0 : (this.#peers.get(peer) ?? 0);
    if (this.#sockets.size >= this.#limits.connectionsMax || ofPeer >= this.#limits.peerConnectionsMax) {
      socket.destroy();
      return false;
    }
    this.#sockets.add(socket);
    if (peer !== undefined) this.#peers.set(peer, ofPeer + 1);
    const handshake = setTimeout(() => {
      if (socket.bytesRead < prefaceBytes) socket.destroy();
    }, this.#limits.handshakeMsMax);
    handshake.unref();
    socket.once("close", () => {
      clearTimeout(handshake);
      this.#sockets.delete(socket);
      if (peer !== undefined) this.#leave(peer);
    });
    return true;
  }

  /** Closes every connection now. */
  destroyAll(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  #leave(peer: string): void {
    const left = (this.#peers.get(peer) ?? 1) - 1;
    if (left > 0) this.#peers.set(peer, left);
    else this.#peers.delete(peer);
  }
}

// The application reaches its sidecar from this machine. All its processes share
// one address there, so that a limit by address would limit the application.
function remotePeer({ remoteAddress }: Socket): string | undefined {
  const address = remoteAddress?.replace(/^::ffff:/, "");
  if (address === undefined || address === "::1" || (isIPv4(address) && address.startsWith("127."))) {
    return undefined;
  }
  return address;
}
