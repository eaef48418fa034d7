// One round of the atomic updates of a key: reads the record once, applies the
// change functions of a group in order, and saves the result once, under the
// precondition that the record was not written in between. A function that fails
// does not affect the others: each receives its own copy of the value. A slow
// function is called again in a separate round and does not delay the others.
import { remove, unchanged } from "./atomic-update.ts";
import type { CallOptions, WriteOptions } from "./call-options.ts";
import type { ExpiryOptions } from "./mutation.ts";
import { deserialize, serialize } from "./serializer.ts";
import { State } from "./state.ts";
import type { SetOptions, StateCalls } from "./state-calls.ts";
import {
  invalidArgument,
  isConflict,
  isNotApplied,
  isStateError,
  StateError,
  type StateErrorCode,
} from "./state-error.ts";
import type { UpdateWaiter } from "./update-waiter.ts";

/** What remains to be done after a round. */
export interface RoundResult {
  /** Waiters to repeat, in order. */
  readonly remaining: readonly UpdateWaiter[];
  /** Whether the save met a write of another client, so that the next round should wait. */
  readonly isConflict: boolean;
  /** Rounds of one update with a slow function each. They have started, and no other round has to wait for them. */
  readonly alone: readonly Promise<RoundResult>[];
}

/** The value while the functions are applied. */
interface Draft {
  /** Undefined: there is no record. */
  value: Uint8Array | undefined;
  contentType: string;
  isChanged: boolean;
}

/** A waiter whose function was applied, and its result apart from the version. */
interface Applied {
  readonly waiter: UpdateWaiter;
  readonly isChange: boolean;
  readonly value: unknown;
}

// The value of one function can be the reason for these, so the others are saved without it.
const valueCodes: ReadonlySet<StateErrorCode> = new Set(["too-large", "invalid"]);

// Fractions of the shortest time that a waiter of the group has left, so that all can still be saved: how long a round
// waits for the promise of one function, and after how long it calls no more functions.
const promiseTimePart = 1 / 4;
const roundTimePart = 1 / 2;

// The result of a function whose promise was pending for too long.
const slow: unique symbol = Symbol("slow");

/** One round for waiters that can join each other, at least one. */
export class UpdateRound {
  readonly #client: StateCalls<Uint8Array>;
  readonly #group: readonly UpdateWaiter[];
  readonly #first: UpdateWaiter;
  /** Ends the call in flight when no waiter needs it any more. */
  readonly #abort = new AbortController();
  #base: State<Uint8Array> | undefined;
  /** The waiters whose functions were not called, which belong to the next round. */
  #rest: readonly UpdateWaiter[] = [];
  /** The waiters whose functions are slow. Each gets its own round after this one. */
  readonly #slow: UpdateWaiter[] = [];
  /** Called when the function of the only waiter is slow; the round goes on. */
  #onSlow: (() => void) | undefined;

  constructor(client: StateCalls<Uint8Array>, group: readonly UpdateWaiter[], first: UpdateWaiter) {
    this.#client = client;
    this.#group = group;
    this.#first = first;
  }

