// How many records to read at once while their sizes are unknown. What holds: the size of
// the first step is fixed, each further step depends on the sizes seen so far, and no
// step exceeds a fixed number of records. So a step reads about as many bytes as the
// reply has space for.
import { utf8Bytes } from "../model/key.ts";
import type { StateRecord } from "../model/record.ts";

const stepGrowth = 4;

// Version, times, kind and framing in a message.
const bookkeepingBytes = 128;

/** Approximate size of a record in a reply, in bytes: key, value, content type, version and times. */
export function recordBytes({ key, value, contentType }: StateRecord): number {
  return utf8Bytes(key) + value.byteLength + utf8Bytes(contentType) + bookkeepingBytes;
}

/** Sizes the steps of one reply by the mean size of the records seen so far. */
export class ReadingStep {
  readonly #recordsMax: number;
  #records: number;
  #seenRecords = 0;
  #seenBytes = 0;

  /** The first step has `recordsFirst` records; no step has more than `recordsMax`, which bounds the cost of large records after small ones. */
  constructor(recordsFirst = 4, recordsMax = 64) {
    this.#records = recordsFirst;
    this.#recordsMax = recordsMax;
  }

  /** Mean size of the records seen so far, in bytes; 0 before the first. */
  get meanBytes(): number {
    return this.#seenRecords === 0 ? 0 : this.#seenBytes / this.#seenRecords;
  }

  /** How many records to read into this much space: at least 1, at most the bound. */
  recordsFor(bytesLeft: number): number {
    if (this.#seenRecords === 0) return this.#records;
    return Math.max(1, Math.min(this.#records, Math.floor(bytesLeft / this.meanBytes)));
  }

  /** Halves the step after one of this many records did not fit. */
  shrink(records: number): void {
    this.#records = Math.max(1, Math.floor(records / 2));
  }

  /** Records what a step read; the next step may be larger. */
  fetched(records: number, bytes: number): void {
    this.#seenRecords += records;
    this.#seenBytes += bytes;
    this.#records = Math.min(this.#records * stepGrowth, this.#recordsMax);
  }
}
