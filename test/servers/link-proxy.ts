// A TCP proxy in front of a port of 127.0.0.1 that is a faulty network: bytes of one
// direction or of both are held or dropped for a while. The ends of connections are
// held meanwhile, as a network would: neither side learns that the other has closed.
import { connect, createServer, type Socket } from "node:net";

/** Which bytes a fault concerns: those to the server, those from it, or all. */
export type LinkDirection = "requests" | "replies" | "both";

/**
 * `held`: bytes arrive after the fault. `dropped`: they never arrive, and a connection that has lost bytes of a direction
 * delivers none of that direction any more, also after the fault.
 */
export type LinkFault = "held" | "dropped";

/** A running proxy. */
export interface LinkProxy {
  /** The port that it listens on, on 127.0.0.1. */
  readonly port: number;
  /** The number of connections of which neither side has closed. */
  readonly openCount: number;
  /** Begins a fault. It concerns connections that exist and new ones. */
  fail(direction: LinkDirection, fault: LinkFault): void;
  /** Ends the fault. */
  heal(): void;
  close(): Promise<void>;
}

interface LinkState {
  direction: LinkDirection | undefined;
  fault: LinkFault;
  readonly pipes: Set<Pipe>;
  readonly sockets: Set<Socket>;
}

// One direction of one connection.
class Pipe {
  readonly #state: LinkState;
  readonly #direction: LinkDirection;
  readonly #from: Socket;
  readonly #to: Socket;
  #held: Buffer[] = [];
  #isDead = false;
  #hasEnded = false;

  constructor(state: LinkState, direction: LinkDirection, from: Socket, to: Socket) {
    this.#state = state;
    this.#direction = direction;
    this.#from = from;
    this.#to = to;
    from.setNoDelay(true);
    from.on("error", () => undefined);
    from.on("data", (bytes) => this.#receive(bytes));
    from.once("close", () => {
      this.#hasEnded = true;
      state.sockets.delete(from);
      this.settle();
    });
    state.sockets.add(from);
    state.pipes.add(this);
  }

  get isOpen(): boolean {
    return !this.#from.destroyed;
  }

  get #isFaulty(): boolean {
    return this.#state.direction === "both" || this.#state.direction === this.#direction;
  }

  /** Delivers what was held, and the end of the connection, unless there is a fault. */
  settle(): void {
    if (this.#isFaulty) return;
    for (const bytes of this.#held.splice(0)) this.#to.write(bytes);
    if (!this.#hasEnded) return;
    this.#state.pipes.delete(this);
    this.#to.end(() => this.#to.destroy());
  }

  #receive(bytes: Buffer): void {
    if (this.#isFaulty && this.#state.fault === "dropped") this.#isDead = true;
    if (this.#isDead) return;
    if (this.#isFaulty) this.#held.push(bytes);
    else this.#to.write(bytes);
  }
}

/** Opens a proxy to a port; at first it forwards everything. */
export async function openLinkProxy(target: number): Promise<LinkProxy> {
  const state: LinkState = { direction: undefined, fault: "held", pipes: new Set(), sockets: new Set() };
  const server = createServer((outer) => {
    const inner = connect(target, "127.0.0.1");
    new Pipe(state, "requests", outer, inner);
    new Pipe(state, "replies", inner, outer);
  });
  const port = await new Promise<number>((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : 0);
    });
  });
  return {
    port,
    get openCount() {
      return [...state.pipes].filter(({ isOpen }) => isOpen).length / 2;
    },
    fail: (direction, fault) => {
      state.direction = direction;
      state.fault = fault;
    },
    heal: () => {
      state.direction = undefined;
      for (const pipe of [...state.pipes]) pipe.settle();
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of state.sockets) socket.destroy();
      }),
  };
}
