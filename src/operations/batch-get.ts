// BatchGet: many records, each with its own result, in the order of the keys. The
// result is bounded in bytes: keys are read in steps, and once the bound is reached,
// each remaining key gets an error instead of being read.
import type { Call } from "../model/call.ts";
import { StoreError, violationError } from "../model/errors.ts";
import { readBytesMaxDefault, readKeysMax } from "../model/limits.ts";
import type { Consistency } from "../model/mutation.ts";
import type { ReadResult, StateStore } from "../store/state-store.ts";
import { resultBytes } from "./read-slices.ts";
import { ReadingStep } from "./reading-step.ts";
import { emptyListError, missingResultError, reroot } from "./store-calls.ts";

// A hundred keys are one round trip; more keys are read only while the result has space for their records.
const stepKeys = 100;

/** What to get. */
export interface BatchGetInput {
  /** 1 to 1000 keys; a key may occur several times. */
  readonly keys: readonly string[];
  readonly consistency: Consistency;
  /** Approximate limit of the records in the result, in bytes; one record always fits. Default: 12 MiB. */
  readonly bytesMax?: number;
  /** Whether an `invalid` key rejects the whole request instead of having its own error. Default: false. */
  readonly rejectsInvalidKeys?: boolean;
}

/**
 * One result per key, in order. Keys after the limit has been reached have a `too-large` error with their path; request
 * them again to read them. Throws only if the whole read fails.
 */
export async function batchGet(
  store: StateStore,
  { keys, consistency, bytesMax = readBytesMaxDefault, rejectsInvalidKeys = false }: BatchGetInput,
  call: Call,
): Promise<readonly ReadResult[]> {
  if (keys.length === 0) throw emptyListError("keys", readKeysMax);
  // The guard sees only one step of the keys.
  if (keys.length > readKeysMax) throw tooManyError(keys.length);
  const results: ReadResult[] = [];
  const step = new ReadingStep(stepKeys, stepKeys);
  let bytesLeft = bytesMax;
  while (results.length < keys.length && bytesLeft > 0) {
    const wanted = keys.slice(results.length, results.length + step.recordsFor(bytesLeft));
    const read = await store.read(wanted, { consistency, view: "full" }, call);
    if (read.length !== wanted.length) throw missingResultError();
    const sizes = read.map((result, index) => resultBytes(result, wanted[index] ?? ""));
    step.fetched(
      read.length,
      sizes.reduce((sum, bytes) => sum + bytes, 0),
    );
    const first = results.length;
    for (const [index, result] of read.entries()) {
      bytesLeft -= sizes[index] ?? 0;
      if (bytesLeft < 0 && results.length > 0) break;
      if (!(result instanceof StoreError)) {
        results.push(result);
        continue;
      }
      const error = reroot(result, ["keys", index], ["keys", first + index]);
      if (rejectsInvalidKeys && error.code === "invalid") throw error;
      results.push(error);
    }
  }
  return keys.map((_, index) =>
    index < results.length ? results[index] : beyondLimitError(index, bytesMax),
  );
}

function tooManyError(count: number): StoreError {
  const description = `has ${count} items; the limit is ${readKeysMax}`;
  return violationError([{ path: ["keys"], description }], "too-large");
}

function beyondLimitError(index: number, bytesMax: number): StoreError {
  const description = `the record was not read, because the records before it reach the limit of ${bytesMax} bytes for one request; request this key again`;
  return violationError([{ path: ["keys", index], description }], "too-large");
}
