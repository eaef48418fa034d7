// One transaction as a transaction of the database. First an advisory lock is
// taken for every key, in one order for all, so that transactions wait for each
// other and do not deadlock; this also covers keys that do not exist, which no row
// lock can. Then the records are read and locked, the rule that all drivers share
// decides, and the changes are written by the same statements as single mutations.
// Keys that are absent and not written are held by placeholder rows until the end.
// A key that a writer without these locks creates meanwhile is noticed by its row,
// and the transaction is run again.
import { randomUUID } from "node:crypto";
import { applyTransaction, type Change } from "../../driver-kit/apply-transaction.ts";
import { recall } from "../../driver-kit/idempotency.ts";
import type { Call } from "../../model/call.ts";
import { StoreError } from "../../model/errors.ts";
import {
  type Mutation,
  type MutationResult,
  noPrecondition,
  type Precondition,
  type Transaction,
} from "../../model/mutation.ts";
import type { ReadResult, TransactionResult } from "../../store/state-store.ts";
import type { PostgresConnections } from "./connection/postgres-connections.ts";
import type { Row } from "./connection/postgres-statement.ts";
import type { RunStatement } from "./connection/postgres-transaction-pool.ts";
import { decodeTime, readRow } from "./postgres-codec.ts";
import { isDamagedValue, isLostRace } from "./postgres-errors.ts";
import { discardedError, type GroupName, groupOf, groupValues } from "./postgres-plan.ts";
import { decodeResults, encodeResults } from "./postgres-results-codec.ts";
import type { PostgresStatements } from "./schema/postgres-sql.ts";

const attemptsMax = 4;

// Thrown to roll back a transaction one of whose keys was created by a writer that does not take the advisory locks.
class Overtaken extends StoreError {
  constructor() {
    super("unavailable", "a key was written by another process at the same moment", {
      outcome: "not-applied",
    });
  }
}

/** Applies one transaction completely or not at all. Resolves with its results or with the reason why it was not applied. */
export async function applyInTransaction(
  transaction: Transaction,
  connections: PostgresConnections,
  statements: PostgresStatements,
  call: Call,
): Promise<TransactionResult> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await connections.transaction((run) => apply(transaction, run, statements), call);
    } catch (thrown) {
      if (!(thrown instanceof StoreError)) throw thrown;
      const canRetry = thrown instanceof Overtaken || isLostRace(thrown);
      if (!canRetry || attempt === attemptsMax) return thrown;
    }
  }
}

async function apply(
  transaction: Transaction,
  run: RunStatement,
  statements: PostgresStatements,
): Promise<TransactionResult> {
  const { mutations, idempotency } = transaction;
  const keys = mutations.map(({ key }) => key);
  const locks = idempotency === undefined ? keys : [...keys, `idempotency ${idempotency.key}`];
  const [locked] = await run(statements.lockKeys, [locks]);
  const now = decodeTime(locked?.[1]) ?? 0;
  if (idempotency !== undefined) {
    const [row] = await run(statements.recall, [idempotency.key]);
    const before = row === undefined ? undefined : recall(decodeIdempotency(row), idempotency, now);
    if (before instanceof StoreError) throw before;
    if (before !== undefined) return before;
  }
  const records = new Map<string, ReadResult>();
  const jsonKeys = new Set<string>();
  for (const row of await lockRows(keys, run, statements)) {
    records.set(row[0] ?? "", readRow(row, "full"));
    if (row.at(-1) === "t") jsonKeys.add(row[0] ?? "");
  }
  const applied = applyTransaction(transaction, (key) => records.get(key), { now, nextVersion: randomUUID });
  if (applied instanceof StoreError) throw applied;
  const held = await holdAbsent(keys, applied.changes, records, run, statements);
  const asJson = keysAsJson(mutations, jsonKeys);
  const versions = await write(mutationsOf(applied.changes, records, asJson), run, statements);
  if (held.length > 0) await run(statements.releaseAbsent, [held]);
  const results = applied.results.map((result, index) => withVersion(result, keys[index], versions));
  if (idempotency !== undefined) {
    const { key, fingerprint, expireTime } = idempotency;
    await run(statements.remember, [key, fingerprint, Math.floor(expireTime), encodeResults(results)]);
  }
  return results;
}

