// The layers that the sidecar adds to the store of a server, for the suite: the
// cache alone, and all of them.
import { expect, it } from "vitest";
import {
  cache,
  gather,
  guard,
  isInvalidationSource,
  type Layer,
  namespace,
  observe,
  type StateStore,
  stack,
} from "../../src/index.ts";
import { probeCache } from "./cache-hits.ts";

const hits: boolean[][] = [];

/** Adds a test that a cache served many reads of the preceding suites of the file. */
export function itServedReadsFromCache(): void {
  it("the cache served reads", () => {
    expect(hits.flat().filter((hit) => hit).length).toBeGreaterThan(100);
  });
}

/** The cache over a store that reports changes. */
export function cacheLayer(inner: StateStore): StateStore {
  if (!isInvalidationSource(inner)) throw new Error("the store does not report changes");
  return probed(cache({ source: inner, prefix: "" }))(inner);
}

/** Every layer that the sidecar adds to a store with a cache. */
export function fullStack(inner: StateStore): StateStore {
  if (!isInvalidationSource(inner)) throw new Error("the store does not report changes");
  const { gathering } = inner.facts;
  return stack(inner, {
    observe: observe(() => {}),
    guard: guard({}),
    namespace: namespace("conformance"),
    cache: probed(cache({ source: inner, prefix: "conformance||" })),
    ...(gathering && {
      gather: gather({ readsInFlightMax: gathering.reads, commitsInFlightMax: gathering.commits }),
    }),
  });
}

function probed(layer: Layer): Layer {
  return (inner) => {
    const probe = probeCache(layer, inner);
    hits.push(probe.hits);
    return probe.store;
  };
}
