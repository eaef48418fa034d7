// What the sidecar puts over a server's store, for the suite: the near cache by
// itself, and all of it.
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

/** The near cache over a store that tells of changes. */
export function nearCache(inner: StateStore): StateStore {
  if (!isInvalidationSource(inner)) throw new Error("the store does not tell of changes");
  return cache({ source: inner, prefix: "" })(inner);
}

/** What the sidecar puts over a store with a near cache. */
export function fullStack(inner: StateStore): StateStore {
  if (!isInvalidationSource(inner)) throw new Error("the store does not tell of changes");
  const { gathering } = inner.facts;
  return stack(inner, {
    observe: observe({ listening: true, ended: () => undefined }),
    guard: guard({}),
    namespace: namespace("conformance"),
    cache: cache({ source: inner, prefix: "conformance||" }),
    ...(gathering && {
      gather: gather({ readDeparturesMax: gathering.reads, commitDeparturesMax: gathering.commits }),
    }),
  });
}