// A row that the server cannot decode is damaged; the request is valid.
async function lockRows(
  keys: readonly string[],
  run: RunStatement,
  statements: PostgresStatements,
): Promise<readonly Row[]> {
  try {
    return await run(statements.lockRows, [keys]);
  } catch (thrown) {
    if (isDamagedValue(thrown)) {
      throw new StoreError("corrupt", "a row's value cannot be read as a record", {
        outcome: "not-applied",
        cause: thrown,
      });
    }
    throw thrown;
  }
}

// Single writes lock only their row, and daprd does not take the advisory locks. A key that is absent and not written
// here is therefore inserted and deleted again, so that the unique index blocks other writers until the end.
async function holdAbsent(
  keys: readonly string[],
  changes: readonly Change[],
  records: ReadonlyMap<string, ReadResult>,
  run: RunStatement,
  statements: PostgresStatements,
): Promise<readonly string[]> {
  const written = new Set(changes.map(({ key }) => key));
  const absent = keys.filter((key) => !records.has(key) && !written.has(key));
  if (absent.length === 0) return absent;
  const held = await run(statements.holdAbsent, [absent]);
  if (held.length < absent.length) throw new Overtaken();
  return absent;
}

function decodeIdempotency([fingerprint, expireTime, results]: Row) {
  return {
    fingerprint: fingerprint ?? "",
    expireTime: decodeTime(expireTime) ?? 0,
    results: decodeResults(results ?? ""),
  };
}

// The versions come from the statements that wrote; the results were made before.
function withVersion(
  result: MutationResult,
  key: string | undefined,
  versions: ReadonlyMap<string, string>,
): MutationResult {
  const version = versions.get(key ?? "");
  return version === undefined || result.version === undefined ? result : { ...result, version };
}

async function write(
  mutations: readonly Mutation[],
  run: RunStatement,
  statements: PostgresStatements,
): Promise<ReadonlyMap<string, string>> {
  const versions = new Map<string, string>();
  for (const [name, group] of byGroup(mutations)) {
    const rows = await run(statements[name], groupValues(name, group, statements.keepsJson));
    if (rows.length < group.length) {
      // The rows of a put without precondition are locked here: no other writer can have come first.
      throw name === "putAny" ? discardedError().with({ outcome: "not-applied" }) : new Overtaken();
    }
    for (const [key, version] of rows) {
      if (key !== null && version !== null && key !== undefined && version !== undefined)
        versions.set(key, version);
    }
  }
  return versions;
}

function byGroup(mutations: readonly Mutation[]): ReadonlyMap<GroupName, readonly Mutation[]> {
  const groups = new Map<GroupName, Mutation[]>();
  for (const mutation of mutations) {
    const name = groupOf(mutation);
    if (name === undefined) continue;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [mutation]);
    else group.push(mutation);
  }
  return groups;
}

// A put says whether its value is kept as JSON; a counter is kept as it was.
function keysAsJson(mutations: readonly Mutation[], jsonKeys: ReadonlySet<string>): (key: string) => boolean {
  const kept = new Set<string>();
  for (const mutation of mutations) {
    const { type, key } = mutation;
    if (type === "put" ? mutation.hints?.asJson === true : type === "add" && jsonKeys.has(key)) kept.add(key);
  }
  return (key) => kept.has(key);
}

function mutationsOf(
  changes: readonly Change[],
  records: ReadonlyMap<string, ReadResult>,
  asJson: (key: string) => boolean,
): readonly Mutation[] {
  return changes.map((change) => mutationOf(change, records.get(change.key), asJson(change.key)));
}

// A change of a locked row is written unconditionally; a new key only if it still does not exist.
function mutationOf({ key, record }: Change, before: ReadResult, asJson: boolean): Mutation {
  const precondition: Precondition = before === undefined ? { type: "absent" } : noPrecondition;
  if (record === undefined)
    return { type: "remove", key, precondition: noPrecondition, returnPrevious: false };
  const { value, contentType, kind, expireTime } = record;
  const expiry =
    expireTime === undefined ? ({ type: "none" } as const) : ({ type: "at", time: expireTime } as const);
  const isTouch =
    before !== undefined && !(before instanceof StoreError) && before.version === record.version;
  if (isTouch) return { type: "touch", key, expiry, precondition: noPrecondition };
  return {
    type: "put",
    key,
    value,
    contentType,
    kind,
    expiry,
    precondition,
    returnPrevious: false,
    hints: { asJson },
  };
}
