// A wire that tests can damage: connections to a port of 127.0.0.1 go through
// it, and its answers can be kept back, cut into bytes, or cut off.
import { connect, createServer, type Socket } from "node:net";

/** What happens to the server's answers. */
export type ReplyMode = "pass" | "swallow" | "slice";

/** A proxy that listens. */
export interface TcpProxy {
  /** Where it listens, on 127.0.0.1. */
  readonly port: number;
  /** From now on: hand answers on; keep them from the client, for as long as that connection lasts; or hand them on byte by byte. */
  replies(mode: ReplyMode): void;
  /** Resolves when the server has next answered something that was swallowed: what was asked has been done. */
  swallowed(): Promise<void>;
  /** Hands on the next answer, then ends its connection at once. */
  cutAfterAnswer(): void;
  /** Keeps new connections waiting until the returned function is called. */
  hold(): () => void;
  /** Ends every connection at once, as a reset does. */
  cut(): void;
  close(): Promise<void>;
}

interface Wire {
  mode: ReplyMode;
  cutsAfterAnswer: boolean;
  /** Resolves when new connections may go through. */
  admission: Promise<void>;
  readonly sockets: Set<Socket>;
  waiting: (() => void)[];
}

function join(outer: Socket, target: number, wire: Wire): void {
  const inner = connect(target, "127.0.0.1");
  for (const [socket, other] of [
    [outer, inner],
    [inner, outer],
  ] as const) {
    wire.sockets.add(socket);
    socket.setNoDelay(true);
    socket.once("error", () => other.destroy());
    socket.once("close", () => {
      wire.sockets.delete(socket);
      other.destroy();
    });
  }
  outer.on("data", (bytes) => inner.write(bytes));
  let isDeaf = false;
  inner.on("data", (bytes) => {
    // A connection loses its end, never its middle: once an answer was kept back, all later ones are.
    isDeaf ||= wire.mode === "swallow";
    if (isDeaf) tellSwallowed(wire);
    else if (wire.mode === "slice") for (const byte of bytes) outer.write(Buffer.of(byte));
    else outer.write(bytes);
    if (!wire.cutsAfterAnswer) return;
    wire.cutsAfterAnswer = false;
    outer.end(() => inner.destroy());
  });
}

function tellSwallowed(wire: Wire): void {
  const waiting = wire.waiting;
  wire.waiting = [];
  for (const tell of waiting) tell();
}

/** Opens a proxy to a port; at first it hands everything on. */
export async function openTcpProxy(target: number): Promise<TcpProxy> {
  const wire: Wire = {
    mode: "pass",
    cutsAfterAnswer: false,
    admission: Promise.resolve(),
    sockets: new Set(),
    waiting: [],
  };
  const server = createServer((outer) => {
    outer.once("error", () => outer.destroy());
    wire.admission.then(() => join(outer, target, wire)).catch(() => outer.destroy());
  });
  const port = await new Promise<number>((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : 0);
    });
  });
  const cut = (): void => {
    for (const socket of wire.sockets) socket.resetAndDestroy();
  };
  return {
    port,
    cut,
    replies: (mode) => {
      wire.mode = mode;
    },
    cutAfterAnswer: () => {
      wire.cutsAfterAnswer = true;
    },
    hold: () => {
      let release = (): void => {};
      wire.admission = new Promise((resolve) => {
        release = resolve;
      });
      return () => release();
    },
    swallowed: () => new Promise((resolve) => wire.waiting.push(resolve)),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        cut();
      }),
  };
}
