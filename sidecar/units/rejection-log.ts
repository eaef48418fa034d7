// Counts the connections that were rejected because of a limit, and logs them: the first at
// once, and then at most one line in ten seconds with their number.
import type { Clock } from "../../src/index.ts";
import type { Log } from "../telemetry/index.ts";

const intervalMs = 10_000;

/** The rejections of the HTTP ports. */
export class RejectionLog {
  readonly #log: Log;
  readonly #clock: Clock;
  #loggedMs = Number.NEGATIVE_INFINITY;
  #unlogged = 0;
  /** All rejected connections. */
  count = 0;

  constructor(log: Log, clock: Clock) {
    this.#log = log;
    this.#clock = clock;
  }

  /** Counts one connection. */
  rejected(): void {
    this.count += 1;
    this.#unlogged += 1;
    const now = this.#clock.monotonic();
    if (now - this.#loggedMs < intervalMs) return;
    this.#log.warn(
      "HTTP connections were rejected with 503, because the limit --http-connections-max is reached",
      {
        rejected: this.#unlogged,
      },
    );
    this.#loggedMs = now;
    this.#unlogged = 0;
  }
}
