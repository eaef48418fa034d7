// Those who wait, in order, and any of whom may leave. A line of links instead
// of a Set, which is filled and emptied all the time here: such a Set makes a
// new table every few dozen entries, the old one keeps what it held and knows
// the new one, and as soon as one of them is old to the collector, it keeps
// alive everything that comes after it. A link that has left knows nobody.

/** A place in a line, for its holder alone. */
export interface Place<Entry> {
  /** Undefined once it has left. */
  entry: Entry | undefined;
  before: Place<Entry>;
  after: Place<Entry>;
}

/** Entries in order. Unbounded: who adds keeps to a bound. */
export class Line<Entry> {
  readonly #ring: Place<Entry>;
  #size = 0;

  constructor() {
    const ring = { entry: undefined } as Place<Entry>;
    ring.before = ring;
    ring.after = ring;
    this.#ring = ring;
  }

  /** How many wait. */
  get size(): number {
    return this.#size;
  }

  /** Who has waited longest. */
  get first(): Entry | undefined {
    return this.#ring.after.entry;
  }

  /** Puts an entry at the end. */
  add(entry: Entry): Place<Entry> {
    const ring = this.#ring;
    const place: Place<Entry> = { entry, before: ring.before, after: ring };
    ring.before.after = place;
    ring.before = place;
    this.#size += 1;
    return place;
  }

  /** Takes an entry of this line out. False, and without effect, if it has left. */
  remove(place: Place<Entry>): boolean {
    if (place.entry === undefined) return false;
    place.entry = undefined;
    place.before.after = place.after;
    place.after.before = place.before;
    // A dead place that the collector has not yet found must not keep those behind it.
    place.before = place;
    place.after = place;
    this.#size -= 1;
    return true;
  }

  /** Takes out whoever has waited longest. */
  shift(): Entry | undefined {
    const place = this.#ring.after;
    const { entry } = place;
    this.remove(place);
    return entry;
  }

  /** All that wait now, in order; who comes or goes meanwhile does not change the list. */
  values(): Entry[] {
    const entries: Entry[] = [];
    for (let place = this.#ring.after; place.entry !== undefined; place = place.after)
      entries.push(place.entry);
    return entries;
  }
}
