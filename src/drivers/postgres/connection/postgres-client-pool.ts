// Connections that are used by one owner at a time. The one that was idle for the
// shortest time is used next; the others are closed after a while. What always
// holds: no more than a maximum number are open or being made.
import type { Client } from "pg";
import { endClient } from "./postgres-client-watch.ts";

/** Makes a connection; `onLost` is called when it ends, for whatever reason. */
export type ConnectClient = (onLost: (client: Client) => void) => Promise<Client>;

/** The bounds of a pool. */
export interface ClientPoolBounds {
  readonly connectionsMax: number;
  /** How long a connection may be idle, in ms. */
  readonly idleMsMax: number;
  /** The maximum time that an owner waits for a connection while all are used, in ms. */
  readonly waitMsMax: number;
}

interface Waiter {
  readonly resolve: (client: Client) => void;
  readonly reject: (cause: unknown) => void;
  readonly timer: NodeJS.Timeout;
}

/** No connection became free in time. */
export class PoolTimeout extends Error {
  override readonly name = "PoolTimeout";
}

/** A pool of connections; they are made when they are first needed. */
export class PostgresClientPool {
  readonly #connect: ConnectClient;
  readonly #bounds: ClientPoolBounds;
  // The timer of each idle connection, in the order in which they became idle.
  readonly #idle = new Map<Client, NodeJS.Timeout>();
  readonly #waiters = new Set<Waiter>();
  readonly #lost = new WeakSet<Client>();
  // Open, or being made.
  #count = 0;
  #onEmpty: (() => void) | undefined;

  constructor(connect: ConnectClient, bounds: ClientPoolBounds) {
    this.#connect = connect;
    this.#bounds = bounds;
  }

  /** How many owners wait for a connection. */
  get waitingCount(): number {
    return this.#waiters.size;
  }

  /** A connection, which has to be given back. Rejects with PoolTimeout, or with what connecting rejects with. */
  take(): Promise<Client> {
    const client = [...this.#idle.keys()].at(-1);
    if (client !== undefined) {
      this.#takeIdle(client);
      return Promise.resolve(client);
    }
    if (this.#count < this.#bounds.connectionsMax) return this.#open();
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiters.delete(waiter);
        reject(new PoolTimeout("no connection became free in time"));
      }, this.#bounds.waitMsMax);
      const waiter: Waiter = { resolve, reject, timer };
      this.#waiters.add(waiter);
    });
  }

  /** Gives a connection back; a broken one is closed. */
  give(client: Client, isBroken: boolean): void {
    if (isBroken || this.#lost.has(client) || this.#onEmpty !== undefined) {
      this.#discard(client);
      return;
    }
    const waiter = this.#nextWaiter();
    if (waiter === undefined) {
      const close = (): void => {
        this.#takeIdle(client);
        this.#discard(client);
      };
      this.#idle.set(client, setTimeout(close, this.#bounds.idleMsMax).unref());
    } else waiter.resolve(client);
  }

  /** Closes the idle connections. */
  dropIdle(): void {
    for (const client of [...this.#idle.keys()]) {
      this.#takeIdle(client);
      this.#discard(client);
    }
  }

  /** Closes every connection when it was given back. */
  async close(): Promise<void> {
    const empty = new Promise<void>((resolve) => {
      this.#onEmpty = resolve;
    });
    this.dropIdle();
    if (this.#count > 0) await empty;
  }

  async #open(): Promise<Client> {
    this.#count += 1;
    try {
      return await this.#connect((client) => this.#onLost(client));
    } catch (thrown) {
      this.#release();
      throw thrown;
    }
  }

  #onLost(client: Client): void {
    this.#lost.add(client);
    if (!this.#idle.has(client)) return;
    this.#takeIdle(client);
    this.#discard(client);
  }

  #takeIdle(client: Client): void {
    clearTimeout(this.#idle.get(client));
    this.#idle.delete(client);
  }

  // Does not wait for the server to end the connection: it may be frozen.
  #discard(client: Client): void {
    endClient(client);
    this.#release();
  }

  #release(): void {
    this.#count -= 1;
    if (this.#count === 0) this.#onEmpty?.();
    const waiter = this.#nextWaiter();
    if (waiter !== undefined) this.#open().then(waiter.resolve, waiter.reject);
  }

  #nextWaiter(): Waiter | undefined {
    const [waiter] = this.#waiters;
    if (waiter === undefined) return undefined;
    this.#waiters.delete(waiter);
    clearTimeout(waiter.timer);
    return waiter;
  }
}
