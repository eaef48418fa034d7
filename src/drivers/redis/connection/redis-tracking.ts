// Reports changes to keys by Redis' client tracking in broadcast mode: one RESP2
// connection subscribes to `__redis__:invalidate`, a second one redirects changes
// under a prefix to it (CLIENT TRACKING … REDIRECT … BCAST). The client library
// drops the pushes of RESP3, hence the two. What always holds: both are open on
// every primary and reply, or the listener knows that changes may be missed.
import type { Redis } from "ioredis";
import { Backoff } from "../../../driver-kit/backoff.ts";
import type { DriverContext } from "../../../store/driver.ts";
import type { InvalidationListener } from "../../../store/invalidation-source.ts";
import type { RedisAddress, RedisOptions } from "../redis-options.ts";
import { createClient } from "./redis-client.ts";
import type { RedisTopology } from "./redis-topology.ts";

const channel = "__redis__:invalidate";
// How often to check that the connections reply and the primaries are still the same.
const probeIntervalMs = 1_000;
const retryBounds = { delayMsMin: 200, delayMsMax: 5_000 };

interface NodeHooks {
  readonly changed: (key: string) => void;
  readonly everythingChanged: () => void;
  readonly lost: () => void;
}

/** The two connections to one primary. Not reused after `lost` was called. */
class NodeTracking {
  readonly #clients: readonly [subscriber: Redis, tracker: Redis];
  readonly #replyMsMax: number;
  readonly #hooks: NodeHooks;
  #isLost = false;

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
    const [subscriber, tracker] = this.#clients;
    await Promise.all([subscriber.connect(), tracker.connect()]);
    subscriber.on("message", (_channel: string, keys: unknown) => this.#report(keys));
    const id = await subscriber.client("ID");
    await subscriber.subscribe(channel);
    const prefixes = prefix === "" ? [] : ["PREFIX", prefix];
    await tracker.call("CLIENT", "TRACKING", "ON", "REDIRECT", String(id), "BCAST", ...prefixes);
  }

  /** Counts as lost unless both connections reply in time. */
  async probe(): Promise<void> {
    const timer = setTimeout(() => this.#lose(), this.#replyMsMax);
    try {
      await Promise.all(this.#clients.map((client) => client.ping()));
    } catch {
      this.#lose();
    } finally {
      clearTimeout(timer);
    }
  }

  close(): void {
    this.#isLost = true;
    for (const client of this.#clients) client.disconnect();
  }

  // An array of keys; nothing at all after FLUSHALL or FLUSHDB.
  #report(keys: unknown): void {
    if (!Array.isArray(keys)) this.#hooks.everythingChanged();
    else for (const key of keys) this.#hooks.changed(String(key));
  }

  #lose(): void {
    if (this.#isLost) return;
    this.close();
    this.#hooks.lost();
  }
}

/** Tracking on every primary of a store. It is opened again after a loss, until it is closed. */
export class RedisTracking {
  readonly #options: RedisOptions;
  readonly #topology: RedisTopology;
  readonly #prefix: string;
  readonly #listener: InvalidationListener;
  readonly #context: DriverContext;
  #nodes: NodeTracking[] = [];
  #shape = "";
  #isReporting = false;
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
      let isComplete = primaries.length > 0;
      const lost = (): void => {
        isComplete = false;
        this.#lose();
      };
      const hooks: NodeHooks = {
        changed: (key) => this.#listener.changed(key),
        everythingChanged: () => this.#restart(),
        lost,
      };
      this.#nodes = primaries.map(({ address }) => new NodeTracking(this.#options, address, hooks));
      await Promise.all(this.#nodes.map((node) => node.open(this.#prefix)));
      if (this.#isClosed || !isComplete) return this.#lose();
      this.#backoff.reset();
      this.#isReporting = true;
      this.#listener.opened();
      this.#probeLater();
    } catch (cause) {
      this.#context.log({
        level: "warn",
        message: "changes in Redis cannot be tracked yet; trying again",
        cause,
      });
      this.#lose();
    }
  }

  #restart(): void {
    if (!this.#isReporting) return;
    this.#listener.lost();
    this.#listener.opened();
  }

  // Changes in a slot that moved to a primary without tracking would be missed.
  #probeLater(): void {
    this.#timer = setTimeout(() => {
      if (this.#topology.shape !== this.#shape) return this.#lose();
      const nodes = this.#nodes;
      void Promise.all(nodes.map((node) => node.probe())).then(() => {
        if (this.#isReporting && this.#nodes === nodes && !this.#isClosed) this.#probeLater();
      });
    }, probeIntervalMs).unref();
  }

  #lose(): void {
    clearTimeout(this.#timer);
    for (const node of this.#nodes) node.close();
    this.#nodes = [];
    if (this.#isReporting) this.#listener.lost();
    this.#isReporting = false;
    if (this.#isClosed) return;
    this.#timer = setTimeout(() => void this.#open(), this.#backoff.next()).unref();
  }
}
