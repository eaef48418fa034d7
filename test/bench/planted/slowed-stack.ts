// Takes the place of the engine's `stack` in the planted bundle: every call on
// a store sleeps busily first, as if a layer had become slower.
import { stack as realStack } from "../../../src/layers/layer.ts";
import type { StateStore } from "../../../src/store/state-store.ts";

export { type Layer, type LayerName, layerOrder } from "../../../src/layers/layer.ts";

/** Set when the bundle is made, in µs. */
declare const plantedUs: number;

function sleepBusily(): void {
  const end = performance.now() + plantedUs / 1000;
  while (performance.now() < end);
}

/** The engine's stack with a busy sleep around it. */
export function stack(driver: StateStore, layers: Parameters<typeof realStack>[1]): StateStore {
  const inner = realStack(driver, layers);
  const slow =
    <Words extends readonly unknown[], Answer>(call: (...words: Words) => Answer) =>
    (...words: Words): Answer => {
      sleepBusily();
      return call(...words);
    };
  return {
    facts: inner.facts,
    read: slow((keys, options, call) => inner.read(keys, options, call)),
    commit: slow((batches, call) => inner.commit(batches, call)),
    scan: slow((query, call) => inner.scan(query, call)),
    ping: (call) => inner.ping(call),
    close: () => inner.close(),
  };
}
