// Read, change, save: the save holds only if nobody else wrote in between, and
// only that failure is tried again. An end that leaves the outcome unknown is
// handed on at once, because repeating it could apply the change twice.
import { backoffMs } from "./backoff.ts";
import type { CallOptions, WriteOptions } from "./call-options.ts";
import { timeoutMsMax, wholeNumber } from "./client-options.ts";
import { type Clock, pause } from "./clock.ts";
import type { ExpiryOptions } from "./mutation.ts";
import type { Kind, State } from "./state.ts";
import type { StateCalls } from "./state-calls.ts";
import { isConflict, isStateError, StateError } from "./state-error.ts";

/** What a change function gives when the record is to stay as it is. */
export const unchanged: unique symbol = Symbol("unchanged");

/**
 * Makes the new value from the one that is there (undefined if none is); `state` tells the rest of the record.
 * `undefined` deletes the record, `unchanged` leaves it alone. It may run several times, so it should do nothing else.
 * What it throws ends the update, with nothing written, and reaches the caller as it is.
 */
export type Change<T> = (
  value: T | undefined,
  state: State<T> | undefined,
) => T | undefined | typeof unchanged | Promise<T | undefined | typeof unchanged>;

/** How to update. `timeoutMs` bounds the whole: every read, change, save and wait. */
export interface AtomicUpdateOptions extends Omit<WriteOptions, "idempotencyKey">, ExpiryOptions {
  /** How often to read and save at most before giving up with `conflict`. Default: 16. */
  readonly attemptsMax?: number;
  /** What the record is for. Default: as it was; `persistent` for a new one. */
  readonly kind?: Kind;
}

/** What an update did. */
export interface AtomicUpdateResult<T> {
  /** Whether something was written or deleted. */
  readonly changed: boolean;
  /** The value that is there after the update; undefined if none. */
  readonly value: T | undefined;
  /** The version of that value; undefined if none. */
  readonly version: string | undefined;
  /** How many times it was read. */
  readonly attempts: number;
}

/** What an update needs from around it. */
export interface Surroundings {
  readonly clock: Clock;
  readonly random: () => number;
  /** How long an update may take when it does not say, in ms. */
  readonly timeoutMs: number;
}

/** How many attempts an update has when it does not say. */
export const attemptsMaxDefault = 16;

const conflictBackoff = { delayMs: 10, delayMsMax: 500 };

/** Reads, changes and saves a record of a store until nobody else wrote in between. */
export async function atomicUpdate<T>(
  store: StateCalls<T>,
  key: string,
  change: Change<T>,
  options: AtomicUpdateOptions,
  { clock, random, timeoutMs }: Surroundings,
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
        throw error.with(`gave up after ${attempt} attempts, each of which met another writer`);
      await pause(Math.min(backoffMs(attempt - 1, conflictBackoff, random), leftMs(clock, deadline)), signal);
    }
  }
}

// Between two calls nothing is under way, so a deadline or an abort here is certain to have written nothing.
function leftMs(clock: Clock, deadline: number): number {
  const left = Math.ceil(deadline - clock.monotonic());
  if (left >= 1) return left;
  throw new StateError("deadline", "the time for the update was up before it was saved", {
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
  const asked: CallOptions = {
    ...(signal && { signal }),
    ...(waitForReady && { waitForReady }),
    ...(name !== undefined && { store: name }),
  };
  checkSignal(signal);
  // A cached copy would bring the same conflict again and again.
  const state = await store
    .get(key, { ...asked, timeoutMs: left(), consistency: "strong" })
    .catch((error: unknown) => {
      throw nothingSaved(error);
    });
  const value = await within(left(), signal, change(state?.value, state));
  checkSignal(signal);
  const call = { ...asked, timeoutMs: left() };
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

// Every save so far was refused, so whatever the read failed of, the update was not applied.
function nothingSaved(error: unknown): unknown {
  return isStateError(error) ? error.with(error.message, { outcome: "not-applied" }) : error;
}

function writeParts({ consistency }: AtomicUpdateOptions): Pick<WriteOptions, "consistency"> {
  return consistency === undefined ? {} : { consistency };
}

// An update changes a value; when the record expires is not its business unless it says so.
function expiryParts({ ttlMs, expiry }: AtomicUpdateOptions): ExpiryOptions {
  if (ttlMs === undefined) return { expiry: expiry ?? "keep" };
  return expiry === undefined ? { ttlMs } : { ttlMs, expiry };
}

/** The result, unless the time is up or the signal aborts first: then it is not waited for. */
async function within<R>(ms: number, signal: AbortSignal | undefined, result: R | Promise<R>): Promise<R> {
  if (!(result instanceof Promise)) return result;
  const waiting = new AbortController();
  const stop = signal ? AbortSignal.any([signal, waiting.signal]) : waiting.signal;
  const timeUp = pause(ms, stop).then(() => {
    checkSignal(signal);
    throw new StateError("deadline", "the time for the update was up before it was saved", {
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
