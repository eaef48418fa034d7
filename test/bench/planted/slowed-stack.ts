// Replaces the engine's `stack` in the bundle with the planted delay: every call on a store starts with a busy wait, as if
// a layer had become slower.
import { stack as realStack } from "../../../src/layers/layer.ts";
import type { StateStore } from "../../../src/store/state-store.ts";

export { type Layer, type LayerName, layerOrder } from "../../../src/layers/layer.ts";

/** Set at build time, in µs. */
declare const plantedUs: number;

function busyWait(): void {
  const end = performance.now() + plantedUs / 1000;
  while (performance.now() < end);
}

/** The engine's stack, with a busy wait before each call. */
export function stack(driver: StateStore, layers: Parameters<typeof realStack>[1]): StateStore {
  const inner = realStack(driver, layers);
  const slow =
    <Arguments extends readonly unknown[], Result>(call: (...args: Arguments) => Result) =>
    (...args: Arguments): Result => {
      busyWait();
      return call(...args);
    };
  return {
    facts: inner.facts,
    read: slow((keys, options, call) => inner.read(keys, options, call)),
    commit: slow((transactions, call) => inner.commit(transactions, call)),
    scan: slow((query, call) => inner.scan(query, call)),
    ping: (call) => inner.ping(call),
    close: () => inner.close(),
  };
}
