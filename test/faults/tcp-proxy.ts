// A wire between a client and a server that a test can cut or plug: it passes
// bytes on until it is told to swallow the server's answers or to break off.
import { connect, createServer, type Server, type Socket } from "node:net";

/** A proxy on 127.0.0.1 before one server. */
export class TcpProxy {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #answered = new Set<() => void>();
  #swallow = false;

  private constructor(target: { readonly host: string; readonly port: number }) {
    this.#server = createServer((client) => {
      const upstream = connect(target);
      for (const socket of [client, upstream]) {
        this.#sockets.add(socket);
        socket.on("error", () => socket.destroy());
        socket.on("close", () => {
          this.#sockets.delete(socket);
          client.destroy();
          upstream.destroy();
        });
      }
      client.on("data", (bytes) => upstream.write(bytes));
      upstream.on("data", (bytes) => {
        for (const notify of this.#answered) notify();
        if (!this.#swallow) client.write(bytes);
      });
    });
  }

  /** Starts a proxy on a free port. */
  static async open(target: { readonly host: string; readonly port: number }): Promise<TcpProxy> {
    const proxy = new TcpProxy(target);
    await new Promise<void>((resolve) => proxy.#server.listen(0, "127.0.0.1", resolve));
    return proxy;
  }

  /** The port it listens on. */
  get port(): number {
    const address = this.#server.address();
    return typeof address === "object" && address !== null ? address.port : 0;
  }

  /** From now on the server's answers go nowhere. */
  swallowAnswers(): void {
    this.#swallow = true;
  }

  /** Passes answers on again. */
  passAnswers(): void {
    this.#swallow = false;
  }

  /** Resolves when the server next answers anything, which a swallowing proxy still sees. */
  nextAnswer(): Promise<void> {
    return new Promise((resolve) => {
      const notify = (): void => {
        this.#answered.delete(notify);
        resolve();
      };
      this.#answered.add(notify);
    });
  }

  /** Breaks every connection. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Stops listening and breaks every connection. */
  async close(): Promise<void> {
    this.cut();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }
}
