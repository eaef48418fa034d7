// What a store says of itself, on its way to the log. A failure that repeats is
// said once, then at growing intervals with the number of times that were not
// said, so that an outage of hours is some lines instead of thousands. What is
// kept of it is bounded.
import type { Clock, DriverEvent } from "../../src/index.ts";

/** What is logged, and how. */
export interface OutageLogOptions {
  readonly clock: Clock;
  /** Takes what is to be said. `repeated`: how often it came since it was last said; 0 the first time. */
  readonly write: (event: DriverEvent, repeated: number) => void;
  /** Until a repeated event is said the second time, in ms; doubles each time. Default: 10 000. */
  readonly intervalMsMin?: number;
  /** Longest time between two lines of one event, in ms. Default: 600 000. */
  readonly intervalMsMax?: number;
}

interface Repetition {
  intervalMs: number;
  saidAt: number;
  seenAt: number;
  unsaid: number;
}

const keptMax = 100;
const keyCharactersMax = 300;

/** Says what is new, and what repeats ever more rarely. One for each store. */
export class OutageLog {
  readonly #options: Required<OutageLogOptions>;
  readonly #kept = new Map<string, Repetition>();

  constructor(options: OutageLogOptions) {
    this.#options = { intervalMsMin: 10_000, intervalMsMax: 600_000, ...options };
  }

  /** Takes an event of the store. */
  take(event: DriverEvent): void {
    const { clock, intervalMsMin, intervalMsMax, write } = this.#options;
    const now = clock.monotonic();
    const key = keyOf(event);
    const before = this.#kept.get(key);
    // What was not seen for as long as it is kept quiet is news again.
    if (before === undefined || now - before.seenAt > before.intervalMs) {
      this.#keep(key, { intervalMs: intervalMsMin, saidAt: now, seenAt: now, unsaid: 0 });
      write(event, before?.unsaid ?? 0);
      return;
    }
    before.seenAt = now;
    before.unsaid += 1;
    if (now - before.saidAt < before.intervalMs) return;
    write(event, before.unsaid);
    before.saidAt = now;
    before.unsaid = 0;
    before.intervalMs = Math.min(before.intervalMs * 2, intervalMsMax);
  }

  /** The store serves again: what it says from now on is news. Gives how many events were not said. */
  settle(): number {
    const unsaid = [...this.#kept.values()].reduce((sum, each) => sum + each.unsaid, 0);
    this.#kept.clear();
    return unsaid;
  }

  #keep(key: string, repetition: Repetition): void {
    this.#kept.delete(key);
    this.#kept.set(key, repetition);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > keptMax && oldest !== undefined) this.#kept.delete(oldest);
  }
}

function keyOf({ level, message, cause }: DriverEvent): string {
  const reason = cause instanceof Error ? cause.message : "";
  return `${level} ${message} ${reason}`.slice(0, keyCharactersMax);
}
