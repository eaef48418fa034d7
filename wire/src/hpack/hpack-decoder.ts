// Reads header blocks (RFC 7541). One decoder lives as long as its connection,
// because blocks refer to fields of earlier ones. The dynamic table is right
// after every block that was decoded, also after one that broke a limit; after
// an HpackError the decoder must not be used again.
import { HpackError, HpackListTooLarge } from "./hpack-error.ts";
import { huffmanDecode, huffmanDecodedBytesMax } from "./hpack-huffman.ts";
import { staticIndexMax, staticTable } from "./hpack-static-table.ts";

/** What a decoder allows. */
export interface HpackDecoderOptions {
  /** The size of the dynamic table, as announced in SETTINGS_HEADER_TABLE_SIZE. */
  readonly tableBytesMax: number;
  /** The size of a list: each name and value in bytes plus 32 (RFC 9113 section 6.5.2). */
  readonly listBytesMax: number;
  /** How many fields a list may have. */
  readonly listPairsMax: number;
}

/** What a field costs in the dynamic table and in a list, besides its bytes (section 4.1). */
const fieldOverheadBytes = 32;
/** What both ends assume before any SETTINGS (RFC 9113 section 6.5.2). */
const tableBytesInitial = 4096;

/** The decoder of one connection's incoming header blocks. */
export class HpackDecoder {
  readonly #listBytesMax: number;
  readonly #listPairsMax: number;
  #tableBytesMax: number;
  /** What the peer's encoder has chosen, at most `#tableBytesMax`. */
  #capacityBytes: number;
  #mustShrink = false;
  // A ring of the dynamic table's fields; `#newest` is the slot of the last one added.
  #names: string[] = new Array(16).fill("");
  #values: string[] = new Array(16).fill("");
  #newest = 0;
  #count = 0;
  #tableBytes = 0;
  #changes = 0;
  // The block that is being decoded.
  #block: Buffer = Buffer.alloc(0);
  #position = 0;
  #listBytes = 0;
  #listPairs = 0;
  #scratch: Buffer = Buffer.allocUnsafeSlow(256);

  constructor(options: HpackDecoderOptions) {
    this.#tableBytesMax = options.tableBytesMax;
    this.#capacityBytes = Math.min(options.tableBytesMax, tableBytesInitial);
    this.#listBytesMax = options.listBytesMax;
    this.#listPairsMax = options.listPairsMax;
  }

  /**
   * Counts the changes of the dynamic table. A block that was decoded without
   * moving this count gives the same fields again for as long as it stands still.
   */
  get changes(): number {
    return this.#changes;
  }

  /** The size of the dynamic table now, in the units of section 4.1. */
  get tableBytes(): number {
    return this.#tableBytes;
  }

  /**
   * Another announced table size, from the moment that the peer acknowledges
   * it. If the table is larger, the peer's next block has to shrink it first
   * (section 4.2).
   */
  setTableBytesMax(bytes: number): void {
    this.#tableBytesMax = bytes;
    this.#mustShrink = this.#capacityBytes > bytes;
  }

  /**
   * Decodes one whole block and gives each field in order; `onField` must not
   * throw. Throws HpackError if the block is malformed, and HpackListTooLarge
   * after the whole block if the list broke a limit: fields past the limit are
   * not given.
   */
  decode(block: Uint8Array, onField: (name: string, value: string) => void): void {
    this.#block = Buffer.isBuffer(block)
      ? block
      : Buffer.from(block.buffer, block.byteOffset, block.byteLength);
    this.#position = 0;
    this.#listBytes = 0;
    this.#listPairs = 0;
    this.#readSizeUpdates();
    const length = this.#block.length;
    while (this.#position < length) this.#readField(onField);
    if (this.#listPairs > this.#listPairsMax) {
      throw new HpackListTooLarge(
        `the header list has ${this.#listPairs} fields, more than ${this.#listPairsMax}`,
      );
    }
    if (this.#listBytes > this.#listBytesMax) {
      throw new HpackListTooLarge(
        `the header list has ${this.#listBytes} bytes, more than ${this.#listBytesMax}`,
      );
    }
  }

  #readSizeUpdates(): void {
    while (this.#position < this.#block.length) {
      const byte = this.#block[this.#position] as number;
      if ((byte & 0xe0) !== 0x20) break;
      const bytes = this.#readInteger(0x1f);
      if (bytes > this.#tableBytesMax) {
        throw new HpackError(
          `a table size of ${bytes} bytes was chosen where at most ${this.#tableBytesMax} are allowed`,
        );
      }
      this.#capacityBytes = bytes;
      this.#mustShrink = false;
      this.#changes += 1;
      this.#evictTo(bytes);
    }
    if (this.#mustShrink) throw new HpackError("the table was not shrunk to the acknowledged size");
  }

  #readField(onField: (name: string, value: string) => void): void {
    const byte = this.#block[this.#position] as number;
    let name: string;
    let value: string;
    if (byte & 0x80) {
      const index = this.#readInteger(0x7f);
      if (index > 0 && index <= staticIndexMax) {
        const field = staticTable[index] as readonly [string, string];
        name = field[0];
        value = field[1];
      } else {
        const slot = this.#slotOf(index);
        name = this.#names[slot] as string;
        value = this.#values[slot] as string;
      }
    } else if (byte & 0x40) {
      name = this.#readName(0x3f);
      value = this.#readString();
      this.#insert(name, value);
    } else if (byte & 0x20) {
      throw new HpackError("a table size update stands after a field");
    } else {
      // Never-indexed (0001) reads as without-indexing (0000): nothing is passed on that could be re-encoded.
      name = this.#readName(0x0f);
      value = this.#readString();
    }
    this.#listPairs += 1;
    this.#listBytes += name.length + value.length + fieldOverheadBytes;
    if (this.#listPairs <= this.#listPairsMax && this.#listBytes <= this.#listBytesMax) onField(name, value);
  }

  #readName(prefixMask: number): string {
    const index = this.#readInteger(prefixMask);
    if (index === 0) return this.#readString();
    if (index <= staticIndexMax) return (staticTable[index] as readonly [string, string])[0];
    return this.#names[this.#slotOf(index)] as string;
  }

