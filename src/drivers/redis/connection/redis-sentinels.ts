// The sentinels of one primary: which server they name, and what they report. What
// always holds: of different replies the one with the highest configuration epoch
// counts, and an older one than was seen before does not, because after a failover
// some sentinels name the old primary for some seconds.
import { createLatch } from "../../../driver-kit/latch.ts";
import { within } from "../../../driver-kit/timeout.ts";
import type { DriverContext } from "../../../store/driver.ts";
import { ConnectFailure } from "../redis-errors.ts";
import type { RedisAddress, RedisOptions } from "../redis-options.ts";
import { addressName } from "./redis-address.ts";
import { createSentinelClient } from "./redis-client.ts";
import { RedisSentinelWatch, type SentinelHooks } from "./redis-sentinel-watch.ts";

/** What one sentinel replied. */
export interface SentinelReply {
  /** The primary; undefined if the sentinel does not know the name. */
  readonly primary: RedisAddress | undefined;
  /** Grows with each failover; -1 if the user may not read it. */
  readonly epoch: number;
  /** The other sentinels that it knows. */
  readonly others: readonly RedisAddress[];
}

// After the first reply, how long to wait for the other sentinels, in ms.
const othersMsMax = 200;
// How long a reply with a lower epoch than was seen counts as outdated, in ms. A sentinel learns of a failover within about
// 2 s; after a longer time the sentinels were set up again.
const outdatedMsMax = 15_000;
const sentinelsMax = 16;

function readAddress(reply: unknown): RedisAddress | undefined {
  if (!Array.isArray(reply)) return undefined;
  return { host: String(reply[0]), port: Number(reply[1]) };
}

// A list of names and values in turn.
function readFields(reply: unknown): ReadonlyMap<string, string> {
  const words = Array.isArray(reply) ? reply.map(String) : [];
  const fields = new Map<string, string>();
  for (let index = 0; index + 1 < words.length; index += 2)
    fields.set(words[index] ?? "", words[index + 1] ?? "");
  return fields;
}

function readOthers(reply: unknown): readonly RedisAddress[] {
  return (Array.isArray(reply) ? reply : []).flatMap((item: unknown) => {
    const fields = readFields(item);
    const [host, port] = [fields.get("ip") ?? "", Number(fields.get("port"))];
    return host === "" || !(port > 0) ? [] : [{ host, port }];
  });
}

async function querySentinel(options: RedisOptions, sentinel: RedisAddress): Promise<SentinelReply> {
  const client = createSentinelClient(options, sentinel, null);
  const name = options.sentinel?.masterName ?? "";
  let failure: unknown;
  client.on("error", (cause: unknown) => {
    failure = cause;
  });
  try {
    await client.connect();
    const [primary, state, others] = await Promise.all([
      client.call("SENTINEL", "GET-MASTER-ADDR-BY-NAME", name),
      client.call("SENTINEL", "MASTER", name).catch(() => undefined),
      client.call("SENTINEL", "SENTINELS", name).catch(() => undefined),
    ]);
    const epoch = Number(readFields(state).get("config-epoch") ?? -1);
    return { primary: readAddress(primary), epoch, others: readOthers(others) };
  } catch (cause) {
    if (cause instanceof Error && /unknown command/i.test(cause.message))
      throw new ConnectFailure("not-sentinel");
    // The library rejects `connect` without the reason, which only the event has.
    throw failure ?? cause;
  } finally {
    client.disconnect();
  }
}

/** The reply with the highest epoch; of several with the same one, that which most sentinels gave. */
export function newestOf(replies: readonly SentinelReply[]): SentinelReply | undefined {
  const named = replies.filter(({ primary }) => primary !== undefined);
  const epoch = Math.max(-1, ...named.map((reply) => reply.epoch));
  const newest = named.filter((reply) => reply.epoch === epoch);
  const votes = (of: SentinelReply) =>
    newest.filter(({ primary }) => primary && of.primary && addressName(primary) === addressName(of.primary))
      .length;
  return newest.toSorted((a, b) => votes(b) - votes(a))[0];
}

