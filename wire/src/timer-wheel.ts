// One timer for every deadline of a process. A call with a deadline costs a
// link in a list instead of a timer of its own; the price is that an entry
// fires up to one tick late. It never fires early.

/** A source of time in ms that never goes back. */
export type Clock = () => number;

/** An entry of a wheel: owned by who waits, linked by the wheel. */
export interface WheelEntry {
  /** Called once, when the time has come, unless the entry was removed. Must not throw. */
  onDue(): void;
}

interface Link {
  entry: WheelEntry | undefined;
  due: number;
  before: Link;
  after: Link;
}

/** What `add` gives and `remove` takes. */
export type WheelTicket = Link;

const slots = 256;

/** A hashed wheel of entries that become due. Its timer runs only while there are entries. */
export class TimerWheel {
  readonly #tickMs: number;
  readonly #clock: Clock;
  readonly #slots: Link[] = Array.from({ length: slots }, emptyRing);
  #timer: NodeJS.Timeout | undefined;
  #size = 0;
  /** The last tick whose slot was looked at. */
  #tick = 0;

  /** @param tickMs how late an entry may fire; default 4 */
  constructor(tickMs = 4, clock: Clock = () => performance.now()) {
    this.#tickMs = tickMs;
    this.#clock = clock;
  }

  /** How many entries wait. */
  get size(): number {
    return this.#size;
  }

  /** Adds an entry that becomes due at this time of the clock. */
  add(entry: WheelEntry, due: number): WheelTicket {
    if (this.#timer === undefined) this.#start();
    // The first tick at whose time the entry is due: earlier ones would fire early, past ones never come.
    const tick = Math.max(Math.ceil(due / this.#tickMs), this.#tick + 1);
    const ring = this.#slots[tick % slots] as Link;
    const link: Link = { entry, due: tick, before: ring.before, after: ring };
    ring.before.after = link;
    ring.before = link;
    this.#size += 1;
    return link;
  }

  /** Takes an entry out; without effect once it has fired or was removed. */
  remove(ticket: WheelTicket): void {
    if (ticket.entry === undefined) return;
    ticket.entry = undefined;
    ticket.before.after = ticket.after;
    ticket.after.before = ticket.before;
    this.#size -= 1;
  }

  #start(): void {
    this.#tick = Math.floor(this.#clock() / this.#tickMs);
    this.#timer = setInterval(() => this.#turn(), this.#tickMs);
  }

  #turn(): void {
    const now = Math.floor(this.#clock() / this.#tickMs);
    // After a long pause every slot is due, but each only once.
    const first = Math.max(this.#tick + 1, now - slots + 1);
    this.#tick = Math.max(this.#tick, now);
    for (let tick = first; tick <= now; tick += 1) this.#fire(this.#slots[tick % slots] as Link, now);
    if (this.#size === 0) {
      clearInterval(this.#timer);
      this.#timer = undefined;
    }
  }

  #fire(ring: Link, now: number): void {
    const due: WheelTicket[] = [];
    for (let link = ring.after; link !== ring; link = link.after) {
      if (link.due <= now) due.push(link);
    }
    for (const link of due) {
      const entry = link.entry;
      if (entry === undefined) continue;
      this.remove(link);
      entry.onDue();
    }
  }
}

function emptyRing(): Link {
  const ring = { entry: undefined, due: 0 } as Link;
  ring.before = ring;
  ring.after = ring;
  return ring;
}
