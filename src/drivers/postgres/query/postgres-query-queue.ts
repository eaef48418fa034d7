// How many queries of a store run at once. A query may walk every row of an
// app, and the connections that it takes are those of transactions, too: so
// queries have half of them at most, and the others wait here, in order and up
// to a bound. Nobody waits longer than the call does: who gave up has left the
// line.
import type { Call } from "../../../model/call.ts";
import { StoreError } from "../../../model/errors.ts";
import { checkCall } from "../../../store/call-check.ts";
import {
  type DeadlineTimer,
  type Expirable,
  noSlot,
  sharedDeadlines,
} from "../../../store/deadline-timer.ts";

const waitingMax = 100;

interface Waiter extends Expirable {
  begin(): void;
}

/** The turns of one store's queries. */
export class PostgresQueryTurns {
  readonly #runningMax: number;
  readonly #deadlines: DeadlineTimer;
  // In order of arrival.
  readonly #waiting = new Set<Waiter>();
  #running = 0;

  /** At most so many run at once. Default: the watch of the process ends those who wait. */
  constructor(runningMax: number, deadlines: DeadlineTimer = sharedDeadlines) {
    this.#runningMax = runningMax;
    this.#deadlines = deadlines;
  }

  /**
   * Does the work when its turn has come. Rejects with `overloaded` if 100 wait already, and with `cancelled` or `deadline`,
   * outcome `not-applied`, as soon as the call is over before its turn; then no work is done.
   */
  async take<Result>(call: Call, work: () => Promise<Result>): Promise<Result> {
    checkCall(call);
    if (this.#running < this.#runningMax) this.#running += 1;
    else await this.#wait(call);
    try {
      checkCall(call);
      return await work();
    } finally {
      this.#pass();
    }
  }

  #pass(): void {
    const [next] = this.#waiting;
    if (next === undefined) this.#running -= 1;
    else next.begin();
  }

  #wait(call: Call): Promise<void> {
    if (this.#waiting.size >= waitingMax) {
      const message = `${waitingMax} queries wait for their turn already`;
      return Promise.reject(new StoreError("overloaded", message, { retryDelayMs: 500 }));
    }
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        this.#waiting.delete(waiter);
        this.#deadlines.remove(waiter);
        call.signal.removeEventListener("abort", cancel);
      };
      const fail = (code: "cancelled" | "deadline", message: string): void => {
        leave();
        reject(new StoreError(code, message, { outcome: "not-applied" }));
      };
      const cancel = (): void => fail("cancelled", "the call was cancelled before the query's turn came");
      const waiter: Waiter = {
        slot: noSlot,
        expire: () => fail("deadline", "the deadline passed before the query's turn came"),
        begin: () => {
          leave();
          resolve();
        },
      };
      this.#waiting.add(waiter);
      this.#deadlines.add(waiter, call);
      call.signal.addEventListener("abort", cancel);
    });
  }
}
