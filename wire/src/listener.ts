// A server's ears: TCP, TCP with TLS, Unix sockets. A listener counts what it
// accepts before anything is read, and closes what is too much.
import { chmodSync, lstatSync, unlinkSync } from "node:fs";
import { type AddressInfo, connect, createServer, type Server as NetServer, type Socket } from "node:net";
import { createServer as createTlsServer, type TLSSocket, type Server as TlsServer } from "node:tls";
import { parseAddress, type SocketAddress } from "./address.ts";
import type { AdmittedPeer } from "./server-connection.ts";
import type { ServerState } from "./server-state.ts";
import { readAltNames, type ServerTls, secureContext, tlsServerOptions } from "./server-tls.ts";

/** How a listener is made. */
export interface ListenerOptions {
  /** `host:port`, `[ipv6]:port` or `unix:/path`; port 0 takes a free one. */
  readonly address: string;
  /** TLS, on TCP only. */
  readonly tls: ServerTls | undefined;
  /** The access rights of a Unix socket. */
  readonly unixMode: number;
}

/** Takes a socket that is ready to speak HTTP/2. */
export type OnSocket = (socket: Socket, peer: AdmittedPeer) => void;

interface Handshake {
  readonly socket: Socket;
  readonly admitted: AdmittedPeer;
}

/** One address that a server listens on. */
export class Listener {
  readonly #server: NetServer;
  readonly #tlsServer: TlsServer | undefined;
  readonly #address: SocketAddress;
  readonly #unixMode: number;
  readonly #state: ServerState;
  readonly #onSocket: OnSocket;
  /** Sockets whose handshake is under way, by the peer's address and port. */
  readonly #handshaking = new Map<string, Handshake>();

  constructor(options: ListenerOptions, state: ServerState, onSocket: OnSocket) {
    this.#address = parseAddress(options.address);
    this.#unixMode = options.unixMode;
    this.#state = state;
    this.#onSocket = onSocket;
    if (options.tls !== undefined && this.#address.kind === "tcp") {
      this.#tlsServer = createTlsServer(tlsServerOptions(options.tls, state.limits.handshakeMsMax));
      this.#server = createServer({ noDelay: true }, (socket) => this.#onTlsSocket(socket));
      this.#tlsServer.on("secureConnection", (socket) => this.#onSecured(socket));
      this.#tlsServer.on("tlsClientError", (_error, socket) => socket.destroy());
    } else {
      this.#server = createServer({ noDelay: true }, (socket) => this.#onPlainSocket(socket));
    }
    // Running out of descriptors: the connection that could not be accepted is lost, the listener stays.
    this.#server.on("error", () => undefined);
  }

  /** Where it listens: the port is the bound one. */
  get address(): string {
    if (this.#address.kind === "unix") return `unix:${this.#address.path}`;
    const bound = this.#server.address() as AddressInfo | null;
    const host = this.#address.host;
    return `${host.includes(":") ? `[${host}]` : host}:${bound?.port ?? this.#address.port}`;
  }

  /** Begins to listen. Rejects if the address is taken; a Unix socket that nobody answers on is replaced. */
  async listen(): Promise<void> {
    if (this.#address.kind === "unix") await removeDeadSocket(this.#address.path);
    await new Promise<void>((resolve, reject) => {
      this.#server.once("error", reject);
      const onListening = (): void => {
        this.#server.off("error", reject);
        resolve();
      };
      if (this.#address.kind === "unix") this.#server.listen(this.#address.path, onListening);
      else this.#server.listen(this.#address.port, this.#address.host, onListening);
    });
    if (this.#address.kind === "unix") chmodSync(this.#address.path, this.#unixMode);
  }

  /** Accepts no more. Connections that stand are not touched; handshakes under way are ended. */
  close(): void {
    this.#server.close();
    for (const { socket } of this.#handshaking.values()) socket.destroy();
  }

  /** New connections get these certificates. */
  reload(tls: ServerTls): void {
    this.#tlsServer?.setSecureContext(secureContext(tls));
  }

  #onPlainSocket(socket: Socket): void {
    const admitted = this.#admit(socket);
    if (admitted !== undefined) this.#onSocket(socket, admitted);
  }

  /** Counted from the first byte on, so that unfinished handshakes are bounded as well. */
  #onTlsSocket(socket: Socket): void {
    const admitted = this.#admit(socket);
    if (admitted === undefined) return;
    const key = admitted.peer.address;
    this.#handshaking.set(key, { socket, admitted });
    socket.on("error", () => undefined);
    socket.once("close", () => {
      if (this.#handshaking.get(key)?.socket !== socket) return;
      this.#handshaking.delete(key);
      this.#state.leave(admitted.address, admitted.load);
    });
    this.#tlsServer?.emit("connection", socket);
  }

  #onSecured(socket: TLSSocket): void {
    const key = peerAddress(socket.remoteAddress ?? "", socket.remotePort);
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

  #admit(socket: Socket): AdmittedPeer | undefined {
    const { remoteAddress, remotePort } = socket;
    const address = this.#address.kind === "unix" ? "unix" : (remoteAddress ?? "");
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

/** A process that died leaves its socket file behind; one that lives answers on it. */
async function removeDeadSocket(path: string): Promise<void> {
  if (!lstatSync(path, { throwIfNoEntry: false })?.isSocket()) return;
  const isAlive = await new Promise<boolean>((resolve) => {
    const socket = connect(path, () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
  if (!isAlive) unlinkSync(path);
}
