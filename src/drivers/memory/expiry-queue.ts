// Which key is due next: a binary heap that knows where each key lies in it. A
// key has exactly one place however often its time changes, so that the queue
// never holds more than the keys that expire; a change costs O(log n).

interface Entry {
  readonly key: string;
  time: number;
  place: number;
}

/** Keys with the time at which each is due. */
export class ExpiryQueue {
  readonly #heap: Entry[] = [];
  readonly #entries = new Map<string, Entry>();

  /** How many keys are waiting. */
  get size(): number {
    return this.#heap.length;
  }

  /** Sets or changes when a key is due; undefined: never. */
  set(key: string, time: number | undefined): void {
    if (time === undefined) {
      this.delete(key);
      return;
    }
    const known = this.#entries.get(key);
    const entry = known ?? { key, time, place: this.#heap.length };
    if (known === undefined) {
      this.#heap.push(entry);
      this.#entries.set(key, entry);
    }
    entry.time = time;
    this.#rise(entry);
    this.#sink(entry);
  }

  /** Forgets a key. */
  delete(key: string): void {
    const entry = this.#entries.get(key);
    if (entry === undefined) return;
    this.#entries.delete(key);
    const last = this.#heap.pop();
    if (last === undefined || last === entry) return;
    this.#put(last, entry.place);
    this.#rise(last);
    this.#sink(last);
  }

  /** Takes out the key that is due first, if it is due at `now`. */
  takeDue(now: number): string | undefined {
    const first = this.#heap[0];
    if (first === undefined || first.time > now) return undefined;
    this.delete(first.key);
    return first.key;
  }

  #put(entry: Entry, place: number): void {
    this.#heap[place] = entry;
    entry.place = place;
  }

  #rise(entry: Entry): void {
    while (entry.place > 0) {
      const parent = this.#heap[(entry.place - 1) >>> 1];
      if (parent === undefined || parent.time <= entry.time) return;
      this.#swap(parent, entry);
    }
  }

  #sink(entry: Entry): void {
    for (;;) {
      const left = this.#heap[2 * entry.place + 1];
      const right = this.#heap[2 * entry.place + 2];
      if (left === undefined) return;
      const child = right !== undefined && right.time < left.time ? right : left;
      if (child.time >= entry.time) return;
      this.#swap(entry, child);
    }
  }

  #swap(upper: Entry, lower: Entry): void {
    const { place } = upper;
    this.#put(upper, lower.place);
    this.#put(lower, place);
  }
}
