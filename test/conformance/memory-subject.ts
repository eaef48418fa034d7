// A memory store for the suite, by itself or under layers.
import { memoryDriver } from "../../src/drivers/memory/memory-driver.ts";
import type { StateStore } from "../../src/store/state-store.ts";
import { createAdjustableClock, type Exceptions, type OpenSubject } from "./subject.ts";

/** What cannot be shown on a store that lives in this process alone. */
export const memoryExceptions: Exceptions = {
  R3: "records are kept as objects, which nothing can damage",
  C14: "the store promises to keep nothing beyond its process",
  L2: "there is nothing behind the store that could keep it from answering",
};

/** Opens a memory store with a clock that tests move, and wraps it if asked. */
export async function openMemory(wrap = (inner: StateStore) => inner): Promise<OpenSubject> {
  const clock = createAdjustableClock();
  const options = memoryDriver.compile({ sweepIntervalMs: 10 });
  const context = { clock, random: Math.random, log: () => {}, storeName: "memory" };
  const store = wrap(await memoryDriver.open(options, context));
  return { store, clock, close: () => store.close() };
}
