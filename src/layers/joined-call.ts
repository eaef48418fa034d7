// One call that represents several: it has the latest of their deadlines, and is
// cancelled only when all of them are.
import type { Call } from "../model/call.ts";

/** A joined call, and how to end it. */
export interface JoinedCall {
  readonly call: Call;
  /** Stops listening to the signals of the calls. Must be called once the call has ended. */
  end(): void;
}

/** Joins one or more calls. A single call is returned as it is. */
export function joinCalls(calls: readonly Call[]): JoinedCall {
  const [first, ...others] = calls;
  if (first === undefined) throw new RangeError("no calls to join");
  if (others.length === 0) return { call: first, end: () => undefined };
  let listener: AllAborted | undefined;
  const call: Call = {
    clock: first.clock,
    app: first.app,
    deadline: calls.reduce((latest, { deadline }) => Math.max(latest, deadline), first.deadline),
    get cancelled() {
      return calls.every(({ cancelled }) => cancelled);
    },
    get signal() {
      listener ??= new AllAborted(calls.map(({ signal }) => signal));
      return listener.signal;
    },
  };
  return { call, end: () => listener?.end() };
}

// Aborts once all of the given signals have aborted, unless it was ended before.
class AllAborted {
  readonly #controller = new AbortController();
  readonly #ended = new AbortController();
  #remaining: number;

  constructor(signals: readonly AbortSignal[]) {
    const pending = signals.filter(({ aborted }) => !aborted);
    this.#remaining = pending.length;
    if (this.#remaining === 0) this.#controller.abort();
    for (const signal of pending) {
      signal.addEventListener("abort", () => this.#countDown(), { once: true, signal: this.#ended.signal });
    }
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  end(): void {
    this.#ended.abort();
  }

  #countDown(): void {
    this.#remaining -= 1;
    if (this.#remaining === 0) this.#controller.abort();
  }
}
