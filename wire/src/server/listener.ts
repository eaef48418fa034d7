// A server's ears: TCP and Unix sockets. What is accepted goes to the reception.
import { chmodSync, lstatSync, unlinkSync } from "node:fs";
import { type AddressInfo, connect, createServer, type Server as NetServer } from "node:net";
import { parseAddress, type SocketAddress } from "../address.ts";
import type { SocketAdmission } from "./socket-admission.ts";

/** How a listener is made. */
export interface ListenerOptions {
  /** `host:port`, `[ipv6]:port` or `unix:/path`; port 0 takes a free one. */
  readonly address: string;
  /** The access rights of a Unix socket. */
  readonly unixMode: number;
}

/** One address that a server listens on. */
export class Listener {
  readonly #server: NetServer;
  readonly #address: SocketAddress;
  readonly #unixMode: number;

  constructor(options: ListenerOptions, reception: SocketAdmission) {
    this.#address = parseAddress(options.address);
    this.#unixMode = options.unixMode;
    const { kind } = this.#address;
    this.#server = createServer({ noDelay: true }, (socket) => reception.take(socket, kind));
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

  /** Accepts no more. Connections that stand are not touched. */
  close(): void {
    this.#server.close();
  }
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
