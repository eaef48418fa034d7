// The open streams of a connection by identifier. A hash table instead of a Map,
// because a Map with this much insertion and deletion allocates a new table
// every few dozen calls. The old table still refers to its entries and to the
// new table, so as soon as one table is in the old generation, it keeps all
// later calls alive until the next full collection.

const slotsMin = 32;

/** Open addressing with linear probing; deletion moves the following entries back. */
export class StreamTable<Stream extends { readonly id: number }> {
  #slots: (Stream | undefined)[] = emptySlots(slotsMin);
  #size = 0;

  /** How many streams are open. */
  get size(): number {
    return this.#size;
  }

  /** The stream with this identifier, if it is open. */
  get(id: number): Stream | undefined {
    return this.#slots[this.#indexOf(id)];
  }

  /** Adds a stream whose identifier is not in the table. */
  add(stream: Stream): void {
    if ((this.#size + 1) * 2 > this.#slots.length) this.#grow();
    this.#slots[this.#indexOf(stream.id)] = stream;
    this.#size += 1;
  }

  /** Removes the stream with this identifier, if it is open. */
  delete(id: number): void {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let hole = this.#indexOf(id);
    if (slots[hole] === undefined) return;
    this.#size -= 1;
    for (let index = (hole + 1) & mask; ; index = (index + 1) & mask) {
      const stream = slots[index];
      if (stream === undefined) break;
      // An entry may move into the hole unless its home slot lies after it.
      const fromHome = (index - homeOf(stream.id, mask)) & mask;
      if (fromHome < ((index - hole) & mask)) continue;
      slots[hole] = stream;
      hole = index;
    }
    slots[hole] = undefined;
    if (this.#size === 0 && slots.length > slotsMin) this.#slots = emptySlots(slotsMin);
  }

  /** A copy of the open streams, in order of their identifiers. */
  values(): Stream[] {
    const streams = this.#slots.filter((stream) => stream !== undefined);
    return streams.sort((one, other) => one.id - other.id);
  }

  /** The slot where this stream is, or would be. */
  #indexOf(id: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let index = homeOf(id, mask);
    for (;;) {
      const stream = slots[index];
      if (stream === undefined || stream.id === id) return index;
      index = (index + 1) & mask;
    }
  }

  #grow(): void {
    const streams = this.#slots;
    this.#slots = emptySlots(streams.length * 2);
    for (const stream of streams) {
      if (stream !== undefined) this.#slots[this.#indexOf(stream.id)] = stream;
    }
  }
}

function emptySlots<Stream>(count: number): (Stream | undefined)[] {
  return new Array<Stream | undefined>(count).fill(undefined);
}

/** Distributes identifiers, which the peer may choose (Knuth's multiplicative hash). */
function homeOf(id: number, mask: number): number {
  return (Math.imul(id, 0x9e3779b1) >>> 15) & mask;
}
