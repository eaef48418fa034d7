// Ends calls by their deadline (clause L2) with one timer for all of them. The
// timer is set when a call is watched that is due before all others, stays set
// when calls end (which is the common case and must cost nothing), and holds
// the process open only while a call is watched. What is watched lies in an
// array and knows its place there: nothing is made or copied for a call.
import { type Call, type Clock, systemClock } from "../model/call.ts";

/** Something that has to end by a deadline. */
export interface Watched {
  /** Its place in the watch; -1 while it is not watched. For the watch alone. */
  place: number;
  /** Called once, when the deadline has passed, unless it was released before. Must not throw. */
  expire(): void;
}

/** The place of what is not watched. */
export const unwatched = -1;

/** Longest that a timer of Node can wait, in ms: it counts in 32 bits (Node.js documentation, `setTimeout`). */
export const timerMsMax = 2 ** 31 - 1;

/** Watches any number of calls by one monotonic clock. */
export class DeadlineWatch {
  readonly #clock: Clock;
  // Never shorter than it once was: an array that shrinks and grows is copied.
  readonly #watched: (Watched | undefined)[] = [];
  readonly #deadlines: number[] = [];
  #size = 0;
  #timer: NodeJS.Timeout | undefined;
  #timerDeadline = Number.POSITIVE_INFINITY;

  /** A watch of its own. Default: this machine's clock. */
  constructor(clock: Clock = systemClock) {
    this.#clock = clock;
  }

  /** How many are watched. */
  get size(): number {
    return this.#size;
  }

  /** Watches until the call's deadline, or until it is released. A call without a deadline is not kept. */
  watch(watched: Watched, call: Call): void {
    if (call.deadline === Number.POSITIVE_INFINITY) return;
    const { clock, deadline } = call;
    // Calls may have a clock of their own; what is left to them is the same by every clock.
    if (clock === this.#clock) this.#add(watched, deadline);
    else this.#add(watched, this.#clock.monotonic() + deadline - clock.monotonic());
  }

  /** Lets go of what has ended. What is not watched is left alone. */
  release(watched: Watched): void {
    const { place } = watched;
    if (place === unwatched) return;
    this.#size -= 1;
    const last = this.#watched[this.#size];
    this.#watched[this.#size] = undefined;
    if (last !== undefined && last !== watched) {
      this.#watched[place] = last;
      this.#deadlines[place] = this.#deadlines[this.#size] ?? 0;
      last.place = place;
    }
    watched.place = unwatched;
    if (this.#size === 0) this.#timer?.unref();
  }

  /** Lets go of everything. */
  close(): void {
    for (const watched of this.#watched.splice(0)) if (watched !== undefined) watched.place = unwatched;
    this.#size = 0;
    this.#clearTimer();
  }

  #add(watched: Watched, deadline: number): void {
    watched.place = this.#size;
    this.#watched[this.#size] = watched;
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
    const due: Watched[] = [];
    let next = Number.POSITIVE_INFINITY;
    for (let place = 0; place < this.#size; place++) {
      const deadline = this.#deadlines[place] ?? 0;
      const watched = this.#watched[place];
      if (deadline > now) next = Math.min(next, deadline);
      else if (watched !== undefined) due.push(watched);
    }
    for (const watched of due) {
      // One that expired may have ended another.
      if (watched.place === unwatched) continue;
      this.release(watched);
      watched.expire();
    }
    // What began to be watched meanwhile has set the timer if it is due before the others.
    if (this.#size > 0 && next < this.#timerDeadline) this.#setTimer(next);
  }
}

/** The watch of this process, by this machine's clock. */
export const sharedDeadlines = new DeadlineWatch();
