// Those who wait, in order, and any of whom may leave. A line of links instead
// of a Set, which is filled and emptied all the time here: such a Set makes a
// new table every few dozen entries, the old one keeps what it held and knows
// the new one, and as soon as one of them is old to the collector, it keeps
// alive everything that comes after it. A link that has left knows nobody.

/** A place in a line, for its holder alone. */
export interface QueueNode<Entry> {
  /** Undefined once it has left. */
  entry: Entry | undefined;
  previous: QueueNode<Entry>;
  next: QueueNode<Entry>;
}

/** Entries in order. Unbounded: who adds keeps to a bound. */
export class LinkedQueue<Entry> {
  readonly #ring: QueueNode<Entry>;
  #size = 0;

  constructor() {
    const ring = { entry: undefined } as QueueNode<Entry>;
    ring.previous = ring;
    ring.next = ring;
    this.#ring = ring;
  }

  /** How many wait. */
  get size(): number {
    return this.#size;
  }

  /** Who has waited longest. */
  get first(): Entry | undefined {
    return this.#ring.next.entry;
  }

  /** Puts an entry at the end. */
  add(entry: Entry): QueueNode<Entry> {
    const ring = this.#ring;
    const node: QueueNode<Entry> = { entry, previous: ring.previous, next: ring };
    ring.previous.next = node;
    ring.previous = node;
    this.#size += 1;
    return node;
  }

  /** Takes an entry of this line out. False, and without effect, if it has left. */
  remove(node: QueueNode<Entry>): boolean {
    if (node.entry === undefined) return false;
    node.entry = undefined;
    node.previous.next = node.next;
    node.next.previous = node.previous;
    // A dead place that the collector has not yet found must not keep those behind it.
    node.previous = node;
    node.next = node;
    this.#size -= 1;
    return true;
  }

  /** Takes out whoever has waited longest. */
  shift(): Entry | undefined {
    const node = this.#ring.next;
    const { entry } = node;
    this.remove(node);
    return entry;
  }

  /** All that wait now, in order; who comes or goes meanwhile does not change the list. */
  values(): Entry[] {
    const entries: Entry[] = [];
    for (let node = this.#ring.next; node.entry !== undefined; node = node.next) entries.push(node.entry);
    return entries;
  }
}
