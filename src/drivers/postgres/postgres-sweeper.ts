// Removes rows that are due, in bounded steps. Of many sidecars (and daprds)
// on one table, only the one that takes the turn in the metadata table works;
// the others see that the last turn was not long ago.
import type { DriverContext } from "../../store/driver.ts";
import type { PostgresConnections } from "./connection/postgres-connections.ts";
import type { PostgresOptions } from "./postgres-options.ts";
import type { PostgresLayout } from "./schema/postgres-layout.ts";
import type { PostgresStatements } from "./schema/postgres-sql.ts";

// As Dapr: turns of two clocks that drift a little still come out as one per interval.
const turnSlackMs = 100;
const stepsMax = 10_000;

/** A timer that sweeps; stopped before the store closes. */
export class PostgresSweeper {
  readonly #connections: PostgresConnections;
  readonly #statements: PostgresStatements;
  readonly #layout: PostgresLayout;
  readonly #options: PostgresOptions;
  readonly #context: DriverContext;
  readonly #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(
    connections: PostgresConnections,
    statements: PostgresStatements,
    layout: PostgresLayout,
    options: PostgresOptions,
    context: DriverContext,
  ) {
    this.#connections = connections;
    this.#statements = statements;
    this.#layout = layout;
    this.#options = options;
    this.#context = context;
    if (options.cleanupIntervalMs === 0) return;
    this.#timer = setInterval(() => {
      this.#running = this.#running.then(() => this.#sweep());
    }, options.cleanupIntervalMs);
    this.#timer.unref();
  }

  /** Ends after the step under way. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    await this.#running;
  }

  async #sweep(): Promise<void> {
    const { cleanupIntervalMs, cleanupRowsMax } = this.#options;
    try {
      const turn = [this.#layout.cleanupKey, Math.max(0, cleanupIntervalMs - turnSlackMs)];
      const taken = await this.#connections.run(this.#statements.takeCleanup, turn);
      if (taken.length === 0) return;
      for (const statement of [this.#statements.sweepRows, this.#statements.sweepIdempotency]) {
        for (let step = 0; step < stepsMax && !this.#stopped; step++) {
          const removed = await this.#connections.run(statement, [cleanupRowsMax]);
          if (removed.length < cleanupRowsMax) break;
        }
      }
    } catch (cause) {
      // The next turn tries again; nothing is lost but space.
      if (!this.#stopped)
        this.#context.log({ level: "warn", message: "expired rows could not be removed", cause });
    }
  }
}
