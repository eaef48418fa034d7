// What a store offers that can tell of every change, so that copies can be kept
// elsewhere. Not every driver can; those that can implement this beside the
// store's own interface.

/** Who is told of changes. */
export interface InvalidationListener {
  /** A record under this stored key was, or may have been, changed by somebody. */
  changed(key: string): void;
  /** From now on every change is told. Called when the feed first stands and each time it stands again. */
  opened(): void;
  /** Changes may have gone untold since some moment before this call, until `opened`. */
  lost(): void;
}

/** A store that tells of changes. */
export interface InvalidationSource {
  /**
   * Tells a listener of changes to keys that begin with a prefix, until the returned function is called. After `opened`,
   * each change by anybody is told within moments, or `lost` is called. It keeps trying while the store is down. That a
   * record expires is not told: when it does stands in the record.
   */
  invalidations(prefix: string, listener: InvalidationListener): () => Promise<void>;
}

/** Whether a store tells of changes. */
export function isInvalidationSource(store: object): store is InvalidationSource {
  return "invalidations" in store && typeof store.invalidations === "function";
}
