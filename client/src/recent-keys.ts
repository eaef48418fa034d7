// The keys that a list has returned, so that it returns none twice where the store
// may repeat keys: on Redis without an index, when the database shrinks or a server
// restarts between two pages. Bounded: the oldest key is forgotten first. A repeated
// key follows closely after its first occurrence unless the store started again.

/** How many keys of a list are remembered; about 100 bytes each. */
const recentKeysMax = 100_000;

// So many keys in ascending order from the beginning, and the store is ordered: it never repeats a key.
const orderedKeys = 64;

/** The keys of one list. */
export class RecentKeys {
  readonly #keys = new Set<string>();
  // The same keys in the order in which they are overwritten: to find the oldest one in the set takes longer the more were
  // deleted from it.
  readonly #ring: string[] = [];
  readonly #max: number;
  #next = 0;
  #last = "";
  // How many keys were in ascending order from the beginning; undefined after one that was not.
  #ascending: number | undefined = 0;

  constructor(max = recentKeysMax) {
    this.#max = max;
  }

  /** Whether the key is new; it is remembered. */
  add(key: string): boolean {
    if (this.#ascending !== undefined) {
      this.#ascending = key > this.#last || this.#ascending === 0 ? this.#ascending + 1 : undefined;
      this.#last = key;
      if (this.#ascending === orderedKeys) this.#forgetAll();
      if (this.#ascending !== undefined && this.#ascending >= orderedKeys) return true;
    }
    if (this.#keys.has(key)) return false;
    const oldest = this.#ring[this.#next];
    if (oldest !== undefined) this.#keys.delete(oldest);
    this.#ring[this.#next] = key;
    this.#next = (this.#next + 1) % this.#max;
    this.#keys.add(key);
    return true;
  }

  #forgetAll(): void {
    this.#keys.clear();
    this.#ring.length = 0;
    this.#next = 0;
  }
}
