// Makes a store's tables usable before its first statement, once: creates what is
// missing, compares the clocks and reads what the server guarantees. A server that
// is down does not keep the store from opening: the first call that reaches the
// server prepares it.
import { RetryState } from "../../../driver-kit/retry-state.ts";
import { asStoreError, type StoreError } from "../../../model/errors.ts";
import type { DriverContext } from "../../../store/driver.ts";
import type { StoreFacts } from "../../../store/facts.ts";
import type { PostgresConnections } from "../connection/postgres-connections.ts";
import type { PostgresClock } from "../postgres-clock.ts";
import { isLockTimeout } from "../postgres-errors.ts";
import { postgresFacts, readServerFacts } from "../postgres-facts.ts";
import { AdministratorNeeded } from "./postgres-administration.ts";
import type { PostgresKeyIndex } from "./postgres-key-index.ts";
import type { PostgresLayout } from "./postgres-layout.ts";
import { migrate, UnfitDatabase } from "./postgres-migration.ts";

type PreparationState =
  | { readonly type: "needed" }
  | { readonly type: "running"; readonly done: Promise<void> }
  | { readonly type: "done" };

// After a lock on the table could not be taken, the server is left alone for this long.
const backoffBounds = { delayMsMin: 100, delayMsMax: 5_000 };

/** The preparation of one store. */
export class PostgresPreparation {
  readonly #connections: PostgresConnections;
  readonly #layout: PostgresLayout;
  readonly #clock: PostgresClock;
  readonly #keyIndex: PostgresKeyIndex;
  readonly #retry: RetryState<StoreError>;
  #state: PreparationState = { type: "needed" };
  #facts: StoreFacts;

  constructor(
    connections: PostgresConnections,
    layout: PostgresLayout,
    clock: PostgresClock,
    keyIndex: PostgresKeyIndex,
    context: DriverContext,
  ) {
    this.#connections = connections;
    this.#layout = layout;
    this.#clock = clock;
    this.#keyIndex = keyIndex;
    this.#retry = new RetryState(backoffBounds, context.clock, context.random);
    this.#facts = postgresFacts(layout, connections.timeoutMs);
  }

  /** What the store guarantees; the durability is known once the preparation is done. */
  get facts(): StoreFacts {
    return this.#facts;
  }

  get isDone(): boolean {
    return this.#state.type === "done";
  }

  /** Prepares the store unless that is done. Rejects with StoreError, outcome `not-applied`; a later call tries again. */
  ensure(): Promise<void> {
    const state = this.#state;
    if (state.type === "done") return Promise.resolve();
    if (state.type === "running") return state.done;
    const failure = this.#retry.check();
    if (failure !== undefined) {
      return Promise.reject(failure.cause.with({ retryDelayMs: Math.ceil(failure.waitMs) }));
    }
    const done = this.#prepare();
    this.#state = { type: "running", done };
    return done;
  }

  async #prepare(): Promise<void> {
    try {
      await migrate(this.#connections, this.#layout);
      await this.#clock.compare();
      const server = await readServerFacts(this.#connections);
      this.#facts = postgresFacts(this.#layout, this.#connections.timeoutMs, server);
      this.#state = { type: "done" };
      this.#keyIndex.ensure();
    } catch (thrown) {
      const error =
        thrown instanceof UnfitDatabase || thrown instanceof AdministratorNeeded
          ? thrown
          : asStoreError(thrown).with({ outcome: "not-applied" });
      if (isLockTimeout(error)) this.#retry.failed(error);
      this.#state = { type: "needed" };
      throw error;
    }
  }
}
