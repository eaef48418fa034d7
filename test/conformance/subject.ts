// What the conformance suite runs on: a store of any kind, with the few handles that
// the suite needs besides the interface. A clause that cannot be tested because the
// subject lacks a handle is one of its exceptions, with the reason.
import type { Clock } from "../../src/model/call.ts";
import type { Consistency } from "../../src/model/mutation.ts";
import type { StateStore } from "../../src/store/state-store.ts";

/** Every clause of the interface, by its number. `clauses.test.ts` compares this list with `state-store.ts`. */
export const clauseIds = [
  ...["K1", "K2", "K3", "V1", "V2", "V3", "R1", "R2", "R3", "R4", "R5"],
  ...["C1", "C2", "C3", "C4", "C5", "C6", "C7", "C8", "C9", "C10", "C11", "C12", "C13", "C14", "C15", "C16"],
  ...["E1", "E2", "E3", "E4", "E5", "S1", "S2", "S3", "S4", "S5", "L1", "L2", "L3", "L4", "L5"],
] as const;

/** Reasons by clause number. */
export type Exceptions = Readonly<Record<string, string>>;

/** A wall clock that only moves when it is advanced; its monotonic time is real, so that deadlines work. */
export interface AdjustableClock extends Clock {
  /** Moves the wall clock, in ms; back if negative. */
  advance(ms: number): void;
}

/** One opened store and the handles of its test environment. */
export interface OpenSubject {
  readonly store: StateStore;
  /** The clock that decides expiry in the store, if a test can move it. Without it, expiry tests wait for real, short times. */
  readonly clock?: AdjustableClock;
  /** Closes the store as an orderly stop does, and opens another on the same data. */
  reopen?(): Promise<StateStore>;
  /** Keeps the server behind the store from replying until the returned function is called. */
  freeze?(): Promise<() => Promise<void>>;
  /** Damages the stored record of a key, so that it can be found but not decoded. */
  corrupt?(key: string): Promise<void>;
  /** How many of these keys are still stored, expired or not. Needed only where the store hides expired records by its own clock. */
  countStored?(keys: readonly string[]): Promise<number>;
  /** Closes the store and removes what was created for it. */
  close(): Promise<void>;
}

/** A kind of store that the suite is run on. */
export interface Subject {
  readonly name: string;
  /** Opens a store. Called once per group and by some tests; earlier records may still exist. */
  open(): Promise<OpenSubject>;
  /** The prefix of every key: a hash tag where a transaction may not span slots. Default: nothing. */
  readonly keyPrefix?: string;
  /** Longest key, in bytes. Default: 1154, a key of 1024 after the longest app id; above a namespace layer 1024. */
  readonly keyBytesMax?: number;
  /** Largest value, in bytes. Default: 4 MiB. */
  readonly valueBytesMax?: number;
  /**
   * How the tests read. Default: `strong`. With `eventual` each read is done twice and the second result counts, so that a
   * cache serves it; writes through the same store must be visible all the same.
   */
  readonly readConsistency?: Consistency;
  /** Whether a guard is in the stack: then what a guard rejects (clause C12) is tested too. Default: false. */
  readonly isGuarded?: boolean;
  /** The clauses that this subject does not meet or that cannot be tested on it, and why. */
  readonly exceptions?: Exceptions;
}

/** A clock for tests; it starts at the present time, in whole ms. */
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
