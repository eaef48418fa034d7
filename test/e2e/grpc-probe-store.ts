// A store whose behaviour a test decides, to test how the port treats stores that
// fail, hang or misbehave, and which calls it passes to them.
import type { Call, StateStore } from "../../src/index.ts";
import { openMemoryStore } from "./grpc-fixture.ts";

/** A memory store that records its calls. */
export interface ProbeStore {
  readonly store: StateStore;
  /** All calls, in order. */
  readonly calls: Call[];
}

/** Runs before each operation: it may throw, take time, or never end. */
export type Before = (call: Call) => Promise<void> | void;

/** Opens a memory store that runs `before` before each operation. */
export async function probeStore(before: Before): Promise<ProbeStore> {
  const inner = await openMemoryStore();
  const calls: Call[] = [];
  const first = async <Result>(call: Call, then: () => Promise<Result>): Promise<Result> => {
    calls.push(call);
    await before(call);
    return then();
  };
  return {
    calls,
    store: {
      facts: inner.facts,
      read: (keys, options, call) => first(call, () => inner.read(keys, options, call)),
      commit: (batches, call) => first(call, () => inner.commit(batches, call)),
      scan: (query, call) => first(call, () => inner.scan(query, call)),
      ping: (call) => inner.ping(call),
      close: () => inner.close(),
    },
  };
}
