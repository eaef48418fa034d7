// One listener per AbortSignal, however many calls share the signal: thousands of
// calls may share a signal of the whole process, and Node warns of a leak from
// eleven listeners on.
import { LinkedQueue, type QueueNode } from "../http2/linked-queue.ts";

/** Something that has to know when a signal is aborted. */
export interface AbortEntry {
  /** Called once, unless the entry was removed. Must not throw. */
  onAbort(): void;
}

interface Watched {
  readonly entries: LinkedQueue<AbortEntry>;
  readonly listener: () => void;
}

/** The signals of the calls in flight. */
export class AbortWatch {
  // A WeakMap, because a Map with this much insertion and deletion is costly; see linked-queue.ts.
  readonly #watched = new WeakMap<AbortSignal, Watched>();
  #size = 0;

  /** The number of watched signals. */
  get size(): number {
    return this.#size;
  }

  /** Watches a signal that is not aborted yet. Returns the node for `remove`. */
  add(signal: AbortSignal, entry: AbortEntry): QueueNode<AbortEntry> {
    const known = this.#watched.get(signal);
    if (known !== undefined) return known.entries.add(entry);
    const entries = new LinkedQueue<AbortEntry>();
    const node = entries.add(entry);
    const listener = (): void => {
      // Still watched during the calls, so that one entry can remove another.
      for (let next = entries.shift(); next !== undefined; next = entries.shift()) next.onAbort();
      this.#forget(signal);
    };
    this.#watched.set(signal, { entries, listener });
    this.#size += 1;
    signal.addEventListener("abort", listener, { once: true });
    return node;
  }

  /** Removes an entry; no effect if it was called or removed before. */
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
