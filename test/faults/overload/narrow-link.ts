// A TCP proxy in front of a server with a bounded rate: what is sent in each direction, over all
// connections together, has this many bytes a second. A sender that is faster is not read.
import { connect, createServer, type Socket } from "node:net";

/** A running proxy. */
export interface NarrowLink {
  /** The port that it listens on, on 127.0.0.1. */
  readonly port: number;
  close(): void;
}

// One direction: pieces pass one after the other, each for as long as its bytes take.
class Direction {
  #freeMs = 0;
  readonly #bytesPerMs: number;

  constructor(bytesPerSecond: number) {
    this.#bytesPerMs = bytesPerSecond / 1_000;
  }

  pass(from: Socket, to: Socket): void {
    from.setNoDelay(true);
    from.on("data", (bytes: Buffer) => {
      const now = performance.now();
      this.#freeMs = Math.max(now, this.#freeMs) + bytes.length / this.#bytesPerMs;
      from.pause();
      setTimeout(() => {
        to.write(bytes);
        from.resume();
      }, this.#freeMs - now);
    });
    from.on("error", () => to.destroy()).on("close", () => to.destroy());
  }
}

/** Opens a proxy to a port of 127.0.0.1. */
export async function openNarrowLink(target: number, bytesPerSecond: number): Promise<NarrowLink> {
  const requests = new Direction(bytesPerSecond);
  const replies = new Direction(bytesPerSecond);
  const sockets = new Set<Socket>();
  const server = createServer((outer) => {
    const inner = connect(target, "127.0.0.1");
    requests.pass(outer, inner);
    replies.pass(inner, outer);
    for (const socket of [outer, inner]) {
      sockets.add(socket);
      socket.once("close", () => sockets.delete(socket));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : 0,
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
