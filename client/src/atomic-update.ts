// What an atomic update is given and returns. Updates of one key within a client
// are queued and saved together; see update-queues.ts.
import { checkKey, checkOptions, optionNames } from "./argument-checks.ts";
import { consistencyMessage, type WriteOptions } from "./call-options.ts";
import type { ExpiryOptions } from "./mutation.ts";
import { expiryMessage } from "./mutation-messages.ts";
import type { Kind, State } from "./state.ts";
import { kindMessage } from "./state-messages.ts";
import { checkFunction, guarded } from "./value-checks.ts";

/** The result of a change function that leaves the record as it is. */
export const unchanged: unique symbol = Symbol("unchanged");

/** The result of a change function that deletes the record. */
export const remove: unique symbol = Symbol("remove");

/** What a change function returns: the new value, `remove` or `unchanged`. Undefined is rejected with `invalid`. */
export type Changed<T> = T | typeof remove | typeof unchanged;

/**
 * Returns the new value for the current one (undefined if the key does not exist). `state` has the other parts of the
 * record; its version is that of the stored record, also after other updates that are saved together with this one. The
 * function may be called several times, also while the promise of an earlier call is pending, so it should have no side
 * effects. An error that it throws ends this update, with nothing written, and is rethrown unchanged.
 */
export type Change<T> = (
  value: T | undefined,
  state: State<T> | undefined,
) => Changed<T> | Promise<Changed<T>>;

/** Options of `atomicUpdate`. `timeoutMs` applies to the whole: waiting, all reads, changes, saves and delays. */
export interface AtomicUpdateOptions extends Omit<WriteOptions, "idempotencyKey">, ExpiryOptions {
  /** The maximum number of attempts, 1 to 1000, before it fails with `conflict`. Default: as many as the deadline allows. */
  readonly attemptsMax?: number;
  /** The purpose of the record. Default: that of the existing record; `persistent` for a new one. */
  readonly kind?: Kind;
}

/** The result of `atomicUpdate`. */
export interface AtomicUpdateResult<T> {
  /** Whether something was written or deleted. */
  readonly changed: boolean;
  /** The value after the update; undefined if there is none. */
  readonly value: T | undefined;
  /**
   * The version after the update; undefined if there is no record. Concurrent updates of one client that were saved
   * together have the same version.
   */
  readonly version: string | undefined;
  /** How many times the record was read for this update. */
  readonly attempts: number;
}

/** Checks the arguments of `atomicUpdate` and returns a copy of its options without undefined ones. */
export const updateOptions = guarded(
  (key: string, change: unknown, options: AtomicUpdateOptions): AtomicUpdateOptions => {
    checkKey(key);
    checkFunction(change, "change");
    checkOptions(options, optionNames.atomicUpdate);
    const given = Object.entries(options).filter(([, value]) => value !== undefined);
    const copy: AtomicUpdateOptions = Object.fromEntries(given);
    expiryMessage(copy);
    kindMessage(copy.kind);
    consistencyMessage(copy.consistency);
    return copy;
  },
);
