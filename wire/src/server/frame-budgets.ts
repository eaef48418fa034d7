// How many frames that cost a peer nothing one connection accepts: a token
// bucket for each kind. A peer that does useful work gets extra tokens, so only
// frames without work are limited.
import type { CostlyEvent } from "../http2/connection.ts";
import { ConnectionError, http2Error } from "../http2/http2-errors.ts";
import type { CounterName, Counters, Limits } from "./limits.ts";
import { TokenBucket } from "./token-bucket.ts";

/** A peer that receives DATA has to send WINDOW_UPDATE frames: one token for this many bytes sent to it. */
const sentBytesPerUpdate = 128;
/** Small DATA frames that one complete message pays for. */
const smallFramesPerMessage = 4;

const floodCounters: Readonly<Record<CostlyEvent, CounterName>> = {
  settings: "settingsFloods",
  ping: "pingFloods",
  reset: "resetFloods",
  streamError: "resetFloods",
  streamRefused: "resetFloods",
  windowBroken: "resetFloods",
  emptyData: "emptyDataFloods",
  windowUpdate: "windowUpdateFloods",
  otherFrame: "otherFrameFloods",
};

/** The budgets of one connection. */
export class FrameBudgets {
  readonly #buckets: Readonly<Record<CostlyEvent, TokenBucket>>;
  readonly #counters: Counters;
  /** Bytes sent for which update tokens were given. */
  #creditedBytes = 0;

  /** @param now a monotonic clock, in ms */
  constructor(limits: Limits, counters: Counters, now: () => number) {
    this.#counters = counters;
    this.#buckets = makeBuckets(limits, now);
  }

  /**
   * Takes a token. Throws ConnectionError ENHANCE_YOUR_CALM if there is none.
   * @param sentBytes all bytes of DATA that were sent on the connection so far
   */
  take(event: CostlyEvent, sentBytes: number): void {
    const bucket = this.#buckets[event];
    if (bucket.take()) return;
    if (event === "windowUpdate" && this.#creditUpdates(bucket, sentBytes)) return;
    this.#counters[floodCounters[event]] += 1;
    throw new ConnectionError(http2Error.enhanceYourCalm, `too many frames of the kind ${event}`);
  }

  /** Request messages are complete: each pays for the small DATA frames that it arrived in. */
  onMessages(messages: number): void {
    this.#buckets.emptyData.add(messages * smallFramesPerMessage);
  }

  #creditUpdates(bucket: TokenBucket, sentBytes: number): boolean {
    const tokens = Math.floor((sentBytes - this.#creditedBytes) / sentBytesPerUpdate);
    this.#creditedBytes += tokens * sentBytesPerUpdate;
    bucket.add(tokens);
    return bucket.take();
  }
}

function makeBuckets(limits: Limits, now: () => number): Record<CostlyEvent, TokenBucket> {
  const resets = new TokenBucket(limits.resetBurstMax, limits.resetRateMax, now);
  return {
    settings: new TokenBucket(limits.settingsBurstMax, limits.settingsRateMax, now),
    ping: new TokenBucket(limits.pingBurstMax, limits.pingRateMax, now),
    reset: resets,
    streamError: resets,
    streamRefused: resets,
    windowBroken: resets,
    emptyData: new TokenBucket(limits.emptyDataBurstMax, limits.emptyDataRateMax, now),
    windowUpdate: new TokenBucket(limits.windowUpdateBurstMax, limits.windowUpdateRateMax, now),
    otherFrame: new TokenBucket(limits.otherFrameBurstMax, limits.otherFrameRateMax, now),
  };
}
