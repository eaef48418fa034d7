// How many frames that cost a peer nothing one connection accepts: a token
// bucket for each kind. A peer that does useful work gets extra tokens, so only
// frames without work are limited.
import type { CostlyEvent } from "../http2/connection.ts";
import { ConnectionError, http2Error } from "../http2/http2-errors.ts";
import type { CounterName, Counters, Limits } from "./limits.ts";
import { TokenBucket } from "./token-bucket.ts";

/**
 * A client that measures its bandwidth sends a PING and WINDOW_UPDATE frames for the frames that it receives (grpc-go and
 * gRPC's C core do). PINGs after the server has sent HEADERS or DATA are legitimate (gRFC A8). So each sent frame adds
 * these tokens: a PING, and updates of the connection and of the stream, each possibly twice.
 */
const tokensPerSentFrame: Readonly<Partial<Record<CostlyEvent, number>>> = { ping: 1, windowUpdate: 4 };
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
  /** Sent frames whose tokens were added, by event. */
  readonly #creditedFrames: Partial<Record<CostlyEvent, number>> = {};

  /** @param now a monotonic clock, in ms */
  constructor(limits: Limits, counters: Counters, now: () => number) {
    this.#counters = counters;
    this.#buckets = makeBuckets(limits, now);
  }

  /**
   * Takes a token. Throws ConnectionError ENHANCE_YOUR_CALM if there is none.
   * @param sentFrames the HEADERS and DATA frames sent on the connection so far
   */
  take(event: CostlyEvent, sentFrames: number): void {
    const bucket = this.#buckets[event];
    if (bucket.take()) return;
    this.#addForSentFrames(event, bucket, sentFrames);
    if (bucket.take()) return;
    this.#counters[floodCounters[event]] += 1;
    // Clients recognize this text and ping less often (gRFC A8).
    const text = event === "ping" ? "too_many_pings" : `too many frames of the kind ${event}`;
    throw new ConnectionError(http2Error.enhanceYourCalm, text);
  }

  /** Request messages are complete: each pays for the small DATA frames that it arrived in. */
  onMessages(messages: number): void {
    this.#buckets.emptyData.add(messages * smallFramesPerMessage);
  }

  /** Adds the tokens for the frames sent since the last time. Only called when a bucket is empty. */
  #addForSentFrames(event: CostlyEvent, bucket: TokenBucket, sentFrames: number): void {
    const tokens = tokensPerSentFrame[event];
    if (tokens === undefined) return;
    bucket.add((sentFrames - (this.#creditedFrames[event] ?? 0)) * tokens);
    this.#creditedFrames[event] = sentFrames;
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
