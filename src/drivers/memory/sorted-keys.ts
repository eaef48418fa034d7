// Every key of a memory store in the order of its UTF-8 bytes. Keys lie in
// chunks of bounded length, so that a key is added, taken out or found by two
// binary searches and the move of at most one chunk, whether there are ten keys
// or ten million. What holds: chunks are never empty and each chunk's keys come
// after those of the chunk before.
import { compareKeys } from "../../model/key.ts";

const chunkKeysMax = 512;
const mergeBelowKeys = chunkKeysMax / 4;

/** A set of keys that can be walked in order from anywhere. */
export class SortedKeys {
  readonly #chunks: string[][] = [];
  #size = 0;

  /** How many keys there are. */
  get size(): number {
    return this.#size;
  }

  /** Adds a key; one that is there already is left alone. */
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

  /** Takes a key out; one that is not there is left alone. */
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

  /** The keys from a key on, in order: the key itself too, or only what comes after it. Not to be used across a change. */
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
