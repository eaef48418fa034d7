// Reads a record, changes it and saves it under the precondition that it was not
// written in between. Only a failed precondition is retried. An error with an
// unknown outcome ends the update at once, because a retry could apply the change
// twice.
import { backoffMs } from "./backoff.ts";
import type { CallOptions, WriteOptions } from "./call-options.ts";
import { timeoutMsMax, wholeNumber } from "./client-options.ts";
import { type Clock, pause } from "./clock.ts";
import type { ExpiryOptions } from "./mutation.ts";
import type { Kind, State } from "./state.ts";
import type { StateCalls } from "./state-calls.ts";
import { isConflict, isStateError, StateError } from "./state-error.ts";

/** The result of a change function that leaves the record as it is. */
export const unchanged: unique symbol = Symbol("unchanged");

/**
 * Returns the new value for the current one (undefined if the key does not exist); `state` has the other parts of the
 * record. `undefined` deletes the record, `unchanged` leaves it as it is. It may be called several times, so it should
 * have no side effects. An error that it throws ends the update with nothing written, and is rethrown unchanged.
 */
export type Change<T> = (
  value: T | undefined,
  state: State<T> | undefined,
) => T | undefined | typeof unchanged | Promise<T | undefined | typeof unchanged>;

/** Options of `atomicUpdate`. `timeoutMs` applies to the whole: all reads, changes, saves and delays. */
export interface AtomicUpdateOptions extends Omit<WriteOptions, "idempotencyKey">, ExpiryOptions {
  /** The largest number of attempts before it fails with `conflict`. Default: 16. */
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
  /** The version after the update; undefined if there is no record. */
  readonly version: string | undefined;
  /** How many times the record was read. */
  readonly attempts: number;
}

/** The dependencies of an update. */
export interface UpdateDependencies {
  readonly clock: Clock;
  readonly random: () => number;
  /** The default of `timeoutMs`. */
  readonly timeoutMs: number;
}

/** The default of `attemptsMax`. */
export const attemptsMaxDefault = 16;

const conflictBackoff = { delayMs: 10, delayMsMax: 500 };

/** Reads, changes and saves a record, again if it was written in between. */
export async function atomicUpdate<T>(
  store: StateCalls<T>,
  key: string,
  change: Change<T>,
  options: AtomicUpdateOptions,
  { clock, random, timeoutMs }: UpdateDependencies,
): Promise<AtomicUpdateResult<T>> {
  const attemptsMax = wholeNumber(options.attemptsMax ?? attemptsMaxDefault, "attemptsMax", 1, 1_000);
  const totalMs = wholeNumber(options.timeoutMs ?? timeoutMs, "timeoutMs", 1, timeoutMsMax);
  const deadline = clock.monotonic() + totalMs;
  const { signal } = options;
  for (let attempt = 1; ; attempt++) {
    try {
      return await updateOnce(store, key, change, options, () => leftMs(clock, deadline), attempt);
    } catch (error) {
      if (!isConflict(error)) throw error;
      if (attempt >= attemptsMax)
        throw error.with(`gave up after ${attempt} attempts: the record was written by others each time`);
      await pause(Math.min(backoffMs(attempt - 1, conflictBackoff, random), leftMs(clock, deadline)), signal);
    }
  }
}

// Between two calls nothing is in flight, so after a deadline or an abort here nothing was written.
function leftMs(clock: Clock, deadline: number): number {
  const left = Math.ceil(deadline - clock.monotonic());
  if (left >= 1) return left;
  throw new StateError("deadline", "the deadline passed before the update was saved", {
    outcome: "not-applied",
  });
}

function checkSignal(signal: AbortSignal | undefined): void {
  if (!signal?.aborted) return;
  const cause: unknown = signal.reason;
  throw new StateError("cancelled", "aborted before the update was saved", { outcome: "not-applied", cause });
}

async function updateOnce<T>(
  store: StateCalls<T>,
  key: string,
  change: Change<T>,
  options: AtomicUpdateOptions,
  left: () => number,
  attempts: number,
): Promise<AtomicUpdateResult<T>> {
  const { signal, waitForReady, store: name } = options;
  const callOptions: CallOptions = {
    ...(signal && { signal }),
    ...(waitForReady && { waitForReady }),
    ...(name !== undefined && { store: name }),
  };
  checkSignal(signal);
  // A stale copy from a cache would cause the same conflict again.
  const state = await store
    .get(key, { ...callOptions, timeoutMs: left(), consistency: "strong" })
    .catch((error: unknown) => {
      throw nothingSaved(error);
    });
  const value = await within(left(), signal, change(state?.value, state));
  checkSignal(signal);
  const call = { ...callOptions, timeoutMs: left() };
  if (value === unchanged || (value === undefined && state === undefined))
    return { changed: false, value: state?.value, version: state?.version, attempts };
  if (value === undefined) {
    await store.delete(key, { ...call, ...writeParts(options), ifVersion: state?.version ?? "" });
    return { changed: true, value, version: undefined, attempts };
  }
  const precondition = state === undefined ? { ifAbsent: true } : { ifVersion: state.version };
  const kind = options.kind ?? state?.kind ?? "persistent";
  const saved = await store.set(key, value, {
    ...call,
    ...writeParts(options),
    ...expiryParts(options),
    kind,
    ...precondition,
  });
  return { changed: true, value, version: saved.version, attempts };
}

// Every save so far was rejected, so the update was not applied, even if the read failed.
function nothingSaved(error: unknown): unknown {
  return isStateError(error) ? error.with(error.message, { outcome: "not-applied" }) : error;
}

function writeParts({ consistency }: AtomicUpdateOptions): Pick<WriteOptions, "consistency"> {
  return consistency === undefined ? {} : { consistency };
}

// An update keeps the expiry unless the options set it.
function expiryParts({ ttlMs, expiry }: AtomicUpdateOptions): ExpiryOptions {
  if (ttlMs === undefined) return { expiry: expiry ?? "keep" };
  return expiry === undefined ? { ttlMs } : { ttlMs, expiry };
}

/** Waits for the result until the deadline passes or the signal aborts. */
async function within<R>(ms: number, signal: AbortSignal | undefined, result: R | Promise<R>): Promise<R> {
  if (!(result instanceof Promise)) return result;
  const waiting = new AbortController();
  const stop = signal ? AbortSignal.any([signal, waiting.signal]) : waiting.signal;
  const timeUp = pause(ms, stop).then(() => {
    checkSignal(signal);
    throw new StateError("deadline", "the deadline passed before the update was saved", {
      outcome: "not-applied",
    });
  });
  try {
    return await Promise.race([result, timeUp]);
  } finally {
    timeUp.catch(() => {});
    waiting.abort();
  }
}