/** The sentinels: the configured ones, and those that these know. */
export class RedisSentinels {
  readonly #options: RedisOptions;
  readonly #context: DriverContext;
  readonly #hooks: SentinelHooks;
  readonly #watches = new Map<string, RedisSentinelWatch>();
  #others: readonly RedisAddress[] = [];
  #epoch = -1;
  #primary: RedisAddress | undefined;
  #seenAt = Number.NEGATIVE_INFINITY;
  #locating: Promise<RedisAddress> | undefined;
  #isDenied = false;
  #isClosed = false;

  constructor(options: RedisOptions, context: DriverContext, hooks: Omit<SentinelHooks, "denied">) {
    this.#options = options;
    this.#context = context;
    this.#hooks = { ...hooks, denied: () => this.#onDenied() };
    this.#watchAll();
  }

  /** The primary as it is known; undefined before a sentinel named one. */
  get primary(): RedisAddress | undefined {
    return this.#primary;
  }

  /** How many of the known sentinels report events: all, some or none. */
  get watched(): "all" | "some" | "none" {
    const open = [...this.#watches.values()].filter(({ isOpen }) => isOpen).length;
    if (open === 0) return "none";
    return open === this.#watches.size ? "all" : "some";
  }

  /** The primary that the sentinels name. Concurrent calls share one round. Rejects if none is named. */
  locate(): Promise<RedisAddress> {
    this.#locating ??= this.locateAgain().finally(() => {
      this.#locating = undefined;
    });
    return this.#locating;
  }

  /** As `locate`, by a round that starts now. */
  async locateAgain(): Promise<RedisAddress> {
    const { replies, failure } = await this.#queryAll();
    if (replies.length > 0 && !this.#isClosed) {
      this.#others = replies.flatMap(({ others }) => others);
      this.#watchAll();
    }
    const newest = newestOf(replies);
    if (newest?.primary === undefined)
      throw new ConnectFailure(replies.length > 0 ? "unknown-primary" : "no-sentinel", failure);
    const now = this.#context.clock.monotonic();
    const isOutdated = newest.epoch >= 0 && newest.epoch < this.#epoch && now - this.#seenAt < outdatedMsMax;
    if (isOutdated && this.#primary !== undefined) return this.#primary;
    this.#seenAt = now;
    this.#epoch = newest.epoch;
    this.#primary = newest.primary;
    return newest.primary;
  }

  close(): void {
    this.#isClosed = true;
    for (const watch of this.#watches.values()) watch.close();
    this.#watches.clear();
  }

  get #addresses(): readonly RedisAddress[] {
    const all = [...this.#options.addresses, ...this.#others];
    return [...new Map(all.map((address) => [addressName(address), address])).values()].slice(
      0,
      sentinelsMax,
    );
  }

  async #queryAll(): Promise<{ readonly replies: readonly SentinelReply[]; readonly failure: unknown }> {
    const replies: SentinelReply[] = [];
    let failure: unknown;
    const first = createLatch();
    const queries = this.#addresses.map(async (sentinel) => {
      try {
        replies.push(await querySentinel(this.#options, sentinel));
        first.open();
      } catch (cause) {
        failure = cause;
      }
    });
    const all = Promise.all(queries);
    await Promise.race([all, first.opened]);
    await within(all, othersMsMax);
    return { replies: [...replies], failure };
  }

  // A sentinel that none of the others knows any more is watched as long as it replies.
  #watchAll(): void {
    const wanted = new Map(this.#addresses.map((address) => [addressName(address), address]));
    for (const [name, watch] of this.#watches) {
      if (wanted.has(name) || watch.isOpen) continue;
      watch.close();
      this.#watches.delete(name);
    }
    for (const [name, address] of wanted) {
      if (this.#watches.has(name) || this.#watches.size >= sentinelsMax) continue;
      this.#watches.set(
        name,
        new RedisSentinelWatch(this.#options, address, this.#context.random, this.#hooks),
      );
    }
  }

  #onDenied(): void {
    if (this.#isDenied) return;
    this.#isDenied = true;
    const { storeName, log } = this.#context;
    log({
      level: "warn",
      message: `store ${storeName}: a sentinel does not allow its user to subscribe to events, so the sentinels are queried for the primary every second; a planned failover can lose the writes of that time`,
    });
  }
}
