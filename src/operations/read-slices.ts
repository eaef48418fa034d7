// Reads any number of keys in slices: in the order of the keys, each slice when the one
// before it was used. So a reader that sends each slice on needs the memory of one slice,
// however large the result is.
import type { Call } from "../model/call.ts";
import { StoreError } from "../model/errors.ts";
import { utf8Bytes } from "../model/key.ts";
import type { Consistency } from "../model/mutation.ts";
import type { ReadResult, StateStore } from "../store/state-store.ts";
import { ReadingStep, recordBytes } from "./reading-step.ts";
import { missingResultError, reroot } from "./store-calls.ts";

// The sizes of the first records are unknown, so the first slices are short.
const firstKeys = 8;
const sliceKeysMax = 100;

/** What to read. */
interface ReadSlicesInput {
  /** Any number of keys; a key may occur several times. */
  readonly keys: readonly string[];
  readonly consistency: Consistency;
  /** The approximate size of a slice, in bytes, once the sizes of some records are known. */
  readonly sliceBytes: number;
}

/** The results of consecutive keys: one per key, in order. Throws only if the whole read of a slice fails. `callOf` returns the call of each read. */
export async function* readSlices(
  store: StateStore,
  { keys, consistency, sliceBytes }: ReadSlicesInput,
  callOf: () => Call,
): AsyncGenerator<readonly ReadResult[], void, undefined> {
  const step = new ReadingStep(firstKeys, sliceKeysMax);
  for (let from = 0; from < keys.length; ) {
    const wanted = keys.slice(from, from + step.recordsFor(sliceBytes));
    const read = await store.read(wanted, { consistency, view: "full" }, callOf());
    if (read.length !== wanted.length) throw missingResultError();
    const bytes = read.reduce((sum, result, index) => sum + resultBytes(result, wanted[index] ?? ""), 0);
    step.fetched(read.length, bytes);
    const first = from;
    from += read.length;
    yield read.map((result, index) => placed(result, index, first + index));
  }
}

/** The size of a result in a reply, in bytes. Approximate. */
export function resultBytes(result: ReadResult, key: string): number {
  return result === undefined || result instanceof StoreError ? utf8Bytes(key) : recordBytes(result);
}

// The store sees only the keys of the slice.
function placed(result: ReadResult, index: number, place: number): ReadResult {
  return result instanceof StoreError ? reroot(result, ["keys", index], ["keys", place]) : result;
}
