// Versions of drivers that create them in this process: a number that only grows and
// starts at the clock in microseconds, so that it is above the versions of every earlier
// run that wrote less than a million times a second. A driver whose data outlives the
// process also stores a floor.
import type { Clock } from "../model/call.ts";
import { StoreError } from "../model/errors.ts";

/** Creates versions for one store, or for all stores of one kind in the process. Never returns one twice. */
export class VersionSource {
  #last = 0;

  /** The greatest number returned so far; 0 before the first. */
  get last(): number {
    return this.#last;
  }

  /** Continues above the clock and above the floor of an earlier run. Never decreases. */
  startAbove(clock: Clock, floor = 0): void {
    this.#last = Math.max(this.#last, Math.floor(clock.now() * 1000), floor);
  }

  /** A new version, in decimal digits. Throws `internal` once the numbers run out, in the year 2255. */
  next(): string {
    if (this.#last >= Number.MAX_SAFE_INTEGER) throw new StoreError("internal", "no versions are left");
    this.#last += 1;
    return String(this.#last);
  }
}
