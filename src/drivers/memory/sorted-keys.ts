// Every key of a memory store in the order of its UTF-8 bytes. Keys are kept in
// chunks of bounded length, so that adding, removing or finding one costs two
// binary searches and moves at most one chunk, for ten keys or ten million. Chunks
// are never empty, and the keys of each chunk are after those of the chunk before.
import { compareKeys } from "../../model/key.ts";

const chunkKeysMax = 512;
const mergeBelowKeys = chunkKeysMax / 4;

/** A set of keys that can be iterated in order from any key. */
export class SortedKeys {
  readonly #chunks: string[][] = [];
  #size = 0;

  /** Number of keys. */
  get size(): number {
    return this.#size;
  }

  /** Adds a key; does nothing if it exists. */
  add(key: string): void {
    const at = Math.min(this.#chunkOf(key), this.#chunks.length - 1);
    const chunk = this.#chunks[at];
    if (chunk === undefined) {
      this.#chunks.push([key]);
      this.#size = 1;
      return;
    }
    const index = firstNotBefore(chunk, key);
    if (chunk[index] === key) return;
    chunk.splice(index, 0, key);
    this.#size += 1;
    if (chunk.length > chunkKeysMax) this.#chunks.splice(at + 1, 0, chunk.splice(chunkKeysMax / 2));
  }

  /** Removes a key; does nothing if it does not exist. */
  delete(key: string): void {
    const at = this.#chunkOf(key);
    const chunk = this.#chunks[at];
    if (chunk === undefined) return;
    const index = firstNotBefore(chunk, key);
    if (chunk[index] !== key) return;
    chunk.splice(index, 1);
    this.#size -= 1;
    if (chunk.length < mergeBelowKeys) this.#shrink(at, chunk);
  }

  /** The keys from `from` on, in order, with `from` itself or only those after it. Must not be used across a change. */
  *walk(from: string, start: "at" | "after"): Generator<string, void> {
    let at = this.#chunkOf(from);
    const first = this.#chunks[at];
    if (first === undefined) return;
    let index = firstNotBefore(first, from);
    if (start === "after" && first[index] === from) index += 1;
    for (let chunk: string[] | undefined = first; chunk !== undefined; chunk = this.#chunks[++at]) {
      for (; index < chunk.length; index++) yield chunk[index] ?? "";
      index = 0;
    }
  }

  // The first chunk whose last key is not before the key; one past the end if there is none.
  #chunkOf(key: string): number {
    let low = 0;
    let high = this.#chunks.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const last = this.#chunks[middle]?.at(-1) ?? "";
      if (compareKeys(last, key) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #shrink(at: number, chunk: string[]): void {
    if (chunk.length === 0) {
      this.#chunks.splice(at, 1);
      return;
    }
    const next = this.#chunks[at + 1];
    if (next === undefined || next.length >= mergeBelowKeys) return;
    chunk.push(...next);
    this.#chunks.splice(at + 1, 1);
  }
}

function firstNotBefore(keys: readonly string[], key: string): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compareKeys(keys[middle] ?? "", key) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
