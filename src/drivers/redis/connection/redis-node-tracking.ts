// Client tracking on one primary in broadcast mode: one RESP2 connection subscribes
// to `__redis__:invalidate`, a second one redirects changes under a prefix to it
// (CLIENT TRACKING … REDIRECT … BCAST). The client library drops the pushes of
// RESP3, hence the two.
import type { Redis } from "ioredis";
import { ConnectFailure } from "../redis-errors.ts";
import { readServerInfo } from "../redis-facts.ts";
import type { RedisAddress, RedisOptions } from "../redis-options.ts";
import { createClient, type Locate } from "./redis-client.ts";

const channel = "__redis__:invalidate";
// Not reached in practice: a lost connection is closed before the library reconnects.
const retryMs = 1_000;

/** What the tracking of one primary reports. */
export interface NodeHooks {
  readonly changed: (key: string) => void;
  readonly everythingChanged: () => void;
  /** A connection was lost; called at most once, and not after `close`. */
  readonly lost: () => void;
}

/** The two connections to one primary. Not reused after `lost` was called. */
export class RedisNodeTracking {
  readonly #clients: readonly [subscriber: Redis, tracker: Redis];
  readonly #runId: string;
  readonly #replyMsMax: number;
  readonly #hooks: NodeHooks;
  #isLost = false;

  constructor(options: RedisOptions, target: RedisAddress | Locate, runId: string, hooks: NodeHooks) {
    const connect = (): Redis => createClient(options, target, () => retryMs);
    this.#clients = [connect(), connect()];
    this.#runId = runId;
    this.#replyMsMax = options.readTimeoutMs;
    this.#hooks = hooks;
    for (const client of this.#clients) {
      client.on("error", () => this.#lose());
      client.on("close", () => this.#lose());
    }
  }

  /** Resolves when changes are reported. Rejects if the server does not allow that; counts as lost if it replies too late. */
  async open(prefix: string): Promise<void> {
    await Promise.all(this.#clients.map((client) => client.connect()));
    await this.#inTime(this.#track(prefix));
  }

  async #track(prefix: string): Promise<void> {
    const [subscriber, tracker] = this.#clients;
    await Promise.all(this.#clients.map((client) => this.#checkServer(client)));
    // The event `message` would have the array of keys joined to one text.
    subscriber.on("messageBuffer", (_channel: unknown, keys: unknown) => this.#report(keys));
    const id = await subscriber.client("ID");
    await subscriber.subscribe(channel);
    const prefixes = prefix === "" ? [] : ["PREFIX", prefix];
    await tracker.call("CLIENT", "TRACKING", "ON", "REDIRECT", String(id), "BCAST", ...prefixes);
  }

  // A name or a sentinel may lead to another server than the one that the store reads.
  async #checkServer(client: Redis): Promise<void> {
    const text = await client.info("server").catch(() => "");
    const { runId } = readServerInfo(text, undefined);
    if (runId !== "" && this.#runId !== "" && runId !== this.#runId) throw new ConnectFailure("switched");
  }

  /** Counts as lost unless both connections reply in time. */
  async probe(): Promise<void> {
    try {
      await this.#inTime(Promise.all(this.#clients.map((client) => client.ping())));
    } catch {
      this.#lose();
    }
  }

  // Closing the connections ends the work.
  async #inTime(work: Promise<unknown>): Promise<void> {
    const timer = setTimeout(() => this.#lose(), this.#replyMsMax);
    try {
      await work;
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
