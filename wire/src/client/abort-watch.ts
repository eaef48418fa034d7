// One listener per AbortSignal, however many calls share it: a signal of the
// whole process is given to thousands of calls, and Node warns of eleven
// listeners as of a leak.
import { LinkedQueue, type QueueNode } from "../http2/linked-queue.ts";

/** Who wants to know that a signal was aborted. */
export interface AbortEntry {
  /** Called once, unless the entry was removed. Must not throw. */
  onAbort(): void;
}

interface Watched {
  readonly entries: LinkedQueue<AbortEntry>;
  readonly listener: () => void;
}

/** The signals that calls under way were given. */
export class AbortWatch {
  // Weak, because a Map that is filled and emptied with every call costs as a Set does; see `line`.
  readonly #watched = new WeakMap<AbortSignal, Watched>();
  #size = 0;

  /** How many signals are listened to. */
  get size(): number {
    return this.#size;
  }

  /** Watches a signal that is not aborted yet. Gives what `remove` takes. */
  add(signal: AbortSignal, entry: AbortEntry): QueueNode<AbortEntry> {
    const known = this.#watched.get(signal);
    if (known !== undefined) return known.entries.add(entry);
    const entries = new LinkedQueue<AbortEntry>();
    const node = entries.add(entry);
    const listener = (): void => {
      // Still watched while they are told, so that one who is told can take out another.
      for (let next = entries.shift(); next !== undefined; next = entries.shift()) next.onAbort();
      this.#forget(signal);
    };
    this.#watched.set(signal, { entries, listener });
    this.#size += 1;
    signal.addEventListener("abort", listener, { once: true });
    return node;
  }

  /** Without effect if the entry has been told or was removed. */
  remove(signal: AbortSignal, node: QueueNode<AbortEntry>): void {
    const known = this.#watched.get(signal);
    if (known === undefined || !known.entries.remove(node) || known.entries.size > 0) return;
    this.#forget(signal);
    signal.removeEventListener("abort", known.listener);
  }

  #forget(signal: AbortSignal): void {
    if (this.#watched.delete(signal)) this.#size -= 1;
  }
}
