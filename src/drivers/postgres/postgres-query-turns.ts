// How many queries of a store run at once. A query may walk every row of an
// app, and the connections that it takes are those of transactions, too: so
// queries have half of them at most, and the others wait here, in order and up
// to a bound.
import { StoreError } from "../../model/errors.ts";

const waitingMax = 100;

/** The turns of one store's queries. */
export class PostgresQueryTurns {
  readonly #runningMax: number;
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  /** At most so many run at once. */
  constructor(runningMax: number) {
    this.#runningMax = runningMax;
  }

  /** Does the work when its turn has come. Rejects with `overloaded` if 100 wait already. */
  async take<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#running < this.#runningMax) this.#running += 1;
    else await this.#wait();
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#running -= 1;
      else next();
    }
  }

  #wait(): Promise<void> {
    if (this.#waiting.length < waitingMax) return new Promise((resolve) => this.#waiting.push(resolve));
    const message = `${waitingMax} queries wait for their turn already`;
    return Promise.reject(new StoreError("overloaded", message, { retryDelayMs: 500 }));
  }
}
