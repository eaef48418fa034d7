// Tells of changes to keys by Redis' own client tracking, in broadcast mode: a
// connection in RESP2 listens on `__redis__:invalidate`, a second one asks that
// changes under a prefix be sent there (CLIENT TRACKING … REDIRECT … BCAST). The
// client library drops the pushes of RESP3, hence the two. What holds: both
// stand on every primary and answer, or the listener was told that changes go
// untold.
import type { Redis } from "ioredis";
import { Backoff } from "../../../driver-kit/backoff.ts";
import type { DriverContext } from "../../../store/driver.ts";
import type { InvalidationListener } from "../../../store/invalidation-source.ts";
import type { RedisAddress, RedisOptions } from "../redis-options.ts";
import { createClient } from "./redis-client.ts";
import type { RedisTopology } from "./redis-topology.ts";

const channel = "__redis__:invalidate";
// Between two looks at whether the connections answer and the primaries are still the same.
const probeIntervalMs = 1_000;
const retryBounds = { delayMsMin: 200, delayMsMax: 5_000 };

interface NodeHooks {
  readonly changed: (key: string) => void;
  readonly everythingChanged: () => void;
  readonly lost: () => void;
}

/** The two connections to one primary. Lost once, it is done with. */
class NodeTracking {
  readonly #clients: readonly [listener: Redis, asker: Redis];
  readonly #replyMsMax: number;
  readonly #hooks: NodeHooks;
  #isOver = false;

  constructor(options: RedisOptions, address: RedisAddress, hooks: NodeHooks) {
    const connect = (): Redis => createClient(options, address, () => probeIntervalMs);
    this.#clients = [connect(), connect()];
    this.#replyMsMax = options.readTimeoutMs;
    this.#hooks = hooks;
    for (const client of this.#clients) {
      client.on("error", () => this.#lose());
      client.on("close", () => this.#lose());
    }
  }

  async open(prefix: string): Promise<void> {
    const [listener, asker] = this.#clients;
    await Promise.all([listener.connect(), asker.connect()]);
    listener.on("message", (_channel: string, keys: unknown) => this.#tell(keys));
    const id = await listener.client("ID");
    await listener.subscribe(channel);
    const prefixes = prefix === "" ? [] : ["PREFIX", prefix];
    await asker.call("CLIENT", "TRACKING", "ON", "REDIRECT", String(id), "BCAST", ...prefixes);
  }

  /** Loses itself unless both connections answer in time. */
  async probe(): Promise<void> {
    const late = setTimeout(() => this.#lose(), this.#replyMsMax);
    try {
      await Promise.all(this.#clients.map((client) => client.ping()));
    } catch {
      this.#lose();
    } finally {
      clearTimeout(late);
    }
  }

  close(): void {
    this.#isOver = true;
    for (const client of this.#clients) client.disconnect();
  }

  // An array of keys; nothing at all after FLUSHALL or FLUSHDB.
  #tell(keys: unknown): void {
    if (!Array.isArray(keys)) this.#hooks.everythingChanged();
    else for (const key of keys) this.#hooks.changed(String(key));
  }

  #lose(): void {
    if (this.#isOver) return;
    this.close();
    this.#hooks.lost();
  }
}

/** Tracking on every primary of a store, made anew for as long as it is wanted. */
export class RedisTracking {
  readonly #options: RedisOptions;
  readonly #topology: RedisTopology;
  readonly #prefix: string;
  readonly #listener: InvalidationListener;
  readonly #context: DriverContext;
  #nodes: NodeTracking[] = [];
  #shape = "";
  #isTold = false;
  #isClosed = false;
  readonly #backoff: Backoff;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    options: RedisOptions,
    topology: RedisTopology,
    prefix: string,
    listener: InvalidationListener,
    context: DriverContext,
  ) {
    this.#options = options;
    this.#topology = topology;
    this.#prefix = prefix;
    this.#listener = listener;
    this.#context = context;
    this.#backoff = new Backoff(retryBounds, context.random);
    void this.#open();
  }

  /** Stops listening. */
  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    for (const node of this.#nodes) node.close();
  }

  async #open(): Promise<void> {
    try {
      await this.#topology.firstAttempt;
      if (this.#isClosed) return;
      const primaries = this.#topology.primaries();
      this.#shape = this.#topology.shape;
      let isWhole = primaries.length > 0;
      const lost = (): void => {
        isWhole = false;
        this.#lose();
      };
      const hooks: NodeHooks = {
        changed: (key) => this.#listener.changed(key),
        everythingChanged: () => this.#restart(),
        lost,
      };
      this.#nodes = primaries.map(({ address }) => new NodeTracking(this.#options, address, hooks));
      await Promise.all(this.#nodes.map((node) => node.open(this.#prefix)));
      if (this.#isClosed || !isWhole) return this.#lose();
      this.#backoff.reset();
      this.#isTold = true;
      this.#listener.opened();
      this.#lookLater();
    } catch (cause) {
      this.#context.log({ level: "warn", message: "changes in Redis cannot be listened to yet", cause });
      this.#lose();
    }
  }

  #restart(): void {
    if (!this.#isTold) return;
    this.#listener.lost();
    this.#listener.opened();
  }

  // A slot that moved to a primary that is not listened to would change untold.
  #lookLater(): void {
    this.#timer = setTimeout(() => {
      if (this.#topology.shape !== this.#shape) return this.#lose();
      const nodes = this.#nodes;
      void Promise.all(nodes.map((node) => node.probe())).then(() => {
        if (this.#isTold && this.#nodes === nodes && !this.#isClosed) this.#lookLater();
      });
    }, probeIntervalMs).unref();
  }

  #lose(): void {
    clearTimeout(this.#timer);
    for (const node of this.#nodes) node.close();
    this.#nodes = [];
    if (this.#isTold) this.#listener.lost();
    this.#isTold = false;
    if (this.#isClosed) return;
    this.#timer = setTimeout(() => void this.#open(), this.#backoff.next()).unref();
  }
}
