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

/** What is done instead of the store's own answer; undefined leaves it to the store. */
export type Instead = (call: Call) => Promise<never> | undefined;

/** A memory store before which `instead` is asked. */
export async function probeStore(instead: Instead): Promise<ProbeStore> {
  const inner = await openMemoryStore();
  const calls: Call[] = [];
  const first = <Answer>(call: Call, then: () => Promise<Answer>): Promise<Answer> => {
    calls.push(call);
    return instead(call) ?? then();
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
