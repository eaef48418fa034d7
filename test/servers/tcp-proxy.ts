// A TCP proxy in front of a port of 127.0.0.1, for tests that damage connections:
// it can drop replies, send them byte by byte, or reset connections.
import { connect, createServer, type Socket } from "node:net";

/** What happens to the server's replies. */
export type ReplyMode = "pass" | "swallow" | "slice";

/** A running proxy. */
export interface TcpProxy {
  /** The port that it listens on, on 127.0.0.1. */
  readonly port: number;
  /**
   * From now on: `pass` forwards replies, `slice` forwards them byte by byte, `swallow` drops them. A connection that
   * has lost a reply gets no later one either.
   */
  replies(mode: ReplyMode): void;
  /** Drops all further replies of the connections on which the client has sent this text, in its first 16 KiB. */
  mute(text: string): void;
  /** Resolves when the next reply is dropped: the server has then processed the request. */
  swallowed(): Promise<void>;
  /** Forwards the next reply, then closes its connection. */
  cutAfterReply(): void;
  /** Holds new connections until the returned function is called. */
  hold(): () => void;
  /** Leads new connections to another port. */
  retarget(port: number): void;
  /** Resets every connection. */
  cut(): void;
  close(): Promise<void>;
}

interface ProxyState {
  mode: ReplyMode;
  muted: string | undefined;
  cutsAfterReply: boolean;
  /** Resolves when new connections may pass. */
  admission: Promise<void>;
  readonly change: (bytes: Buffer) => Buffer;
  readonly sockets: Set<Socket>;
  waiting: (() => void)[];
}

function join(outer: Socket, target: number, state: ProxyState): void {
  const inner = connect(target, "127.0.0.1");
  for (const [socket, other] of [
    [outer, inner],
    [inner, outer],
  ] as const) {
    state.sockets.add(socket);
    socket.setNoDelay(true);
    socket.once("error", () => other.destroy());
    socket.once("close", () => {
      state.sockets.delete(socket);
      other.destroy();
    });
  }
  let sent = "";
  outer.on("data", (bytes) => {
    if (sent.length < 16_384) sent += bytes.toString("latin1");
    inner.write(bytes);
  });
  let isMuted = false;
  inner.on("data", (received) => {
    const bytes = state.change(received);
    // A connection loses its end, never its middle: once a reply was dropped, all later ones are.
    isMuted ||= state.mode === "swallow" || (state.muted !== undefined && sent.includes(state.muted));
    if (isMuted) resolveSwallowed(state);
    else if (state.mode === "slice") for (const byte of bytes) outer.write(Buffer.of(byte));
    else outer.write(bytes);
    if (!state.cutsAfterReply) return;
    state.cutsAfterReply = false;
    outer.end(() => inner.destroy());
  });
}

function resolveSwallowed(state: ProxyState): void {
  const waiting = state.waiting;
  state.waiting = [];
  for (const resolve of waiting) resolve();
}

/** Opens a proxy to a port; at first it forwards everything. `change` replaces each piece of a reply. */
export async function openTcpProxy(
  target: number,
  change: (bytes: Buffer) => Buffer = (bytes) => bytes,
): Promise<TcpProxy> {
  let current = target;
  const state: ProxyState = {
    mode: "pass",
    muted: undefined,
    cutsAfterReply: false,
    admission: Promise.resolve(),
    change,
    sockets: new Set(),
    waiting: [],
  };
  const server = createServer((outer) => {
    outer.once("error", () => outer.destroy());
    state.admission.then(() => join(outer, current, state)).catch(() => outer.destroy());
  });
  const port = await new Promise<number>((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : 0);
    });
  });
  const cut = (): void => {
    for (const socket of state.sockets) socket.resetAndDestroy();
  };
  return {
    port,
    cut,
    retarget: (to) => {
      current = to;
    },
    mute: (text) => {
      state.muted = text;
    },
    replies: (mode) => {
      state.mode = mode;
    },
    cutAfterReply: () => {
      state.cutsAfterReply = true;
    },
    hold: () => {
      let release = (): void => {};
      state.admission = new Promise((resolve) => {
        release = resolve;
      });
      return () => release();
    },
    swallowed: () => new Promise((resolve) => state.waiting.push(resolve)),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        cut();
      }),
  };
}
