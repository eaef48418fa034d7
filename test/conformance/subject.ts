// What the conformance suite is run on: a store of any kind, with the few
// handles that the suite needs besides the interface itself. A handle that a
// subject does not have is a clause that cannot be shown on it, and so it is
// named among its exceptions, with the reason.
import type { Clock } from "../../src/model/call.ts";
import type { Consistency } from "../../src/model/mutation.ts";
import type { StateStore } from "../../src/store/state-store.ts";

/** Every clause of the interface, by its number. `clauses.test.ts` holds this list to `state-store.ts`. */
export const clauseIds = [
  ...["K1", "K2", "K3", "V1", "V2", "V3", "R1", "R2", "R3", "R4", "R5"],
  ...["C1", "C2", "C3", "C4", "C5", "C6", "C7", "C8", "C9", "C10", "C11", "C12", "C13", "C14", "C15", "C16"],
  ...["E1", "E2", "E3", "E4", "S1", "S2", "S3", "S4", "S5", "L1", "L2", "L3", "L4", "L5"],
] as const;

/** Reasons by clause number. */
export type Exceptions = Readonly<Record<string, string>>;

/** A wall clock that stands still until it is moved; its monotonic time is real, so that deadlines work. */
export interface AdjustableClock extends Clock {
  /** Moves the wall clock, in ms; back if negative. */
  advance(ms: number): void;
}

/** One opened store, and what can be done to it from outside. */
export interface OpenSubject {
  readonly store: StateStore;
  /** The clock that rules expiry in the store, if a test can move it. Without it, expiry tests wait for real, short times. */
  readonly clock?: AdjustableClock;
  /** Closes the store as an orderly stop does, and opens another on the same data. */
  reopen?(): Promise<StateStore>;
  /** Keeps whatever is behind the store from answering until the returned function is called. */
  freeze?(): Promise<() => Promise<void>>;
  /** Damages what is stored under a key, so that it can be found but not understood. */
  corrupt?(key: string): Promise<void>;
  /** How many of these keys are still kept, due or not. Needed only where the store hides due records by its own clock. */
  countStored?(keys: readonly string[]): Promise<number>;
  /** Closes the store and removes what was made for it. */
  close(): Promise<void>;
}

/** A kind of store that the suite is run on. */
export interface Subject {
  readonly name: string;
  /** Opens a store. Called once per chapter and by some tests; what was stored before may still be there. */
  open(): Promise<OpenSubject>;
  /** What every key begins with: a hash tag where a transaction may not span slots. Default: nothing. */
  readonly keyPrefix?: string;
  /** Longest key, in bytes. Default: 1154, a key of 1024 after the longest app id; above a namespace layer 1024. */
  readonly keyBytesMax?: number;
  /** Largest value, in bytes. Default: 4 MiB. */
  readonly valueBytesMax?: number;
  /**
   * How the tests read. Default: `strong`. With `eventual` each read is asked twice and the second answer counts, so
   * that a near cache answers it; what was written through the same store has to be seen all the same.
   */
  readonly readConsistency?: Consistency;
  /** Whether a guard is in the stack: then what a guard rejects (clause C12) is tested too. Default: false. */
  readonly isGuarded?: boolean;
  /** The clauses that this subject does not meet, or on which they cannot be shown, and why. */
  readonly exceptions?: Exceptions;
}

/** A clock for tests; it starts at the present, in whole ms. */
export function createAdjustableClock(): AdjustableClock {
  let now = Date.now();
  return {
    now: () => now,
    monotonic: () => performance.now(),
    advance: (ms) => {
      now += ms;
    },
  };
}
