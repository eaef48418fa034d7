// Listens on one TCP or Unix address and passes accepted sockets to admission.
import { chmodSync, lstatSync, unlinkSync } from "node:fs";
import { type AddressInfo, connect, createServer, type Server as NetServer } from "node:net";
import { parseAddress, type SocketAddress } from "../address.ts";
import type { SocketAdmission } from "./socket-admission.ts";

/** Options of a listener. */
export interface ListenerOptions {
  /** `host:port`, `[ipv6]:port` or `unix:/path`; port 0 takes a free port. */
  readonly address: string;
  /** The file mode of a Unix socket. */
  readonly unixMode: number;
}

/** One address that a server listens on. */
export class Listener {
  readonly #server: NetServer;
  readonly #address: SocketAddress;
  readonly #unixMode: number;

  constructor(options: ListenerOptions, admission: SocketAdmission) {
    this.#address = parseAddress(options.address);
    this.#unixMode = options.unixMode;
    const { kind } = this.#address;
    this.#server = createServer({ noDelay: true }, (socket) => admission.admit(socket, kind));
    // For example out of file descriptors: that connection is lost, but the listener continues.
    this.#server.on("error", () => undefined);
  }

  /** The address it listens on, with the port that was bound. */
  get address(): string {
    if (this.#address.kind === "unix") return `unix:${this.#address.path}`;
    const bound = this.#server.address() as AddressInfo | null;
    const host = this.#address.host;
    return `${host.includes(":") ? `[${host}]` : host}:${bound?.port ?? this.#address.port}`;
  }

  /** Starts listening. Rejects if the address is in use; a Unix socket file without a listener is replaced. */
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

  /** Stops accepting. Open connections are not affected. */
  close(): void {
    this.#server.close();
  }
}

/** Removes the socket file that a dead process has left behind: nothing accepts connections on it. */
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
