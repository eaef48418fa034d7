// One timer for every deadline of a client. A call with a deadline costs a
// link in a list instead of a timer of its own: most calls end long before, and
// then the timer is not touched. An entry never fires early; it fires a few ms
// late at most. The timer does not keep the process alive: what waits has a
// socket or an attempt to connect that does.

/** A source of time in ms that never goes back. */
export type Clock = () => number;

/** Who waits for a deadline. */
export interface DeadlineEntry {
  /** Called once, when the time has come, unless the entry was removed. Must not throw. */
  onDue(): void;
}

/** What `add` gives and `remove` takes. */
export interface DeadlineTicket {
  entry: DeadlineEntry | undefined;
  due: number;
  before: DeadlineTicket;
  after: DeadlineTicket;
}

/** Between two looks at the list, so that many deadlines cost few wake-ups. */
const restMs = 4;
/** Node's timers hold no more; a look at the list in between does no harm. */
const sleepMsMax = 2 ** 31 - 1;

/** A set of deadlines with one timer. */
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

  /** How many entries wait. */
  get size(): number {
    return this.#size;
  }

  /** Adds an entry that becomes due at this time of the clock. */
  add(entry: DeadlineEntry, due: number): DeadlineTicket {
    const ring = this.#ring;
    const ticket: DeadlineTicket = { entry, due, before: ring.before, after: ring };
    ring.before.after = ticket;
    ring.before = ticket;
    this.#size += 1;
    if (due + restMs < this.#wakeAt) this.#sleepUntil(due, this.#clock());
    return ticket;
  }

  /** Takes an entry out; without effect once it has fired or was removed. */
  remove(ticket: DeadlineTicket): void {
    if (ticket.entry === undefined) return;
    ticket.entry = undefined;
    ticket.before.after = ticket.after;
    ticket.after.before = ticket.before;
    // A dead ticket that the collector has not yet found must not keep those behind it.
    ticket.before = ticket;
    ticket.after = ticket;
    this.#size -= 1;
  }

  #sleepUntil(due: number, now: number): void {
    if (this.#timer !== undefined) clearTimeout(this.#timer);
    const sleepMs = Math.min(Math.max(due - now, restMs), sleepMsMax);
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
