// The subscription to one sentinel's events. It is opened again after a loss, until
// it is closed. An open subscription is probed, so that a dead one does not count as
// open.
import type { Redis } from "ioredis";
import { Backoff } from "../../../driver-kit/backoff.ts";
import { errorWord } from "../redis-errors.ts";
import type { RedisAddress, RedisOptions } from "../redis-options.ts";
import { createSentinelClient } from "./redis-client.ts";

/** A replica is about to be promoted. The first of them precedes the promotion by about 100 ms or more. */
const promotingChannels = ["+failover-state-select-slave", "+failover-state-send-slaveof-noone"];
/** The primary stays. */
const abortedChannels = [
  "-failover-abort-not-elected",
  "-failover-abort-no-good-slave",
  "-failover-abort-slave-timeout",
  "-failover-abort-master-timeout",
];
/** Another server may be the primary. */
const changedChannels = [
  "+promoted-slave",
  "+failover-end",
  "+switch-master",
  "+config-update-from",
  "+reset-master",
  "+monitor",
];
const channels = [...promotingChannels, ...abortedChannels, ...changedChannels];

const retryBounds = { delayMsMin: 200, delayMsMax: 2000 };
const probeIntervalMs = 2000;

/** What a subscription reports. */
export interface SentinelHooks {
  /** A replica is about to be promoted: what the primary acknowledges after that is lost. */
  readonly promoting: () => void;
  /** The failover was aborted. */
  readonly aborted: () => void;
  /** Another server may be the primary. Called for events, and when a subscription is opened, because events may have been missed. */
  readonly changed: () => void;
  /** The sentinel does not allow the user to subscribe. */
  readonly denied: () => void;
}

// Events begin with `master <name> …` or `<type> <id> <ip> <port> @ <name> …`, and +switch-master with `<name> …`.
function nameIn(channel: string, text: string): string | undefined {
  const words = text.split(" ");
  if (channel === "+switch-master") return words[0];
  const at = words.indexOf("@");
  return words[at === -1 ? 1 : at + 1];
}

/** The subscription to one sentinel. */
export class RedisSentinelWatch {
  readonly #client: Redis;
  readonly #name: string;
  readonly #hooks: SentinelHooks;
  readonly #probes: NodeJS.Timeout;
  #isOpen = false;

  constructor(options: RedisOptions, address: RedisAddress, random: () => number, hooks: SentinelHooks) {
    this.#name = options.sentinel?.masterName ?? "";
    this.#hooks = hooks;
    const backoff = new Backoff(retryBounds, random);
    const client = createSentinelClient(options, address, () => backoff.next());
    this.#client = client;
    client.on("ready", () => {
      backoff.reset();
      void this.#subscribe();
    });
    client.on("close", () => {
      this.#isOpen = false;
    });
    client.on("message", (channel: string, text: string) => this.#report(channel, text));
    client.connect().catch(() => {});
    this.#probes = setInterval(() => void this.#probe(), probeIntervalMs).unref();
  }

  /** Whether events are received. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  close(): void {
    clearInterval(this.#probes);
    // The socket may still have events.
    this.#client.removeAllListeners("message");
    this.#client.disconnect();
  }

  async #subscribe(): Promise<void> {
    try {
      await this.#client.subscribe(...channels);
      this.#isOpen = true;
      this.#hooks.changed();
    } catch (cause) {
      if (cause instanceof Error && errorWord(cause.message) === "NOPERM") this.#hooks.denied();
      else this.#client.stream?.destroy();
    }
  }

  // The client's limit for a command covers a sentinel that does not reply.
  async #probe(): Promise<void> {
    if (this.#isOpen) await this.#client.ping().catch(() => this.#client.stream.destroy());
  }

  #report(channel: string, text: string): void {
    if (nameIn(channel, text) !== this.#name) return;
    if (promotingChannels.includes(channel)) this.#hooks.promoting();
    else if (abortedChannels.includes(channel)) this.#hooks.aborted();
    else this.#hooks.changed();
  }
}
