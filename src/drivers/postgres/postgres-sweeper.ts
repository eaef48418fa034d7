// Removes expired rows, in bounded steps. Of many sidecars (and daprds) on one
// table only one works in each interval: the one that updates the time of the
// last sweep in the metadata table; the others see that it is recent.
import type { DriverContext } from "../../store/driver.ts";
import type { PostgresConnections } from "./connection/postgres-connections.ts";
import type { PostgresOptions } from "./postgres-options.ts";
import type { PostgresLayout } from "./schema/postgres-layout.ts";
import type { PostgresStatements } from "./schema/postgres-sql.ts";

// As in Dapr: with clocks that drift a little there is still one sweep in each interval.
const slackMs = 100;
const stepsMax = 10_000;

/** Sweeps on a timer. Has to be stopped before the connections are closed. */
export class PostgresSweeper {
  readonly #connections: PostgresConnections;
  readonly #statements: PostgresStatements;
  readonly #layout: PostgresLayout;
  readonly #options: PostgresOptions;
  readonly #context: DriverContext;
  readonly #timer: NodeJS.Timeout | undefined;
  #sweeping: Promise<void> = Promise.resolve();
  #isStopped = false;

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
      this.#sweeping = this.#sweeping.then(() => this.#sweep());
    }, options.cleanupIntervalMs);
    this.#timer.unref();
  }

  /** Ends after the current step. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearInterval(this.#timer);
    await this.#sweeping;
  }

  async #sweep(): Promise<void> {
    const { cleanupIntervalMs, cleanupRowsMax } = this.#options;
    try {
      const sweep = [this.#layout.cleanupKey, Math.max(0, cleanupIntervalMs - slackMs)];
      const taken = await this.#connections.run(this.#statements.takeCleanup, sweep);
      if (taken.length === 0) return;
      for (const statement of [this.#statements.sweepRows, this.#statements.sweepIdempotency]) {
        for (let step = 0; step < stepsMax && !this.#isStopped; step++) {
          const removed = await this.#connections.run(statement, [cleanupRowsMax]);
          if (removed.length < cleanupRowsMax) break;
        }
      }
    } catch (cause) {
      // The next sweep tries again; until then the rows only take up space.
      if (this.#isStopped) return;
      const message = "expired rows could not be removed; the next sweep tries again";
      this.#context.log({ level: "warn", message, cause });
    }
  }
}
