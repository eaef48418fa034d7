// The streams that this end has reset of late. Their peer may not know it yet,
// so what still arrives on them is no error (RFC 9113 section 5.1, "closed").
// Bounded: of streams that fell out nothing is known, and they are forgiven.

/** Remembers the last streams that this end reset. */
export class ResetStreams {
  readonly #ids = new Set<number>();
  readonly #idsMax: number;
  /** The highest identifier that fell out. */
  #forgotten = 0;

  /** @param idsMax how many are remembered */
  constructor(idsMax: number) {
    this.#idsMax = idsMax;
  }

  /** Notes that this end has reset a stream. */
  add(streamId: number): void {
    this.#ids.add(streamId);
    if (this.#ids.size <= this.#idsMax) return;
    for (const oldest of this.#ids) {
      this.#ids.delete(oldest);
      if (oldest > this.#forgotten) this.#forgotten = oldest;
      break;
    }
  }

  /** Whether frames on this closed stream are to be ignored. */
  forgives(streamId: number): boolean {
    return this.#ids.has(streamId) || streamId <= this.#forgotten;
  }
}
