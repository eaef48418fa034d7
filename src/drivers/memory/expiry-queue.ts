// Keys in the order of their expiry: a binary heap that knows the position of each
// key. A key has exactly one entry however often its time changes, so the queue
// never has more entries than there are keys with an expiry; a change costs O(log n).

interface Entry {
  readonly key: string;
  time: number;
  position: number;
}

/** Keys with the time at which each expires. */
export class ExpiryQueue {
  readonly #heap: Entry[] = [];
  readonly #entries = new Map<string, Entry>();

  /** Number of keys. */
  get size(): number {
    return this.#heap.length;
  }

  /** Sets or changes when a key expires; undefined: never. */
  set(key: string, time: number | undefined): void {
    if (time === undefined) {
      this.delete(key);
      return;
    }
    const known = this.#entries.get(key);
    const entry = known ?? { key, time, position: this.#heap.length };
    if (known === undefined) {
      this.#heap.push(entry);
      this.#entries.set(key, entry);
    }
    entry.time = time;
    this.#rise(entry);
    this.#sink(entry);
  }

  /** Removes a key. */
  delete(key: string): void {
    const entry = this.#entries.get(key);
    if (entry === undefined) return;
    this.#entries.delete(key);
    const last = this.#heap.pop();
    if (last === undefined || last === entry) return;
    this.#put(last, entry.position);
    this.#rise(last);
    this.#sink(last);
  }

  /** Removes and returns the key that expires first, if it has expired at `now`. */
  takeDue(now: number): string | undefined {
    const first = this.#heap[0];
    if (first === undefined || first.time > now) return undefined;
    this.delete(first.key);
    return first.key;
  }

  #put(entry: Entry, position: number): void {
    this.#heap[position] = entry;
    entry.position = position;
  }

  #rise(entry: Entry): void {
    while (entry.position > 0) {
      const parent = this.#heap[(entry.position - 1) >>> 1];
      if (parent === undefined || parent.time <= entry.time) return;
      this.#swap(parent, entry);
    }
  }

  #sink(entry: Entry): void {
    for (;;) {
      const left = this.#heap[2 * entry.position + 1];
      const right = this.#heap[2 * entry.position + 2];
      if (left === undefined) return;
      const child = right !== undefined && right.time < left.time ? right : left;
      if (child.time >= entry.time) return;
      this.#swap(entry, child);
    }
  }

  #swap(upper: Entry, lower: Entry): void {
    const { position } = upper;
    this.#put(upper, lower.position);
    this.#put(lower, position);
  }
}
