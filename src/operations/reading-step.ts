// How many records to read at once when their sizes are not known. What holds:
// the first step has its size from the caller, each further one grows by what was seen so far, and
// none is of more records than a fixed bound; so a step fetches about what its
// answer has room for, and not what a thousand large values would take.
import { utf8Bytes } from "../model/key.ts";
import type { StateRecord } from "../model/record.ts";

const stepGrowth = 4;

// Version, times, kind and the frames around them, as a message has them.
const bookkeepingBytes = 128;

/** About how many bytes a record takes in an answer: key, value, content type, version and times. */
export function recordBytes({ key, value, contentType }: StateRecord): number {
  return utf8Bytes(key) + value.byteLength + utf8Bytes(contentType) + bookkeepingBytes;
}

/** Sizes the steps of one answer, by the mean of the records seen so far. */
export class ReadingStep {
  readonly #recordsMax: number;
  #records: number;
  #seenRecords = 0;
  #seenBytes = 0;

  /** The first step is of so many records, none is of more than `recordsMax`: what small records before large ones can cost. */
  constructor(recordsFirst = 4, recordsMax = 64) {
    this.#records = recordsFirst;
    this.#recordsMax = recordsMax;
  }

  /** Mean size of the records seen so far, in bytes; 0 before the first. */
  get meanBytes(): number {
    return this.#seenRecords === 0 ? 0 : this.#seenBytes / this.#seenRecords;
  }

  /** How many records to ask for where there is room for so many bytes: 1 to the bound. */
  recordsFor(roomBytes: number): number {
    if (this.#seenRecords === 0) return this.#records;
    return Math.max(1, Math.min(this.#records, Math.floor(roomBytes / this.meanBytes)));
  }

  /** Halves the step, after one of so many records did not fit. */
  shrink(records: number): void {
    this.#records = Math.max(1, Math.floor(records / 2));
  }

  /** Learns from what a step fetched; the next may be larger. */
  fetched(records: number, bytes: number): void {
    this.#seenRecords += records;
    this.#seenBytes += bytes;
    this.#records = Math.min(this.#records * stepGrowth, this.#recordsMax);
  }
}