  /** Runs the round. If the function of its only waiter is slow, it resolves early, and the round is in `alone`. */
  run(): Promise<RoundResult> {
    if (this.#group.length > 1) return this.runToEnd();
    return new Promise((resolve, reject) => {
      const result = this.runToEnd();
      this.#onSlow = () => resolve({ ...nothingRemains, alone: [result] });
      result.then(resolve, reject);
    });
  }

  /** Runs the round. If it has only one waiter, it waits for its function until the deadline. */
  async runToEnd(): Promise<RoundResult> {
    for (const waiter of this.#group) {
      waiter.attempts += 1;
      waiter.onEnd = () => this.#abortIfUnneeded();
    }
    try {
      this.#base = await this.#read();
    } catch (error) {
      for (const waiter of this.#group) waiter.fail(nothingSaved(error));
      return nothingRemains;
    }
    return this.#applyAndSave();
  }

  #abortIfUnneeded(): void {
    if (this.#group.every(({ isEnded }) => isEnded)) this.#abort.abort();
  }

  #callOptions(waiters: readonly UpdateWaiter[]): CallOptions & { readonly timeoutMs: number } {
    const { store, options } = this.#first.update;
    return {
      store,
      signal: this.#abort.signal,
      timeoutMs: Math.max(...waiters.map(({ leftMs }) => leftMs)),
      ...(options.waitForReady !== undefined && { waitForReady: options.waitForReady }),
    };
  }

  #read(): Promise<State<Uint8Array> | undefined> {
    // A stale copy from a cache would cause the same conflict again.
    const options = { ...this.#callOptions(this.#group), consistency: "strong" } as const;
    return this.#client.get(this.#first.update.key, options);
  }

  async #applyAndSave(): Promise<RoundResult> {
    for (;;) {
      const { value, contentType = "" } = this.#base ?? {};
      const draft: Draft = { value, contentType, isChanged: false };
      const applied = await this.#applyAll(draft);
      // The change of a waiter that has ended must not be saved. From this check on, nothing is awaited until the
      // waiters are marked as being saved, so that none can end in between.
      if (applied.some(({ waiter }) => waiter.isEnded)) continue;
      const save = draft.isChanged ? this.#save(draft, applied) : nothingRemains;
      // They were not applied.
      for (const waiter of [...this.#rest, ...this.#slow]) waiter.attempts -= 1;
      const { remaining, isConflict } = await save;
      const alone = this.#slow
        .filter(({ isEnded }) => !isEnded)
        .map((waiter) => new UpdateRound(this.#client, [waiter], waiter).runToEnd());
      return { remaining: [...remaining, ...this.#rest], isConflict, alone };
    }
  }

  async #applyAll(draft: Draft): Promise<readonly Applied[]> {
    const applied: Applied[] = [];
    this.#rest = [];
    const next = this.#firstToEnd();
    const { leftMs } = next;
    for (const [index, waiter] of this.#group.entries()) {
      if (waiter.isEnded || this.#slow.includes(waiter)) continue;
      if (next.leftMs < leftMs * (1 - roundTimePart)) {
        this.#rest = this.#restFrom(index);
        break;
      }
      const result = await this.#apply(waiter, draft, leftMs * promiseTimePart);
      if (result === undefined || waiter.isEnded) continue;
      applied.push(result);
      if (draft.value === undefined && result.isChange) {
        // A later set would keep the expiry of the removed record.
        this.#rest = this.#restFrom(index + 1);
        break;
      }
    }
    return applied;
  }

  #restFrom(index: number): readonly UpdateWaiter[] {
    return this.#group.slice(index).filter((waiter) => !this.#slow.includes(waiter));
  }

  /** The waiter with the shortest time left. */
  #firstToEnd(): UpdateWaiter {
    let first: UpdateWaiter | undefined;
    for (const waiter of this.#restFrom(0))
      if (!waiter.isEnded && (first === undefined || waiter.leftMs < first.leftMs)) first = waiter;
    return first ?? this.#first;
  }

  /** Applies the function of one waiter to the draft; undefined if the waiter has its result already or is slow. */
  async #apply(waiter: UpdateWaiter, draft: Draft, promiseMs: number): Promise<Applied | undefined> {
    const { change, serializer } = waiter.update;
    try {
      const state = this.#stateOf(waiter, draft);
      const returned = change(state?.value, state);
      const next = isThenable(returned) ? await this.#settled(waiter, returned, promiseMs) : returned;
      if (waiter.isEnded || next === slow) return undefined;
      if (next === unchanged || (next === remove && state === undefined)) {
        if (draft.isChanged) return { waiter, isChange: false, value: state?.value };
        const { version } = this.#base ?? {};
        waiter.succeed({ changed: false, value: state?.value, version, attempts: waiter.attempts });
        return undefined;
      }
      if (next === undefined)
        throw invalidArgument(
          "change",
          "returned undefined; return the new value, `remove` to delete the record, or `unchanged` to leave it",
        );
      draft.value = next === remove ? undefined : serialize(serializer, next, "value");
      draft.contentType = serializer.contentType;
      draft.isChanged = true;
      return { waiter, isChange: true, value: next === remove ? undefined : next };
    } catch (error) {
      waiter.fail(error);
      return undefined;
    }
  }

  /** Waits for the result of an asynchronous function, at most until the waiter ends, or for `promiseMs` if others wait. */
  async #settled(waiter: UpdateWaiter, returned: PromiseLike<unknown>, promiseMs: number): Promise<unknown> {
    const ended = waiter.result.then(
      () => undefined,
      () => undefined,
    );
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise((resolve) => {
      timer = setTimeout(() => {
        if (this.#group.length === 1) this.#onSlow?.();
        else {
          this.#slow.push(waiter);
          resolve(slow);
        }
      }, promiseMs);
    });
    try {
      return await Promise.race([returned, ended, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** The draft as the state that a function receives, with a copy of the value. */
  #stateOf({ update }: UpdateWaiter, { value, contentType }: Draft): State<unknown> | undefined {
    if (value === undefined) return undefined;
    const { key, prefix, serializer, options } = update;
    const stored = { key, value: value.slice(), contentType };
    let decoded: unknown;
    try {
      decoded = deserialize(serializer, stored, false);
    } catch (error) {
      throw nothingSaved(error);
    }
    const shown = key.slice(prefix.length);
    const { kind = this.#base?.kind ?? "persistent" } = options;
    return new State({ ...(this.#base ?? newRecord), key: shown, value: decoded, contentType, kind });
  }

  /** Saves the draft, and ends the waiters that are not to be repeated. */
  async #save(draft: Draft, applied: readonly Applied[]): Promise<RoundResult> {
    const waiters = applied.map(({ waiter }) => waiter);
    let inSave = waiters.length;
    const leaveSave = (): boolean => {
      inSave -= 1;
      if (inSave > 0) return false;
      this.#abort.abort();
      return true;
    };
    for (const waiter of waiters) waiter.leaveSave = leaveSave;
    try {
      const version = await this.#write(draft, this.#callOptions(waiters));
      for (const { waiter, isChange, value } of applied)
        waiter.succeed({ changed: isChange, value, version, attempts: waiter.attempts });
      return nothingRemains;
    } catch (error) {
      return afterFailure(error, waiters);
    } finally {
      for (const waiter of waiters) waiter.leaveSave = undefined;
    }
  }

  async #write({ value, contentType }: Draft, call: CallOptions): Promise<string | undefined> {
    const { key, options } = this.#first.update;
    const base = this.#base;
    const write = { ...call, ...writeParts(options) };
    if (value === undefined) {
      // Created and removed in one round: there is nothing to write.
      if (base !== undefined) await this.#client.delete(key, { ...write, ifVersion: base.version });
      return undefined;
    }
    const parts: SetOptions = {
      ...write,
      ...expiryParts(options),
      contentType,
      kind: options.kind ?? base?.kind ?? "persistent",
      ...(base === undefined ? { ifAbsent: true } : { ifVersion: base.version }),
    };
    return (await this.#client.set(key, value, parts)).version;
  }
}

const nothingRemains: RoundResult = { remaining: [], isConflict: false, alone: [] };

const newRecord = {
  version: "",
  created: undefined,
  updated: undefined,
  expiry: undefined,
  staleAgeMs: undefined,
} as const;

/** Decides which waiters are repeated after a failed save; the others receive the error. */
function afterFailure(error: unknown, waiters: readonly UpdateWaiter[]): RoundResult {
  const saveError = isStateError(error) ? error : unexpected(error);
  if (isConflict(saveError)) {
    const remaining = waiters.filter((waiter) => !isGivenUp(waiter, saveError));
    return { ...nothingRemains, remaining, isConflict: true };
  }
  if (isNotApplied(saveError) && waiters.length > 1 && valueCodes.has(saveError.code)) {
    for (const waiter of waiters) waiter.isAlone = true;
    return { ...nothingRemains, remaining: waiters };
  }
  for (const waiter of waiters) waiter.failSave(saveError);
  return nothingRemains;
}

function unexpected(cause: unknown): StateError {
  return new StateError("internal", "unexpected error in the client; see the cause", {
    outcome: "unknown",
    cause,
  });
}

function isGivenUp(waiter: UpdateWaiter, error: StateError): boolean {
  const { attempts, update } = waiter;
  waiter.checkLateEnd();
  if (update.options.attemptsMax !== undefined && attempts >= update.options.attemptsMax) {
    const message = `gave up after ${attempts} attempts, because the record was written by others each time: ${error.message}`;
    waiter.fail(error.with(message));
  }
  return waiter.isEnded;
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";
}

// Every save so far was rejected, so the update was not applied, even if the read failed.
function nothingSaved(error: unknown): unknown {
  return isStateError(error) ? error.with(error.message, { outcome: "not-applied" }) : error;
}

function writeParts({ consistency }: WriteOptions): Pick<WriteOptions, "consistency"> {
  return consistency === undefined ? {} : { consistency };
}

// An update keeps the expiry unless the options set it.
function expiryParts({ ttlMs, expiry }: ExpiryOptions): ExpiryOptions {
  return ttlMs === undefined ? { expiry: expiry ?? "keep" } : { ttlMs };
}
