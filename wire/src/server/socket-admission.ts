// Where sockets come in, whoever accepted them: they are counted before
// anything is read, what is too much is closed, and where the server has TLS,
// its handshake is made.
import type { Socket } from "node:net";
import { createServer as createTlsServer, type TLSSocket, type Server as TlsServer } from "node:tls";
import type { AdmittedPeer } from "./server-connection.ts";
import type { ServerState } from "./server-state.ts";
import { readAltNames, type ServerTls, secureContext, tlsServerOptions } from "./server-tls.ts";

/** What a socket was accepted on. TLS is for TCP only. */
export type SocketKind = "tcp" | "unix";

/** Takes a socket that is ready to speak HTTP/2. */
export type OnSocket = (socket: Socket, peer: AdmittedPeer) => void;

interface Handshake {
  readonly socket: Socket;
  readonly admitted: AdmittedPeer;
}

/** Lets sockets in. */
export class SocketAdmission {
  readonly #tlsServer: TlsServer | undefined;
  readonly #state: ServerState;
  readonly #onSocket: OnSocket;
  /** Sockets whose handshake is under way, by both ends' addresses and ports. */
  readonly #handshaking = new Map<string, Handshake>();

  constructor(tls: ServerTls | undefined, state: ServerState, onSocket: OnSocket) {
    this.#state = state;
    this.#onSocket = onSocket;
    if (tls === undefined) return;
    this.#tlsServer = createTlsServer(tlsServerOptions(tls, state.limits.handshakeMsMax));
    this.#tlsServer.on("secureConnection", (socket) => this.#onSecured(socket));
    this.#tlsServer.on("tlsClientError", (_error, socket) => socket.destroy());
  }

  /** Takes a socket that was just accepted. */
  take(socket: Socket, kind: SocketKind): void {
    const admitted = this.#admit(socket, kind);
    if (admitted === undefined) return;
    if (this.#tlsServer === undefined || kind === "unix") this.#onSocket(socket, admitted);
    else this.#beginHandshake(this.#tlsServer, socket, admitted);
  }

  /** Ends the handshakes that are under way. */
  close(): void {
    for (const { socket } of this.#handshaking.values()) socket.destroy();
  }

  /** New connections get these certificates. */
  reload(tls: ServerTls): void {
    this.#tlsServer?.setSecureContext(secureContext(tls));
  }

  /** Counted from the first byte on, so that unfinished handshakes are bounded as well. */
  #beginHandshake(tlsServer: TlsServer, socket: Socket, admitted: AdmittedPeer): void {
    const key = handshakeKey(socket);
    this.#handshaking.set(key, { socket, admitted });
    socket.on("error", () => undefined);
    socket.once("close", () => {
      if (this.#handshaking.get(key)?.socket !== socket) return;
      this.#handshaking.delete(key);
      this.#state.leave(admitted.address, admitted.load);
    });
    tlsServer.emit("connection", socket);
  }

  #onSecured(socket: TLSSocket): void {
    const key = handshakeKey(socket);
    const handshake = this.#handshaking.get(key);
    socket.on("error", () => undefined);
    if (handshake === undefined || socket.alpnProtocol !== "h2") {
      socket.destroy();
      return;
    }
    this.#handshaking.delete(key);
    const { admitted } = handshake;
    const altNames = socket.authorized ? readAltNames(socket.getPeerCertificate().subjectaltname) : [];
    const peer = altNames.length > 0 ? { ...admitted.peer, subjectAltNames: altNames } : admitted.peer;
    this.#onSocket(socket, { ...admitted, peer });
  }

  #admit(socket: Socket, kind: SocketKind): AdmittedPeer | undefined {
    const { remoteAddress, remotePort } = socket;
    const address = kind === "unix" ? "unix" : (remoteAddress ?? "");
    const load = address === "" ? undefined : this.#state.admit(address);
    if (load === undefined) {
      socket.destroy();
      return undefined;
    }
    return { address, load, peer: { address: peerAddress(address, remotePort) } };
  }
}

function peerAddress(address: string, port: number | undefined): string {
  if (address === "unix") return address;
  return `${address.includes(":") ? `[${address}]` : address}:${port}`;
}

function handshakeKey({ remoteAddress = "", remotePort, localAddress, localPort }: Socket): string {
  return `${peerAddress(remoteAddress, remotePort)} ${localAddress} ${localPort}`;
}
