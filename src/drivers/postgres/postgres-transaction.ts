// The slow path: one transaction in a transaction of its own. Every key it names is
// held first, in one order for all (so that transactions wait for each other
// and do not deadlock), also keys that are not there, which no row lock can
// hold. Then the records are read and locked, the transaction is judged by the rule
// that all drivers share, and its changes are written by the same statements as
// single mutations. Keys found absent and only checked are held by placeholder
// rows until the end; a key that somebody without our locks makes meanwhile is
// noticed by its row, and the whole is done again.
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
import type { PostgresConnections, RunStatement } from "./connection/postgres-connections.ts";
import { decodeTime, type Row, readRow } from "./postgres-codec.ts";
import { isDamagedValue, isLostRace } from "./postgres-errors.ts";
import { type GroupName, groupOf, groupValues, swallowedError } from "./postgres-plan.ts";
import { decodeResults, encodeResults } from "./postgres-results-codec.ts";
import type { PostgresStatements } from "./schema/postgres-sql.ts";

const attemptsMax = 4;

// Thrown to undo a transaction whose key was made by somebody who does not take our locks.
class Overtaken extends StoreError {
  constructor() {
    super("unavailable", "a key was written by another process at the same moment", {
      outcome: "not-applied",
    });
  }
}

/** Applies one transaction whole or not at all. Resolves with its results or with why it was not applied. */
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
      const again = thrown instanceof Overtaken || isLostRace(thrown);
      if (!again || attempt === attemptsMax) return thrown;
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
    const before = row === undefined ? undefined : recall(rememberedOf(row), idempotency, now);
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

// A row that the server cannot even read out is damaged; the request is not to blame.
async function lockRows(
  keys: readonly string[],
  run: RunStatement,
  statements: PostgresStatements,
): Promise<readonly Row[]> {
  try {
    return await run(statements.lockRows, [keys]);
  } catch (thrown) {
    if (isDamagedValue(thrown)) {
      throw new StoreError("corrupt", "a row's value is no record", {
        outcome: "not-applied",
        cause: thrown,
      });
    }
    throw thrown;
  }
}

// Single writes take no locks but the row's, and daprd knows none of ours. A key that was found missing and is not
// written here is therefore made and taken away again, so that the unique index keeps everybody off until the end.
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

function rememberedOf([fingerprint, expireTime, results]: Row) {
  return {
    fingerprint: fingerprint ?? "",
    expireTime: decodeTime(expireTime) ?? 0,
    results: decodeResults(results ?? ""),
  };
}

// The store gives the versions of what it writes; the results were made before it did.
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
      // The rows of a put that asks nothing are locked here: nobody can have overtaken it.
      throw name === "putAny" ? swallowedError().with({ outcome: "not-applied" }) : new Overtaken();
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

// A put says whether its value is kept as JSON; a counter stays what it was.
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

// A change of a row that is locked is written whatever it was; a new key only if it is still not there.
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
