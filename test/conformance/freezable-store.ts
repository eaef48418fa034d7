// A store that can be kept from answering, as a server whose process is
// stopped: calls are held until it is let go, and then do what they would have.
import type { StateStore } from "../../src/store/state-store.ts";

/** A store over another, with a way to freeze it. */
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
