// The streams that this end has reset of late. Their peer may not know it yet,
// so what still arrives on them is no error (RFC 9113 section 5.1, "closed").
// Bounded: of streams that fell out nothing is known, and they are forgiven.
// Each has a slot by its number, because a Set that is filled and emptied all
// the time is costly (see `line`).

/** Remembers the last streams that this end reset. */
export class ResetStreams {
  /** Made for the first stream: most connections see none. */
  #slots: Uint32Array | undefined;
  readonly #count: number;
  /** The highest identifier that fell out. */
  #forgotten = 0;

  /** @param count how many are remembered: of each pair of streams that lie so many streams apart, the later one */
  constructor(count: number) {
    this.#count = count;
  }

  /** Notes that this end has reset a stream. */
  add(streamId: number): void {
    this.#slots ??= new Uint32Array(this.#count);
    const slot = this.#slotOf(streamId);
    const known = this.#slots[slot] as number;
    const [older, newer] = known < streamId ? [known, streamId] : [streamId, known];
    this.#slots[slot] = newer;
    if (older !== newer && older > this.#forgotten) this.#forgotten = older;
  }

  /** Whether frames on this closed stream are to be ignored. */
  shouldIgnore(streamId: number): boolean {
    return streamId <= this.#forgotten || this.#slots?.[this.#slotOf(streamId)] === streamId;
  }

  /** Streams of one side have every second number. */
  #slotOf(streamId: number): number {
    return (streamId >>> 1) % this.#count;
  }
}
