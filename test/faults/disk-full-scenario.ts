// A store that fills up: it is filled until a write is rejected, read, removed from
// while it is full, given free space, and written to again, without being reopened.
import { createCall } from "../../src/model/call.ts";
import { type ErrorCode, type Outcome, StoreError } from "../../src/model/errors.ts";
import { type Mutation, noExpiry, noPrecondition } from "../../src/model/mutation.ts";
import type { StateStore, TransactionResult } from "../../src/store/state-store.ts";

/** The result of the scenario. */
export interface DiskFullResult {
  /** Writes that were acknowledged before the store was full. */
  readonly filled: number;
  readonly rejection: { readonly code: ErrorCode; readonly outcome: Outcome; readonly retryDelayMs?: number };
  /** How many of the filled records could be read while it was full. */
  readonly readWhileFull: number;
  /** Codes of a put and a remove that were sent together while it was full. */
  readonly together: readonly string[];
  /** Acknowledged writes, of ten, after records were removed. */
  readonly writtenAfter: number;
  /** The keys that have to be stored in the end. */
  readonly keys: readonly string[];
}

const valueBytes = 20_000;
const writesMax = 5_000;

/** Runs the scenario on a store that can hold less than a hundred megabytes. */
export async function runDiskFullScenario(store: StateStore): Promise<DiskFullResult> {
  const { filled, rejection } = await fill(store);
  const readWhileFull = await countReadable(store, filled);
  const together = await commit(store, [[put("too-much")], [remove("fill-0")]]);
  // Half of the records, one by one.
  for (let index = 1; index < filled / 2; index++) await commit(store, [[remove(`fill-${index}`)]]);
  let writtenAfter = 0;
  const after = Array.from({ length: 10 }, (_, index) => `after-${index}`);
  for (const key of after) if (codeOf((await commit(store, [[put(key)]]))[0]) === "ok") writtenAfter += 1;
  const kept = Array.from({ length: filled }, (_, index) => `fill-${index}`).slice(Math.ceil(filled / 2));
  return {
    filled,
    rejection,
    readWhileFull,
    together: together.map(codeOf),
    writtenAfter,
    keys: [...kept, ...after],
  };
}

/** The value that the scenario writes under a key. */
export function scenarioValue(key: string): Buffer {
  return Buffer.from(key.padEnd(valueBytes, "."));
}

async function fill(store: StateStore): Promise<Pick<DiskFullResult, "filled" | "rejection">> {
  for (let filled = 0; filled < writesMax; filled++) {
    const [result] = await commit(store, [[put(`fill-${filled}`)]]);
    if (!(result instanceof StoreError)) continue;
    const { code, outcome, retryDelayMs } = result;
    return { filled, rejection: { code, outcome, ...(retryDelayMs !== undefined && { retryDelayMs }) } };
  }
  throw new Error(`the store was not full after ${writesMax} writes`);
}

async function countReadable(store: StateStore, filled: number): Promise<number> {
  let readable = 0;
  for (let index = 0; index < filled; index++) {
    const key = `fill-${index}`;
    const [result] = await store.read([key], { consistency: "strong", view: "full" }, createCall());
    if (result instanceof StoreError || result === undefined) continue;
    if (scenarioValue(key).equals(result.value)) readable += 1;
  }
  return readable;
}

// A failure of the whole call counts as a failure of each transaction.
async function commit(store: StateStore, transactions: Mutation[][]): Promise<readonly TransactionResult[]> {
  try {
    return await store.commit(
      transactions.map((mutations) => ({ mutations })),
      createCall(),
    );
  } catch (thrown) {
    if (thrown instanceof StoreError) return transactions.map(() => thrown);
    throw thrown;
  }
}

function codeOf(result: TransactionResult | undefined): string {
  return result instanceof StoreError ? result.code : "ok";
}

function put(key: string): Mutation {
  return {
    type: "put",
    key,
    value: scenarioValue(key),
    contentType: "",
    kind: "persistent",
    expiry: noExpiry,
    precondition: noPrecondition,
    returnPrevious: false,
  };
}

function remove(key: string): Mutation {
  return { type: "remove", key, precondition: noPrecondition, returnPrevious: false };
}
