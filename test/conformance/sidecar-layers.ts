// The layers that the sidecar puts over the store of a server, for the suite: the
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

/** A test that the suites before it in the file were answered by a cache many times. */
export function itWasAnsweredFromCache(): void {
  it("the cache answered reads", () => {
    expect(hits.flat().filter((hit) => hit).length).toBeGreaterThan(100);
  });
}

/** The cache over a store that reports changes. */
export function cacheLayer(inner: StateStore): StateStore {
  if (!isInvalidationSource(inner)) throw new Error("the store does not report changes");
  return probed(cache({ source: inner, prefix: "" }))(inner);
}

/** Every layer that the sidecar puts over a store with a cache. */
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
