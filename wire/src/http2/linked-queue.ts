// A first-in, first-out queue from which any entry can be removed. A doubly
// linked list instead of a Set, because a Set with so many insertions and
// deletions allocates a new table every few dozen entries. The old table still
// refers to its entries and to the new table, so as soon as one table is in the
// old generation, it keeps all later entries alive until the next full
// collection. A removed node refers to no other node.

/** The position of one entry in a queue; needed to remove it. */
export interface QueueNode<Entry> {
  /** Undefined once it was removed. */
  entry: Entry | undefined;
  previous: QueueNode<Entry>;
  next: QueueNode<Entry>;
}

/** Entries in order. It has no bound of its own: the user limits its size. */
export class LinkedQueue<Entry> {
  readonly #ring: QueueNode<Entry>;
  #size = 0;

  constructor() {
    const ring = { entry: undefined } as QueueNode<Entry>;
    ring.previous = ring;
    ring.next = ring;
    this.#ring = ring;
  }

  /** The number of entries. */
  get size(): number {
    return this.#size;
  }

  /** The oldest entry. */
  get first(): Entry | undefined {
    return this.#ring.next.entry;
  }

  /** Adds an entry at the end. */
  add(entry: Entry): QueueNode<Entry> {
    const ring = this.#ring;
    const node: QueueNode<Entry> = { entry, previous: ring.previous, next: ring };
    ring.previous.next = node;
    ring.previous = node;
    this.#size += 1;
    return node;
  }

  /** Removes an entry of this queue. False, and without effect, if it was removed before. */
  remove(node: QueueNode<Entry>): boolean {
    if (node.entry === undefined) return false;
    node.entry = undefined;
    node.previous.next = node.next;
    node.next.previous = node.previous;
    // A removed node that is not yet collected must not keep the following nodes alive.
    node.previous = node;
    node.next = node;
    this.#size -= 1;
    return true;
  }

  /** Removes and returns the oldest entry. */
  shift(): Entry | undefined {
    const node = this.#ring.next;
    const { entry } = node;
    this.remove(node);
    return entry;
  }

  /** A copy of the entries, in order. */
  values(): Entry[] {
    const entries: Entry[] = [];
    for (let node = this.#ring.next; node.entry !== undefined; node = node.next) entries.push(node.entry);
    return entries;
  }
}
