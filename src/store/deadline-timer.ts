// Ends calls at their deadline (clause L2) with one timer for all of them. The timer is
// set when a call is added whose deadline is before all others. It stays set when calls
// end, which is the common case and must be free, and keeps the process alive only while
// there are calls. Entries are kept in an array and know their slot in it, so that adding
// and removing one allocates and copies nothing.
import { type Call, type Clock, systemClock } from "../model/call.ts";

/** Something that must end by a deadline. */
export interface Expirable {
  /** Its slot in the timer; `noSlot` while it is not in one. Only the timer writes it. */
  slot: number;
  /** Called once when the deadline has passed, unless it was removed before. Must not throw. */
  expire(): void;
}

/** The slot of an entry that is not in a timer. */
export const noSlot = -1;

/** The longest delay of a Node.js timer, in ms: it counts in 32 bits (Node.js documentation, `setTimeout`). */
export const timerMsMax = 2 ** 31 - 1;

/** Ends any number of calls by one monotonic clock. */
export class DeadlineTimer {
  readonly #clock: Clock;
  // These arrays never shrink: an array that shrinks and grows again is copied.
  readonly #entries: (Expirable | undefined)[] = [];
  readonly #deadlines: number[] = [];
  #size = 0;
  #timer: NodeJS.Timeout | undefined;
  #timerDeadline = Number.POSITIVE_INFINITY;

  /** An empty timer. Default: the clock of this machine. */
  constructor(clock: Clock = systemClock) {
    this.#clock = clock;
  }

  /** Number of entries. */
  get size(): number {
    return this.#size;
  }

  /** Adds an entry that expires at the call's deadline unless it is removed before. Does nothing for a call without a deadline. */
  add(entry: Expirable, call: Call): void {
    if (call.deadline === Number.POSITIVE_INFINITY) return;
    const { clock, deadline } = call;
    // A call may have another clock; its remaining time is the same by every clock.
    if (clock === this.#clock) this.#add(entry, deadline);
    else this.#add(entry, this.#clock.monotonic() + deadline - clock.monotonic());
  }

  /** Removes an entry. Does nothing if it is not in the timer. */
  remove(entry: Expirable): void {
    const { slot } = entry;
    if (slot === noSlot) return;
    this.#size -= 1;
    const last = this.#entries[this.#size];
    this.#entries[this.#size] = undefined;
    if (last !== undefined && last !== entry) {
      this.#entries[slot] = last;
      this.#deadlines[slot] = this.#deadlines[this.#size] ?? 0;
      last.slot = slot;
    }
    entry.slot = noSlot;
    if (this.#size === 0) this.#timer?.unref();
  }

  /** Removes all entries and stops the timer. */
  close(): void {
    for (const entry of this.#entries.splice(0)) if (entry !== undefined) entry.slot = noSlot;
    this.#size = 0;
    this.#clearTimer();
  }

  #add(entry: Expirable, deadline: number): void {
    entry.slot = this.#size;
    this.#entries[this.#size] = entry;
    this.#deadlines[this.#size] = deadline;
    this.#size += 1;
    if (deadline < this.#timerDeadline) this.#setTimer(deadline);
    else if (this.#size === 1) this.#timer?.ref();
  }

  #setTimer(deadline: number): void {
    clearTimeout(this.#timer);
    const delayMs = Math.ceil(deadline - this.#clock.monotonic());
    this.#timerDeadline = deadline;
    this.#timer = setTimeout(() => this.#expireDue(), Math.min(Math.max(delayMs, 1), timerMsMax));
  }

  #clearTimer(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#timerDeadline = Number.POSITIVE_INFINITY;
  }

  #expireDue(): void {
    this.#clearTimer();
    const now = this.#clock.monotonic();
    const due: Expirable[] = [];
    let next = Number.POSITIVE_INFINITY;
    for (let slot = 0; slot < this.#size; slot++) {
      const deadline = this.#deadlines[slot] ?? 0;
      const entry = this.#entries[slot];
      if (deadline > now) next = Math.min(next, deadline);
      else if (entry !== undefined) due.push(entry);
    }
    for (const entry of due) {
      // An entry that expired before it may have removed this one.
      if (entry.slot === noSlot) continue;
      this.remove(entry);
      entry.expire();
    }
    // An entry added in the meantime has set the timer if it is due before the others.
    if (this.#size > 0 && next < this.#timerDeadline) this.#setTimer(next);
  }
}

/** The timer shared by this process, by the clock of this machine. */
export const sharedDeadlines = new DeadlineTimer();
