// Admits accepted sockets: they are counted before anything is read, closed if
// there are too many, and secured by a handshake if the server has TLS.
import type { Socket } from "node:net";
import { createServer as createTlsServer, type TLSSocket, type Server as TlsServer } from "node:tls";
import type { AdmittedPeer } from "./server-connection.ts";
import type { ServerState } from "./server-state.ts";
import { readAltNames, type ServerTls, secureContext, tlsServerOptions } from "./server-tls.ts";

/** The kind of listener that a socket was accepted on. TLS is for TCP only. */
export type SocketKind = "tcp" | "unix";

/** Called with a socket that is ready for HTTP/2. */
export type OnSocket = (socket: Socket, peer: AdmittedPeer) => void;

interface Handshake {
  readonly socket: Socket;
  readonly admitted: AdmittedPeer;
}

/** Admits the sockets of one server. */
export class SocketAdmission {
  readonly #tlsServer: TlsServer | undefined;
  readonly #state: ServerState;
  readonly #onSocket: OnSocket;
  /** Sockets whose handshake is in progress, by the addresses and ports of both ends. */
  readonly #handshaking = new Map<string, Handshake>();

  constructor(tls: ServerTls | undefined, state: ServerState, onSocket: OnSocket) {
    this.#state = state;
    this.#onSocket = onSocket;
    if (tls === undefined) return;
    this.#tlsServer = createTlsServer(tlsServerOptions(tls, state.limits.handshakeMsMax));
    this.#tlsServer.on("secureConnection", (socket) => this.#onSecured(socket));
    this.#tlsServer.on("tlsClientError", (_error, socket) => socket.destroy());
  }

  /** Admits or closes a socket that was just accepted. */
  admit(socket: Socket, kind: SocketKind): void {
    const admitted = this.#count(socket, kind);
    if (admitted === undefined) return;
    if (this.#tlsServer === undefined || kind === "unix") this.#onSocket(socket, admitted);
    else this.#beginHandshake(this.#tlsServer, socket, admitted);
  }

  /** Ends the handshakes in progress. */
  close(): void {
    for (const { socket } of this.#handshaking.values()) socket.destroy();
  }

  /** Uses these certificates for new connections. */
  reload(tls: ServerTls): void {
    this.#tlsServer?.setSecureContext(secureContext(tls));
  }

  /** The socket is counted from the start, so unfinished handshakes are limited as well. */
  #beginHandshake(tlsServer: TlsServer, socket: Socket, admitted: AdmittedPeer): void {
    const key = handshakeKey(socket);
    this.#handshaking.set(key, { socket, admitted });
    socket.on("error", () => undefined);
    socket.once("close", () => {
      if (this.#handshaking.get(key)?.socket !== socket) return;
      this.#handshaking.delete(key);
      this.#state.removeConnection(admitted.address, admitted.load);
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

  #count(socket: Socket, kind: SocketKind): AdmittedPeer | undefined {
    const { remoteAddress, remotePort } = socket;
    const address = kind === "unix" ? "unix" : (remoteAddress ?? "");
    const load = address === "" ? undefined : this.#state.addConnection(address);
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
