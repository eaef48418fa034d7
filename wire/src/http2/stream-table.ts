// The open streams of a connection by their number. A table of its own instead
// of a Map: a Map under such churn makes a new table every few dozen calls, the
// old one keeps what it held and knows the new one, and as soon as one of them
// is old to the collector, it keeps alive every call that comes after it.

const slotsMin = 32;

/** Open addressing with linear probing; a place that comes free is closed by moving what follows. */
export class StreamTable<Stream extends { readonly id: number }> {
  #slots: (Stream | undefined)[] = emptySlots(slotsMin);
  #size = 0;

  /** How many are open. */
  get size(): number {
    return this.#size;
  }

  /** The stream of this number, if it is open. */
  get(id: number): Stream | undefined {
    return this.#slots[this.#indexOf(id)];
  }

  /** Adds a stream, whose number is not in the table. */
  add(stream: Stream): void {
    if ((this.#size + 1) * 2 > this.#slots.length) this.#grow();
    this.#slots[this.#indexOf(stream.id)] = stream;
    this.#size += 1;
  }

  /** Takes the stream of this number out, if it is open. */
  delete(id: number): void {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let hole = this.#indexOf(id);
    if (slots[hole] === undefined) return;
    this.#size -= 1;
    for (let index = (hole + 1) & mask; ; index = (index + 1) & mask) {
      const stream = slots[index];
      if (stream === undefined) break;
      // It may move up to the hole unless its own place lies behind it.
      const fromHome = (index - homeOf(stream.id, mask)) & mask;
      if (fromHome < ((index - hole) & mask)) continue;
      slots[hole] = stream;
      hole = index;
    }
    slots[hole] = undefined;
    if (this.#size === 0 && slots.length > slotsMin) this.#slots = emptySlots(slotsMin);
  }

  /** All that are open now, by number; what is opened or closed meanwhile does not change the list. */
  values(): Stream[] {
    const streams = this.#slots.filter((stream) => stream !== undefined);
    return streams.sort((one, other) => one.id - other.id);
  }

  /** Where the stream of this number is, or would be. */
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

/** Spreads numbers that a peer may choose (Knuth's multiplicative hash). */
function homeOf(id: number, mask: number): number {
  return (Math.imul(id, 0x9e3779b1) >>> 15) & mask;
}
