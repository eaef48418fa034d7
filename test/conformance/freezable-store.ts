// A store that can be frozen, like a server whose process is stopped: its calls
// wait until it is thawed, and are then forwarded.
import type { StateStore } from "../../src/store/state-store.ts";

/** A store that forwards to another, and a function that freezes it. */
export interface FreezableStore {
  readonly store: StateStore;
  freeze(): Promise<() => Promise<void>>;
}

/** Makes a store freezable. */
export function freezable(inner: StateStore): FreezableStore {
  let thawed = Promise.resolve();
  const store: StateStore = {
    facts: inner.facts,
    read: (keys, options, call) => thawed.then(() => inner.read(keys, options, call)),
    commit: (transactions, call) => thawed.then(() => inner.commit(transactions, call)),
    scan: (query, call) => thawed.then(() => inner.scan(query, call)),
    ping: (call) => thawed.then(() => inner.ping(call)),
    close: () => thawed.then(() => inner.close()),
  };
  const freeze = async () => {
    let thaw = () => {};
    thawed = new Promise((resolve) => {
      thaw = resolve;
    });
    return async () => thaw();
  };
  return { store, freeze };
}
