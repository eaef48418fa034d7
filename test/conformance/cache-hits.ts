// Records which reads a cache served: those that did not reach the store below it.
import type { StateStore } from "../../src/index.ts";
import { ForwardingStore } from "../../src/layers/forwarding-store.ts";
import type { Layer } from "../../src/layers/layer.ts";

/** A cached store and, for each of its reads in order, whether the cache served all keys. Reads must not overlap. */
export interface CacheProbe {
  readonly store: StateStore;
  readonly hits: boolean[];
}

/** Puts a cache over a store and records its hits. */
export function probeCache(layer: Layer, below: StateStore): CacheProbe {
  const counter = new ReadCounter(below);
  const hits: boolean[] = [];
  return { store: new HitRecorder(layer(counter), counter, hits), hits };
}

class ReadCounter extends ForwardingStore {
  count = 0;

  override read(...parameters: Parameters<StateStore["read"]>) {
    this.count += 1;
    return this.inner.read(...parameters);
  }
}

class HitRecorder extends ForwardingStore {
  readonly #counter: ReadCounter;
  readonly #hits: boolean[];

  constructor(inner: StateStore, counter: ReadCounter, hits: boolean[]) {
    super(inner);
    this.#counter = counter;
    this.#hits = hits;
  }

  override async read(...parameters: Parameters<StateStore["read"]>) {
    const before = this.#counter.count;
    try {
      return await this.inner.read(...parameters);
    } finally {
      this.#hits.push(this.#counter.count === before);
    }
  }
}
