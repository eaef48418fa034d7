// What the sidecar puts over a server's store, for the suite: the near cache by
// itself, and all of it.
import { expect, it } from "vitest";
import {
  cache,
  gather,
  guard,
  isInvalidationSource,
  namespace,
  observe,
  type StateStore,
  stack,
} from "../../src/index.ts";

let hits = 0;
const count = (hit: boolean): void => {
  if (hit) hits += 1;
};

/** A test that the suites before it in the file were answered by a near cache many times, and not past it. */
export function itWasAnsweredNear(): void {
  it("the near cache answered", () => {
    expect(hits).toBeGreaterThan(100);
  });
}

/** The near cache over a store that tells of changes. */
export function nearCache(inner: StateStore): StateStore {
  if (!isInvalidationSource(inner)) throw new Error("the store does not tell of changes");
  return cache({ source: inner, prefix: "", onRead: count })(inner);
}

/** What the sidecar puts over a store with a near cache. */
export function fullStack(inner: StateStore): StateStore {
  if (!isInvalidationSource(inner)) throw new Error("the store does not tell of changes");
  const { gathering } = inner.facts;
  return stack(inner, {
    observe: observe({ listening: true, ended: () => undefined }),
    guard: guard({}),
    namespace: namespace("conformance"),
    cache: cache({ source: inner, prefix: "conformance||", onRead: count }),
    ...(gathering && {
      gather: gather({ readDeparturesMax: gathering.reads, commitDeparturesMax: gathering.commits }),
    }),
  });
}
