// Decodes header blocks (RFC 7541). A connection has one decoder for its whole
// life, because blocks refer to fields of earlier blocks. The dynamic table is
// correct after every decoded block, even after one that exceeded a limit; after
// an HpackError the decoder must not be used again.
import { HpackError, HpackListTooLarge } from "./hpack-error.ts";
import { huffmanDecode, huffmanDecodedBytesMax } from "./hpack-huffman.ts";
import { staticIndexMax, staticTable } from "./hpack-static-table.ts";

/** The limits of a decoder. */
export interface HpackDecoderOptions {
  /** The size of the dynamic table, as announced in SETTINGS_HEADER_TABLE_SIZE. */
  readonly tableBytesMax: number;
  /** The size of a list in bytes: each name and value plus 32 (RFC 9113 section 6.5.2). */
  readonly listBytesMax: number;
  /** How many fields a list may have. */
  readonly listPairsMax: number;
}

/** Bytes counted for each field in addition to its name and value (section 4.1). */
const fieldOverheadBytes = 32;
/** The table size before any SETTINGS (RFC 9113 section 6.5.2). */
const tableBytesInitial = 4096;

/** The decoder of one connection's incoming header blocks. */
export class HpackDecoder {
  readonly #listBytesMax: number;
  readonly #listPairsMax: number;
  #tableBytesMax: number;
  /** The size that the peer's encoder has chosen, at most `#tableBytesMax`. */
  #capacityBytes: number;
  #mustShrink = false;
  // The dynamic table as a ring; `#newest` is the slot of the field added last.
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
   * changing this count decodes to the same fields until the count changes.
   */
  get changes(): number {
    return this.#changes;
  }

  /** The current size of the dynamic table, as section 4.1 counts it. */
  get tableBytes(): number {
    return this.#tableBytes;
  }

  /**
   * Changes the announced table size, once the peer has acknowledged it. If the
   * table is larger, the peer's next block must shrink it first (section 4.2).
   */
  setTableBytesMax(bytes: number): void {
    this.#tableBytesMax = bytes;
    this.#mustShrink = this.#capacityBytes > bytes;
  }

  /**
   * Decodes one complete block and calls `onField`, which must not throw, for
   * each field in order. Throws HpackError if the block is malformed. Throws
   * HpackListTooLarge, after the whole block, if the list exceeds a limit; fields
   * past the limit are not passed on.
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
        `the header list has ${this.#listPairs} fields; the limit is ${this.#listPairsMax}`,
      );
    }
    if (this.#listBytes > this.#listBytesMax) {
      throw new HpackListTooLarge(
        `the header list has ${this.#listBytes} bytes; the limit is ${this.#listBytesMax}`,
      );
    }
  }

  #readSizeUpdates(): void {
    while (this.#position < this.#block.length) {
      const byte = this.#block[this.#position] as number;
      if ((byte & 0xe0) !== 0x20) break;
      const bytes = this.#readInteger(0x1f);
      if (bytes > this.#tableBytesMax) {
        throw new HpackError(`a table size update chose ${bytes} bytes; the limit is ${this.#tableBytesMax}`);
      }
      this.#capacityBytes = bytes;
      this.#mustShrink = false;
      this.#changes += 1;
      this.#evictTo(bytes);
    }
    if (this.#mustShrink) throw new HpackError("the table was not reduced to the acknowledged size");
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
      throw new HpackError("a table size update follows a field");
    } else {
      // Never-indexed (0001) is read like without-indexing (0000), because fields are never forwarded to another hop.
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

  /** Section 5.1. No valid field needs 2^28, for which four more bytes are enough: a longer integer is an attack. */
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
    throw new HpackError("an integer has more than four continuation bytes");
  }

  #readString(): string {
    const block = this.#block;
    const first = block[this.#position];
    if (first === undefined) throw new HpackError("the block ends before a string");
    const length = this.#readInteger(0x7f);
    const start = this.#position;
    const end = start + length;
    if (end > block.length) {
      throw new HpackError(`a string of ${length} bytes extends past the end of the block`);
    }
    this.#position = end;
    if (first < 0x80) return length === 0 ? "" : block.toString("latin1", start, end);
    const roomBytes = huffmanDecodedBytesMax(length);
    let target = this.#scratch;
    if (target.length < roomBytes) {
      target = Buffer.allocUnsafe(roomBytes);
      // Kept only if small, so that one long value does not hold memory for the life of the connection.
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
