// Passes a store's events to the log. An event that repeats is logged once, then at
// growing intervals with the number of repetitions, so that an outage of hours causes a
// few lines instead of thousands. At most 100 different events are remembered.
import type { Clock, DriverEvent } from "../../src/index.ts";

/** The options of an outage log. */
export interface OutageLogOptions {
  readonly clock: Clock;
  /** Writes an event. `repeated`: how often it occurred since it was last written; 0 the first time. */
  readonly write: (event: DriverEvent, repeated: number) => void;
  /** Time until a repeated event is written again, in ms; doubles each time. Default: 10 000. */
  readonly intervalMsMin?: number;
  /** The maximum time between two lines about one event, in ms. Default: 600 000. */
  readonly intervalMsMax?: number;
}

interface Repetition {
  intervalMs: number;
  writtenAt: number;
  seenAt: number;
  unwritten: number;
}

const eventsMax = 100;
const keyCharactersMax = 300;

/** Writes new events at once, and repeated ones more and more rarely. One per store. */
export class OutageLog {
  readonly #options: Required<OutageLogOptions>;
  readonly #kept = new Map<string, Repetition>();

  constructor(options: OutageLogOptions) {
    this.#options = { intervalMsMin: 10_000, intervalMsMax: 600_000, ...options };
  }

  /** Receives an event of the store. */
  take(event: DriverEvent): void {
    const { clock, intervalMsMin, intervalMsMax, write } = this.#options;
    const now = clock.monotonic();
    const key = keyOf(event);
    const before = this.#kept.get(key);
    // An event that did not occur for its whole interval is new again.
    if (before === undefined || now - before.seenAt > before.intervalMs) {
      this.#keep(key, { intervalMs: intervalMsMin, writtenAt: now, seenAt: now, unwritten: 0 });
      write(event, before?.unwritten ?? 0);
      return;
    }
    before.seenAt = now;
    before.unwritten += 1;
    if (now - before.writtenAt < before.intervalMs) return;
    write(event, before.unwritten);
    before.writtenAt = now;
    before.unwritten = 0;
    before.intervalMs = Math.min(before.intervalMs * 2, intervalMsMax);
  }

  /** The store is serving again, so each later event is new. Returns how many events were not written. */
  settle(): number {
    const unwritten = [...this.#kept.values()].reduce((sum, each) => sum + each.unwritten, 0);
    this.#kept.clear();
    return unwritten;
  }

  #keep(key: string, repetition: Repetition): void {
    this.#kept.delete(key);
    this.#kept.set(key, repetition);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > eventsMax && oldest !== undefined) this.#kept.delete(oldest);
  }
}

function keyOf({ level, message, cause }: DriverEvent): string {
  const reason = cause instanceof Error ? cause.message : "";
  return `${level} ${message} ${reason}`.slice(0, keyCharactersMax);
}
