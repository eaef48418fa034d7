// One atomic update that waits for its result. It ends once: with a result, with
// an error, at its deadline or when its signal aborts. An update that ends before
// its save was sent is not applied; the save itself decides about later ends.
import { onAbort } from "./abort.ts";
import type { AtomicUpdateOptions, AtomicUpdateResult, Change } from "./atomic-update.ts";
import type { Clock } from "./clock.ts";
import type { Serializer } from "./serializer.ts";
import { type Outcome, StateError } from "./state-error.ts";

/** An atomic update, checked. */
export interface Update {
  /** The name of the store. */
  readonly store: string;
  /** The prefix of the typed store, which is part of `key`. */
  readonly prefix: string;
  readonly key: string;
  readonly serializer: Serializer<unknown>;
  readonly change: Change<unknown>;
  readonly options: AtomicUpdateOptions;
}

const comparedOptions = ["consistency", "waitForReady", "ttlMs", "expiry", "kind"] as const;

/** An update that waits for its result. */
export class UpdateWaiter {
  readonly update: Update;
  readonly result: Promise<AtomicUpdateResult<unknown>>;
  /** How many times the record was read for it. */
  attempts = 0;
  /** Whether it must be saved alone, because a save together with others was rejected. */
  isAlone = false;
  /** While it is being saved: called when it ends early, returns whether the save will end it instead. */
  leaveSave: (() => boolean) | undefined;
  /** Called when it has ended early, at its deadline or by its signal. */
  onEnd: (() => void) | undefined;
  /** Why it should have ended while its save was in flight. */
  #lateEnd: StateError | undefined;
  #isEnded = false;
  readonly #clock: Clock;
  readonly #deadline: number;
  readonly #timer: NodeJS.Timeout;
  readonly #release: (() => void) | undefined;
  #resolve: (result: AtomicUpdateResult<unknown>) => void = () => {};
  #reject: (error: unknown) => void = () => {};

  constructor(update: Update, timeoutMs: number, clock: Clock) {
    this.update = update;
    this.#clock = clock;
    this.#deadline = clock.monotonic() + timeoutMs;
    this.result = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    const { signal } = update.options;
    this.#timer = setTimeout(() => this.#endEarly("deadline", undefined), timeoutMs);
    this.#release = signal && onAbort(signal, () => this.#endEarly("cancelled", signal.reason));
    if (signal?.aborted) this.#endEarly("cancelled", signal.reason);
  }

  get isEnded(): boolean {
    return this.#isEnded;
  }

  /** The time to its deadline in ms, at least 1. */
  get leftMs(): number {
    return Math.max(1, Math.ceil(this.#deadline - this.#clock.monotonic()));
  }

  /** Whether both can be applied to one read and written by one save. */
  canJoin({ isAlone, update }: UpdateWaiter): boolean {
    if (this.isAlone || isAlone) return false;
    const { serializer, prefix, options } = this.update;
    if (serializer !== update.serializer || prefix !== update.prefix) return false;
    return comparedOptions.every((name) => options[name] === update.options[name]);
  }

  succeed(result: AtomicUpdateResult<unknown>): void {
    if (this.#finish()) this.#resolve(result);
  }

  fail(error: unknown): void {
    if (this.#finish()) this.#reject(error);
  }

  /** Fails because its save did; keeps the reason of an end that waited for the save. */
  failSave(error: StateError): void {
    const lateEnd = this.#lateEnd;
    this.fail(lateEnd === undefined ? error : lateEnd.with(lateEnd.message, { outcome: error.outcome }));
  }

  /** Fails at the deadline or by the signal if that was delayed by a save that was then rejected. */
  checkLateEnd(): void {
    const lateEnd = this.#lateEnd;
    if (lateEnd !== undefined) this.fail(lateEnd.with(lateEnd.message, { outcome: "not-applied" }));
  }

  #finish(): boolean {
    if (this.#isEnded) return false;
    this.#isEnded = true;
    clearTimeout(this.#timer);
    this.#release?.();
    return true;
  }

  #endEarly(code: "deadline" | "cancelled", cause: unknown): void {
    if (this.#isEnded || this.#lateEnd !== undefined) return;
    const isSaving = this.leaveSave !== undefined;
    const error = this.#earlyError(code, isSaving ? "unknown" : "not-applied", cause);
    if (this.leaveSave?.()) {
      this.#lateEnd = error;
      return;
    }
    this.fail(error);
    this.onEnd?.();
  }

  #earlyError(code: "deadline" | "cancelled", outcome: Outcome, cause: unknown): StateError {
    const reason = code === "deadline" ? "the deadline passed" : "the signal aborted";
    const when = outcome === "unknown" ? "while the update was being saved" : "before the update was saved";
    const message = `${reason} ${when} (attempts: ${this.attempts})`;
    return new StateError(code, message, { outcome, ...(cause !== undefined && { cause }) });
  }
}
