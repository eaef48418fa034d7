// A memory store for the suite, alone or under layers.
import { memoryDriver } from "../../src/drivers/memory/memory-driver.ts";
import type { StateStore } from "../../src/store/state-store.ts";
import { freezable } from "./freezable-store.ts";
import { createAdjustableClock, type Exceptions, type OpenSubject } from "./subject.ts";

/** Clauses that cannot be tested on a memory store under a layer that ends calls. */
export const memoryExceptions: Exceptions = {
  R3: "records are kept as objects, which cannot be damaged",
  C14: "the store keeps nothing beyond its process",
};

/** Clauses that cannot be tested without such a layer. */
export const bareMemoryExceptions: Exceptions = {
  ...memoryExceptions,
  L2: "there is no server behind the store that could be frozen",
};

/** Opens a memory store with a clock that tests move: bare, or under layers that may be given a frozen store. */
export async function openMemory(wrap?: (inner: StateStore) => StateStore): Promise<OpenSubject> {
  const clock = createAdjustableClock();
  const options = memoryDriver.compile({ sweepIntervalMs: 10 });
  const context = { clock, random: Math.random, log: () => {}, storeName: "memory" };
  const driver = await memoryDriver.open(options, context);
  if (wrap === undefined) return { store: driver, clock, close: () => driver.close() };
  const { store: below, freeze } = freezable(driver);
  const store = wrap(below);
  return { store, clock, freeze, close: () => store.close() };
}
