// One listener per AbortSignal, however many calls share it: a signal of the
// whole process is given to thousands of calls, and Node warns of eleven
// listeners as of a leak.

/** Who wants to know that a signal was aborted. */
export interface AbortEntry {
  /** Called once, unless the entry was removed. Must not throw. */
  onAbort(): void;
}

interface Watched {
  readonly entries: Set<AbortEntry>;
  readonly listener: () => void;
}

/** The signals that calls under way were given. */
export class AbortWatch {
  readonly #watched = new Map<AbortSignal, Watched>();

  /** How many signals are listened to. */
  get size(): number {
    return this.#watched.size;
  }

  /** Watches a signal that is not aborted yet. */
  add(signal: AbortSignal, entry: AbortEntry): void {
    const known = this.#watched.get(signal);
    if (known !== undefined) {
      known.entries.add(entry);
      return;
    }
    const entries = new Set([entry]);
    const listener = (): void => {
      // Still watched while they are told, so that one who is told can take out another.
      for (const each of entries) {
        entries.delete(each);
        each.onAbort();
      }
      this.#watched.delete(signal);
    };
    this.#watched.set(signal, { entries, listener });
    signal.addEventListener("abort", listener, { once: true });
  }

  /** Without effect if the entry is not watched for. */
  remove(signal: AbortSignal, entry: AbortEntry): void {
    const known = this.#watched.get(signal);
    if (known === undefined) return;
    known.entries.delete(entry);
    if (known.entries.size > 0) return;
    this.#watched.delete(signal);
    signal.removeEventListener("abort", known.listener);
  }
}