  #slotOf(index: number): number {
    const age = index - staticIndexMax - 1;
    if (age < 0 || age >= this.#count) throw new HpackError(`index ${index} is in no table`);
    return (this.#newest - age) & (this.#names.length - 1);
  }

  /** Section 5.1. No field of ours needs 2^28, and four more bytes are enough for it: what is longer is an attack. */
  #readInteger(prefixMask: number): number {
    const block = this.#block;
    let value = (block[this.#position++] as number) & prefixMask;
    if (value < prefixMask) return value;
    for (let shift = 0; shift < 28; shift += 7) {
      const byte = block[this.#position++];
      if (byte === undefined) throw new HpackError("the block ends inside an integer");
      value += (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    throw new HpackError("an integer is larger than any that can be meant");
  }

  #readString(): string {
    const block = this.#block;
    const first = block[this.#position];
    if (first === undefined) throw new HpackError("the block ends before a string");
    const length = this.#readInteger(0x7f);
    const start = this.#position;
    const end = start + length;
    if (end > block.length) {
      throw new HpackError(`a string of ${length} bytes goes past the end of the block`);
    }
    this.#position = end;
    if (first < 0x80) return length === 0 ? "" : block.toString("latin1", start, end);
    const roomBytes = huffmanDecodedBytesMax(length);
    let target = this.#scratch;
    if (target.length < roomBytes) {
      target = Buffer.allocUnsafe(roomBytes);
      // Kept only while small, so that one long value does not hold memory for the connection's life.
      if (roomBytes <= 8192) this.#scratch = target;
    }
    return target.toString("latin1", 0, huffmanDecode(block, start, end, target));
  }

  #insert(name: string, value: string): void {
    this.#changes += 1;
    const bytes = name.length + value.length + fieldOverheadBytes;
    if (bytes > this.#capacityBytes) {
      this.#evictTo(0);
      return;
    }
    this.#evictTo(this.#capacityBytes - bytes);
    if (this.#count === this.#names.length) this.#grow();
    this.#newest = (this.#newest + 1) & (this.#names.length - 1);
    this.#names[this.#newest] = name;
    this.#values[this.#newest] = value;
    this.#count += 1;
    this.#tableBytes += bytes;
  }

  #evictTo(bytes: number): void {
    while (this.#tableBytes > bytes) {
      const oldest = (this.#newest - this.#count + 1) & (this.#names.length - 1);
      this.#tableBytes -=
        (this.#names[oldest] as string).length + (this.#values[oldest] as string).length + fieldOverheadBytes;
      this.#names[oldest] = "";
      this.#values[oldest] = "";
      this.#count -= 1;
    }
  }

  #grow(): void {
    const names: string[] = new Array(this.#names.length * 2).fill("");
    const values: string[] = new Array(this.#names.length * 2).fill("");
    for (let age = 0; age < this.#count; age += 1) {
      const slot = (this.#newest - age) & (this.#names.length - 1);
      names[this.#count - 1 - age] = this.#names[slot] as string;
      values[this.#count - 1 - age] = this.#values[slot] as string;
    }
    this.#names = names;
    this.#values = values;
    this.#newest = this.#count - 1;
  }
}
