// Limits how often something may happen: a burst, and a rate per second. While
// there are tokens, taking one is a subtraction; the clock is read only when
// they run out.

/** A bucket of tokens. */
export class TokenBucket {
  readonly #burst: number;
  readonly #perMs: number;
  readonly #now: () => number;
  #tokens: number;
  #filledMs: number;

  /**
   * @param burst how many tokens it holds, and starts with
   * @param perSecond how many tokens are added per second
   * @param now a monotonic clock, in ms
   */
  constructor(burst: number, perSecond: number, now: () => number) {
    this.#burst = burst;
    this.#perMs = perSecond / 1000;
    this.#now = now;
    this.#tokens = burst;
    this.#filledMs = now();
  }

  /** Takes a token. Returns false if there is none. */
  take(): boolean {
    if (this.#tokens < 1) this.#fill();
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }

  /** Adds tokens, up to the burst. */
  add(tokens: number): void {
    this.#tokens = Math.min(this.#burst, this.#tokens + tokens);
  }

  #fill(): void {
    const nowMs = this.#now();
    this.add((nowMs - this.#filledMs) * this.#perMs);
    this.#filledMs = nowMs;
  }
}
