// A store whose answers a test decides, to see what the port makes of stores
// that fail, hang or misbehave, and what calls it hands to them.
import type { Call, StateStore } from "../../src/index.ts";
import { openMemoryStore } from "./grpc-fixture.ts";

/** A memory store with a stand-in for what a test watches. */
export interface ProbeStore {
  readonly store: StateStore;
  /** Every call that came, in order. */
  readonly calls: Call[];
}

/** What comes before the store's own answer: it may fail, take its time, or never end. */
export type Before = (call: Call) => Promise<void> | void;

/** A memory store with `before` before each answer. */
export async function probeStore(before: Before): Promise<ProbeStore> {
  const inner = await openMemoryStore();
  const calls: Call[] = [];
  const first = async <Answer>(call: Call, then: () => Promise<Answer>): Promise<Answer> => {
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
