// A bulk get: reads the keys in slices and hands on each slice before it reads the next,
// so that a large result never is in memory as a whole unless the reader keeps it.
import { type Call, type ReadResult, readSlices } from "../../../src/index.ts";
import { asDaprError } from "../texts/dapr-error.ts";
import { bulkGetError } from "../texts/state-errors.ts";
import { limitedCall } from "./call-limit.ts";
import type { DaprStore } from "./dapr-store.ts";

/** Called for each slice of the results, in order. The next slice is read when its promise has resolved. */
export type UseSlice = (results: readonly ReadResult[]) => Promise<void>;

const sliceBytes = 1024 * 1024;

/** Reads the keys. Throws a DaprError if a slice cannot be read, and what `use` throws. */
export async function readBulk(
  store: DaprStore,
  keys: readonly string[],
  call: Call,
  use: UseSlice,
): Promise<void> {
  const { clock } = call;
  const startMs = clock.monotonic();
  let pausedMs = 0;
  const callOf = () => limitedCall(call, store, startMs, pausedMs);
  const slices = readSlices(store.store, { keys, consistency: "eventual", sliceBytes }, callOf);
  for (;;) {
    const next = await asDaprError(slices.next(), bulkGetError);
    if (next.done === true) return;
    const readMs = clock.monotonic();
    await use(next.value);
    // A client that reads its reply slowly does not use up the time of the store.
    pausedMs += clock.monotonic() - readMs;
  }
}
