// One timer for all deadlines of a client or server. A call with a deadline
// costs a list entry instead of a timer; most calls end long before, and then
// the timer is not touched. An entry never fires early, and at most a few ms
// late. The timer does not keep the process alive: a waiting call has a socket
// or a connection attempt that does.

/** A monotonic clock, in ms. */
export type Clock = () => number;

/** Something that has a deadline. */
export interface DeadlineEntry {
  /** Called once when the deadline has passed, unless the entry was removed. Must not throw. */
  onDue(): void;
}

/** Identifies an added entry, for `remove`. */
export interface DeadlineTicket {
  entry: DeadlineEntry | undefined;
  due: number;
  before: DeadlineTicket;
  after: DeadlineTicket;
}

/** The shortest time between two wake-ups, in ms, so that many deadlines cost few wake-ups. */
const restMs = 4;
/** The longest delay that Node's timers support, in ms: a longer one would end at once. */
export const timerMsMax = 2_147_483_647;

/** Deadlines that share one timer. */
export class DeadlineTimer {
  readonly #clock: Clock;
  readonly #ring: DeadlineTicket;
  #timer: NodeJS.Timeout | undefined;
  #wakeAt = Number.POSITIVE_INFINITY;
  #size = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
    const ring = { entry: undefined, due: 0 } as DeadlineTicket;
    ring.before = ring;
    ring.after = ring;
    this.#ring = ring;
  }

  /** The number of waiting entries. */
  get size(): number {
    return this.#size;
  }

  /** Adds an entry that is due at this time of the clock. */
  add(entry: DeadlineEntry, due: number): DeadlineTicket {
    const ring = this.#ring;
    const ticket: DeadlineTicket = { entry, due, before: ring.before, after: ring };
    ring.before.after = ticket;
    ring.before = ticket;
    this.#size += 1;
    if (due + restMs < this.#wakeAt) this.#sleepUntil(due, this.#clock());
    return ticket;
  }

  /** Removes an entry; no effect if it has fired or was removed. */
  remove(ticket: DeadlineTicket): void {
    if (ticket.entry === undefined) return;
    ticket.entry = undefined;
    ticket.before.after = ticket.after;
    ticket.after.before = ticket.before;
    // A removed ticket that is not yet collected must not keep the following tickets alive.
    ticket.before = ticket;
    ticket.after = ticket;
    this.#size -= 1;
  }

  #sleepUntil(due: number, now: number): void {
    clearTimeout(this.#timer);
    const sleepMs = Math.min(Math.max(due - now, restMs), timerMsMax);
    this.#wakeAt = now + sleepMs;
    this.#timer = setTimeout(() => this.#wake(), Math.ceil(sleepMs));
    this.#timer.unref();
  }

  #wake(): void {
    this.#timer = undefined;
    this.#wakeAt = Number.POSITIVE_INFINITY;
    const now = this.#clock();
    const due: DeadlineTicket[] = [];
    let next = Number.POSITIVE_INFINITY;
    for (let ticket = this.#ring.after; ticket !== this.#ring; ticket = ticket.after) {
      if (ticket.due <= now) due.push(ticket);
      else if (ticket.due < next) next = ticket.due;
    }
    if (next !== Number.POSITIVE_INFINITY) this.#sleepUntil(next, now);
    for (const ticket of due) {
      const entry = ticket.entry;
      if (entry === undefined) continue;
      this.remove(ticket);
      entry.onDue();
    }
  }
}
