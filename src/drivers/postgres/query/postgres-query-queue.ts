// Limits how many queries of a store run at once. A query may walk every row of
// an app, and it uses a connection that transactions need too: so queries have
// half of those connections, and others wait here in order of arrival, up to a
// limit. A call that ends leaves the queue at once.
import type { Call } from "../../../model/call.ts";
import { StoreError } from "../../../model/errors.ts";
import { checkCall } from "../../../store/call-check.ts";
import {
  type DeadlineTimer,
  type Expirable,
  noSlot,
  sharedDeadlines,
} from "../../../store/deadline-timer.ts";

const waitersMax = 100;

interface Waiter extends Expirable {
  begin(): void;
}

/** The queue of one store's queries. */
export class PostgresQueryQueue {
  readonly #runningMax: number;
  readonly #deadlines: DeadlineTimer;
  // In order of arrival.
  readonly #waiters = new Set<Waiter>();
  #running = 0;

  /** At most `runningMax` queries run at once. `deadlines` ends waiters at their deadline; default: that of the process. */
  constructor(runningMax: number, deadlines: DeadlineTimer = sharedDeadlines) {
    this.#runningMax = runningMax;
    this.#deadlines = deadlines;
  }

  /**
   * Does the work as soon as fewer than `runningMax` others run. Rejects with `overloaded` if 100 wait already, and with
   * `cancelled` or `deadline`, outcome `not-applied`, as soon as the call ends while it waits; then no work is done.
   */
  async run<Result>(call: Call, work: () => Promise<Result>): Promise<Result> {
    checkCall(call);
    if (this.#running < this.#runningMax) this.#running += 1;
    else await this.#wait(call);
    try {
      checkCall(call);
      return await work();
    } finally {
      this.#beginNext();
    }
  }

  #beginNext(): void {
    const [next] = this.#waiters;
    if (next === undefined) this.#running -= 1;
    else next.begin();
  }

  #wait(call: Call): Promise<void> {
    if (this.#waiters.size >= waitersMax) {
      const message = `the queue is full (${waitersMax} queries)`;
      return Promise.reject(new StoreError("overloaded", message, { retryDelayMs: 500 }));
    }
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        this.#waiters.delete(waiter);
        this.#deadlines.remove(waiter);
        call.signal.removeEventListener("abort", cancel);
      };
      const fail = (code: "cancelled" | "deadline", message: string): void => {
        leave();
        reject(new StoreError(code, message, { outcome: "not-applied" }));
      };
      const cancel = (): void => fail("cancelled", "the call was cancelled while the query was in the queue");
      const waiter: Waiter = {
        slot: noSlot,
        expire: () => fail("deadline", "the deadline passed while the query was in the queue"),
        begin: () => {
          leave();
          resolve();
        },
      };
      this.#waiters.add(waiter);
      this.#deadlines.add(waiter, call);
      call.signal.addEventListener("abort", cancel);
    });
  }
}
