// The streams that this end has reset recently. The peer may not know it yet, so
// frames that still arrive on them are not an error (RFC 9113 section 5.1,
// "closed"). The number is bounded; frames on older streams are ignored, too.
// Each stream has a slot by its identifier, because a Set with so many
// insertions and deletions is costly (see linked-queue.ts).

/** The last streams that this end has reset. */
export class ResetStreams {
  /** Created for the first reset: most connections have none. */
  #slots: Uint32Array | undefined;
  readonly #count: number;
  /** The highest identifier that was dropped. */
  #dropped = 0;

  /** @param count how many are kept: of two streams that are so many streams apart, only the later one */
  constructor(count: number) {
    this.#count = count;
  }

  /** Records that this end has reset a stream. */
  add(streamId: number): void {
    this.#slots ??= new Uint32Array(this.#count);
    const slot = this.#slotOf(streamId);
    const known = this.#slots[slot] as number;
    const [older, newer] = known < streamId ? [known, streamId] : [streamId, known];
    this.#slots[slot] = newer;
    if (older !== newer && older > this.#dropped) this.#dropped = older;
  }

  /** Whether frames on this closed stream are to be ignored. */
  shouldIgnore(streamId: number): boolean {
    return streamId <= this.#dropped || this.#slots?.[this.#slotOf(streamId)] === streamId;
  }

  /** The streams of one side have every second identifier. */
  #slotOf(streamId: number): number {
    return (streamId >>> 1) % this.#count;
  }
}
