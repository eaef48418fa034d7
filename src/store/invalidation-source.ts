// Reports of changes, an optional capability of a driver, so that records can be
// cached. A driver that has it implements this interface besides StateStore.

/** Receives reports of changes. */
export interface InvalidationListener {
  /** The record with this stored key was, or may have been, changed by any client of the store. */
  changed(key: string): void;
  /** Every later change is reported. Called when the feed is first established and each time it is re-established. */
  opened(): void;
  /** Changes may have been missed since some time before this call, and may be missed until `opened`. */
  lost(): void;
}

/** A store that reports changes. */
export interface InvalidationSource {
  /**
   * Reports changes of keys with a prefix to a listener, until the returned function is called. After `opened`, each change
   * by any client is reported within moments, or `lost` is called: at once if the connection breaks, within about 4 s if it
   * dies silently, which is how long an unanswered probe takes. It reconnects while the store is down. Expiry is not
   * reported, because the record contains its expire time.
   */
  invalidations(prefix: string, listener: InvalidationListener): () => Promise<void>;
}

/** Whether a store reports changes. */
export function isInvalidationSource(store: object): store is InvalidationSource {
  return "invalidations" in store && typeof store.invalidations === "function";
}
