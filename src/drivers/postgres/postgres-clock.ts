// How far the server's clock is ahead of this process's. Callers give and read
// times by this process's clock; the server judges expiry by its own. Where the
// two differ by more than a threshold, times are shifted both ways, so that a
// record lives as long as its writer intended.
import { type Clock, createCall } from "../../model/call.ts";
import type { PostgresConnections } from "./connection/postgres-connections.ts";
import { decodeTime } from "./postgres-codec.ts";
import type { PostgresStatements } from "./schema/postgres-sql.ts";

/** Clocks that differ by less than this, in ms, count as equal. */
const skewMsMin = 250;

// A known skew is corrected when a measurement differs from it by more than this, in ms.
const skewChangeMsMin = 50;

// How often the clocks are compared while the store is in use.
const intervalMs = 60_000;

// A comparison ends after this, in ms.
const replyMsMax = 1_000;

/** Measures the skew of a store's server. */
export class PostgresClock {
  readonly #connections: PostgresConnections;
  readonly #statements: PostgresStatements;
  readonly #clock: Clock;
  #skewMs = 0;
  #dueTime = 0;

  constructor(connections: PostgresConnections, statements: PostgresStatements, clock: Clock) {
    this.#connections = connections;
    this.#statements = statements;
    this.#clock = clock;
  }

  /** How far the server's clock is ahead, in whole ms; negative: behind. */
  get skewMs(): number {
    return this.#skewMs;
  }

  /** Starts a comparison in the background if the last one is a minute old. */
  compareIfDue(): void {
    if (this.#clock.monotonic() >= this.#dueTime) this.compare().catch(() => undefined);
  }

  /** Compares the clocks. Rejects with StoreError, and then the skew is as it was. */
  async compare(): Promise<void> {
    this.#dueTime = this.#clock.monotonic() + intervalMs;
    const before = this.#clock.now();
    const call = createCall({ clock: this.#clock, deadline: this.#clock.monotonic() + replyMsMax });
    const [row] = await this.#connections.run(this.#statements.time, [], call);
    const server = decodeTime(row?.[0]);
    if (server !== undefined) this.#skewMs = measuredSkew(before, server, this.#clock.now(), this.#skewMs);
  }
}

/**
 * The skew after a measurement: the server's time between two readings of this process's clock. What the round trip can
 * explain does not count, and a measurement that agrees with the known skew changes nothing, so that times do not flicker.
 */
function measuredSkew(before: number, server: number, after: number, knownMs: number): number {
  const measuredMs = Math.round(server - (before + after) / 2);
  const toleranceMs = Math.abs(after - before) / 2 + (knownMs === 0 ? skewMsMin : skewChangeMsMin);
  if (Math.abs(measuredMs - knownMs) <= toleranceMs) return knownMs;
  return Math.abs(measuredMs) < skewMsMin ? 0 : measuredMs;
}
