// Commits. Single mutations of one kind are one statement, for all callers; the
// kinds are sent at the same time over several connections. Transactions that need
// more than one statement run as transactions of the database.
import type { Call } from "../../model/call.ts";
import { asStoreError, StoreError } from "../../model/errors.ts";
import type { Mutation, Transaction } from "../../model/mutation.ts";
import { endedCallError } from "../../store/call-check.ts";
import type { TransactionResult } from "../../store/state-store.ts";
import type { PostgresConnections } from "./connection/postgres-connections.ts";
import type { Row } from "./connection/postgres-statement.ts";
import type { PostgresClock } from "./postgres-clock.ts";
import { isDamagedValue, isDataError, isLockTimeout, isLostRace } from "./postgres-errors.ts";
import {
  absenceResult,
  type GroupName,
  groupValues,
  type PlacedMutation,
  type PlacedTransaction,
  planWaves,
  rowResult,
  type Wave,
} from "./postgres-plan.ts";
import { shiftResults, shiftTransaction } from "./postgres-time-shift.ts";
import { applyInTransaction } from "./postgres-transaction.ts";
import type { PostgresStatements } from "./schema/postgres-sql.ts";

const attemptsMax = 4;

/** Writes the records of one table. */
export class PostgresWriter {
  readonly #connections: PostgresConnections;
  readonly #statements: PostgresStatements;
  readonly #clock: PostgresClock;

  constructor(connections: PostgresConnections, statements: PostgresStatements, clock: PostgresClock) {
    this.#connections = connections;
    this.#statements = statements;
    this.#clock = clock;
  }

  /** As `StateStore.commit`. */
  async commit(transactions: readonly Transaction[], call: Call): Promise<readonly TransactionResult[]> {
    const { skewMs } = this.#clock;
    const results: TransactionResult[] = new Array(transactions.length);
    const placed = transactions.map((transaction, index): PlacedTransaction => {
      return { index, transaction: shiftTransaction(transaction, skewMs) };
    });
    for (const wave of planWaves(placed)) {
      const ended = endedCallError(call);
      if (ended === undefined) await this.#runWave(wave, results, call);
      else rejectWave(wave, ended, results);
    }
    const ended = endedBeforeAny(results, call);
    if (ended !== undefined) throw ended;
    return skewMs === 0 ? results : results.map((result) => shiftResults(result, -skewMs));
  }

  async #runWave({ groups, transactions }: Wave, results: TransactionResult[], call: Call): Promise<void> {
    await Promise.all([
      ...[...groups].map(([name, placed]) => this.#runGroup(name, placed, results, call)),
      ...transactions.map((placed) => this.#runTransaction(placed, results, call)),
    ]);
  }

  async #runTransaction(
    { index, transaction }: PlacedTransaction,
    results: TransactionResult[],
    call: Call,
  ): Promise<void> {
    try {
      results[index] = await applyInTransaction(transaction, this.#connections, this.#statements, call);
    } catch (thrown) {
      results[index] = asStoreError(thrown);
    }
  }

  async #runGroup(
    name: GroupName,
    placed: readonly PlacedMutation[],
    results: TransactionResult[],
    call: Call,
  ): Promise<void> {
    const rows = await this.#groupRows(name, placed, call);
    if (!(rows instanceof StoreError)) return this.#settle(placed, rows, results, call);
    // An error that one row causes must not fail the others of its statement.
    if ((isDataError(rows) || isLockTimeout(rows)) && placed.length > 1) {
      await Promise.all(placed.map((one) => this.#runGroup(name, [one], results, call)));
      return;
    }
    // The stored row of an addition cannot be decoded: the transaction path reports it as corrupt.
    if (name === "add" && isDamagedValue(rows)) return this.#settle(placed, new Map(), results, call);
    for (const { index } of placed) {
      results[index] = isDataError(rows) ? rows.with({ mutationIndex: 0 }) : rows;
    }
  }

  // The rows by their keys. A statement that lost a race was rolled back, and is run again.
  async #groupRows(
    name: GroupName,
    placed: readonly PlacedMutation[],
    call: Call,
  ): Promise<ReadonlyMap<string, Row> | StoreError> {
    const mutations: readonly Mutation[] = placed.map(({ mutation }) => mutation);
    const values = groupValues(name, mutations, this.#statements.keepsJson);
    for (let attempt = 1; ; attempt++) {
      try {
        const rows = await this.#connections.run(this.#statements[name], values, call);
        return new Map(rows.map((row) => [row[0] ?? "", row]));
      } catch (thrown) {
        const error = asStoreError(thrown);
        if (!isLostRace(error) || attempt === attemptsMax) return error;
      }
    }
  }

  // A mutation that only the transaction path can judge is rare: a promise for each would cost more than the rest.
  async #settle(
    placed: readonly PlacedMutation[],
    rows: ReadonlyMap<string, Row>,
    results: TransactionResult[],
    call: Call,
  ): Promise<void> {
    const undecided: PlacedTransaction[] = [];
    for (const { index, mutation } of placed) {
      const row = rows.get(mutation.key);
      const result = row === undefined ? absenceResult(mutation) : rowResult(row);
      if (result === undefined) undecided.push({ index, transaction: { mutations: [mutation] } });
      else results[index] = result instanceof StoreError ? result : [result];
    }
    if (undecided.length === 0) return;
    await Promise.all(undecided.map((one) => this.#runTransaction(one, results, call)));
  }
}

// A call that ended before anything was sent fails as a whole.
function endedBeforeAny(results: readonly TransactionResult[], call: Call): StoreError | undefined {
  const ended = endedCallError(call);
  const isUnsent = (result: TransactionResult): boolean =>
    result instanceof StoreError && result.code === ended?.code && result.outcome === "not-applied";
  return results.length > 0 && results.every(isUnsent) ? ended : undefined;
}

function rejectWave({ groups, transactions }: Wave, error: StoreError, results: TransactionResult[]): void {
  for (const { index } of [...groups.values()].flat()) results[index] = error;
  for (const { index } of transactions) results[index] = error;
}
