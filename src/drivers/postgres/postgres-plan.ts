// How the transactions of one commit become statements. Pure. Single mutations
// of one kind become one statement; a transaction that needs more than one
// statement runs by itself. Transactions that name the same key never run at the
// same time: each wave ends before the next begins, so that they are applied in
// the order given.
import { StoreError } from "../../model/errors.ts";
import type { Expiry, Mutation, MutationResult, Transaction } from "../../model/mutation.ts";
import type { Row } from "./connection/postgres-statement.ts";
import { decodeTime, kindNumber, packValues } from "./postgres-codec.ts";

/** The statements that take many rows. */
export type GroupName = "putAny" | "putAnyKeep" | "putAbsent" | "putPresent" | "remove" | "touch" | "add";

/** One transaction of the commit and its index there. */
export interface PlacedTransaction {
  readonly index: number;
  readonly transaction: Transaction;
}

/** One mutation of a group, and the index of its transaction in the commit. */
export interface PlacedMutation {
  readonly index: number;
  readonly mutation: Mutation;
}

/** Statements and transactions that run at the same time. */
export interface Wave {
  readonly groups: ReadonlyMap<GroupName, readonly PlacedMutation[]>;
  readonly transactions: readonly PlacedTransaction[];
}

interface OpenWave {
  readonly keys: Set<string>;
  readonly groups: Map<GroupName, PlacedMutation[]>;
  readonly transactions: PlacedTransaction[];
}

/** The waves of a commit. */
export function planWaves(transactions: readonly PlacedTransaction[]): readonly Wave[] {
  const waves: OpenWave[] = [];
  for (const placed of transactions) {
    const { mutations } = placed.transaction;
    let wave = waves.at(-1);
    if (wave === undefined || hasKeyOf(mutations, wave.keys)) {
      wave = { keys: new Set(), groups: new Map(), transactions: [] };
      waves.push(wave);
    }
    for (const { key } of mutations) wave.keys.add(key);
    place(wave, placed);
  }
  return waves;
}

function hasKeyOf(mutations: readonly Mutation[], keys: ReadonlySet<string>): boolean {
  for (const { key } of mutations) if (keys.has(key)) return true;
  return false;
}

function place(wave: OpenWave, placed: PlacedTransaction): void {
  const group = groupOfTransaction(placed.transaction);
  const [mutation] = placed.transaction.mutations;
  if (group === undefined || mutation === undefined) {
    wave.transactions.push(placed);
    return;
  }
  const entry = { index: placed.index, mutation };
  const entries = wave.groups.get(group);
  if (entries === undefined) wave.groups.set(group, [entry]);
  else entries.push(entry);
}

// One statement can check and apply a single mutation, unless the record before it has to be returned.
function groupOfTransaction({ mutations, idempotency }: Transaction): GroupName | undefined {
  const [mutation] = mutations;
  if (mutation === undefined || mutations.length > 1 || idempotency !== undefined) return undefined;
  if ("returnPrevious" in mutation && mutation.returnPrevious) return undefined;
  return groupOf(mutation);
}

/** The statement that applies a mutation; undefined for a check, and for a remove or touch with the precondition absent. */
export function groupOf(mutation: Mutation): GroupName | undefined {
  const { type } = mutation.precondition;
  switch (mutation.type) {
    case "put":
      if (type === "present" || type === "version") return "putPresent";
      if (type === "absent") return "putAbsent";
      return mutation.expiry.type === "keep" ? "putAnyKeep" : "putAny";
    case "add":
      return "add";
    case "remove":
    case "touch":
      return type === "absent" ? undefined : mutation.type;
    case "check":
      return undefined;
  }
}

const versionOf = ({ precondition }: Mutation): string | null =>
  precondition.type === "version" ? precondition.version : null;

// A time to live is negative, so that one array has both forms. No time before 1970 differs from 1970.
function expireMs(expiry: Expiry): number | null {
  if (expiry.type === "after") return -Math.floor(expiry.ttlMs);
  return expiry.type === "at" ? Math.max(0, Math.floor(expiry.time)) : null;
}

/** The parameters of a group's statement; `keepsJson` as in the statements. */
export function groupValues(
  name: GroupName,
  mutations: readonly Mutation[],
  keepsJson: boolean,
): readonly unknown[] {
  const keys = mutations.map(({ key }) => key);
  const versions = mutations.map(versionOf);
  if (name === "remove")
    return [keys, versions, mutations.map(({ precondition }) => precondition.type !== "none")];
  const expiries = mutations.map((mutation) =>
    "expiry" in mutation ? mutation.expiry : { type: "none" as const },
  );
  const times = expiries.map(expireMs);
  const keeps = expiries.map(({ type }) => type === "keep");
  if (name === "touch") return [keys, versions, times, keeps];
  if (name === "add") return addValues(keys, versions, mutations, times, keeps);
  const puts = mutations.filter((mutation) => mutation.type === "put");
  const { bytes, offsets, lengths } = packValues(puts.map(({ value }) => value));
  const kinds = puts.map(({ kind }) => kindNumber(kind));
  return [
    keys,
    bytes,
    offsets,
    lengths,
    puts.map(({ contentType }) => contentType),
    kinds,
    times,
    keeps,
    versions,
    ...(keepsJson ? [puts.map(({ hints }) => hints?.asJson === true)] : []),
  ];
}

function addValues(
  keys: readonly string[],
  versions: readonly (string | null)[],
  mutations: readonly Mutation[],
  times: readonly (number | null)[],
  keeps: readonly boolean[],
): readonly unknown[] {
  const adds = mutations.filter((mutation) => mutation.type === "add");
  const mayExist = adds.map(({ precondition }) => precondition.type !== "absent");
  const mayLack = adds.map(
    ({ precondition }) => precondition.type === "none" || precondition.type === "absent",
  );
  const deltas = adds.map(({ delta }) => delta);
  const initials = adds.map(({ initial }) => initial);
  return [keys, versions, deltas, initials, times, keeps, mayExist, mayLack];
}

/** The result of a mutation from the row that its statement returned. */
export function rowResult(row: Row): MutationResult {
  const [, version, found, expireTime, counter] = row;
  return {
    found: found === "t",
    version: version ?? undefined,
    expireTime: decodeTime(expireTime),
    ...(counter !== null && counter !== undefined && { value: BigInt(counter) }),
  };
}

/**
 * The result of a mutation whose statement returned no row; undefined where only the transaction path can tell. The row of
 * a put without precondition is always returned, unless something in the database, such as a trigger, discarded it.
 */
export function absenceResult(mutation: Mutation): MutationResult | StoreError | undefined {
  const { type } = mutation.precondition;
  if (mutation.type === "add") return undefined;
  if (type === "absent")
    return new StoreError("already-exists", "the key already exists", { mutationIndex: 0 });
  if (type === "present") return new StoreError("missing", "the key does not exist", { mutationIndex: 0 });
  if (type === "version") {
    return new StoreError("conflict", "the record does not have the required version", {
      mutationIndex: 0,
    });
  }
  if (mutation.type === "put") return discardedError();
  return { found: false, version: undefined, expireTime: undefined };
}

/** The error of a write that the table accepted and did not keep. Whether it was applied elsewhere is unknown. */
export function discardedError(): StoreError {
  return new StoreError("internal", "the table did not keep the row: a trigger or a policy discarded it", {
    outcome: "unknown",
    mutationIndex: 0,
  });
}
