// Encodes header blocks (RFC 7541). A connection has one encoder for its whole
// life, because blocks refer to fields of earlier blocks: every encoded block
// must be sent, in the order of encoding. Secrets are never put in the dynamic
// table, nor are values that differ from call to call, which would only evict
// the others.
import { HpackError } from "./hpack-error.ts";
import { huffmanBytes, huffmanEncode } from "./hpack-huffman.ts";
import { staticIndexMax, staticTable } from "./hpack-static-table.ts";

/** Options of an encoder. */
export interface HpackEncoderOptions {
  /** The largest dynamic table that this end keeps. Default: 4096 bytes. */
  readonly tableBytesMax?: number;
  /** More names whose values must not enter a table on any hop (section 7.1.3). Default: none. */
  readonly sensitiveNames?: Iterable<string>;
}

/** Encoded as never-indexed: their values are secrets. */
const sensitiveNames = [
  "authorization",
  "proxy-authorization",
  "cookie",
  "set-cookie",
  "dapr-api-token",
  "x-api-key",
];
/** Encoded without indexing: their values seldom repeat. */
const volatileNames = new Set([
  "grpc-timeout",
  "grpc-message",
  "grpc-status-details-bin",
  "content-length",
  "date",
  "etag",
  "traceparent",
  "tracestate",
  "grpc-trace-bin",
  "x-request-id",
]);

const fieldOverheadBytes = 32;
const tableBytesInitial = 4096;

interface StaticName {
  readonly index: number;
  readonly values: Map<string, number>;
}

const staticNames = new Map<string, StaticName>();
for (let index = 1; index <= staticIndexMax; index += 1) {
  const [name, value] = staticTable[index] as readonly [string, string];
  let entry = staticNames.get(name);
  if (entry === undefined) {
    entry = { index, values: new Map() };
    staticNames.set(name, entry);
  }
  if (value !== "") entry.values.set(value, index);
}

/** The entries of a name in the dynamic table, by the serial numbers of their insertions. */
interface DynamicName {
  newest: number;
  readonly values: Map<string, number>;
}

/** The encoder of one connection's outgoing header blocks. */
export class HpackEncoder {
  readonly #ownTableBytesMax: number;
  readonly #sensitive: Set<string>;
  #capacityBytes: number;
  /** The smallest size since the last block, if it changed: announced first, so that the peer evicts the same entries. */
  #smallestPending: number | undefined;
  // The dynamic table, oldest entry first, from #head on. Serial numbers only increase.
  readonly #names: string[] = [];
  readonly #values: string[] = [];
  #head = 0;
  #inserted = 0;
  readonly #byName = new Map<string, DynamicName>();
  #tableBytes = 0;
  #changes = 0;
  #target: Buffer = Buffer.allocUnsafeSlow(512);
  #offset = 0;

  constructor(options: HpackEncoderOptions = {}) {
    this.#ownTableBytesMax = options.tableBytesMax ?? tableBytesInitial;
    this.#sensitive = new Set([...sensitiveNames, ...(options.sensitiveNames ?? [])]);
    this.#capacityBytes = tableBytesInitial;
    this.setTableBytesMax(tableBytesInitial);
  }

  /**
   * Counts the changes of the dynamic table, including pending ones. A block
   * that was encoded without changing this count may be sent again unmodified
   * until the count changes.
   */
  get changes(): number {
    return this.#changes;
  }

  /** The current size of the dynamic table, as section 4.1 counts it. */
  get tableBytes(): number {
    return this.#tableBytes;
  }

  /**
   * Applies the peer's SETTINGS_HEADER_TABLE_SIZE: the table is limited to it and
   * to this end's maximum. The next block announces the change (section 4.2).
   */
  setTableBytesMax(bytes: number): void {
    const capacity = Math.min(bytes, this.#ownTableBytesMax);
    if (capacity === this.#capacityBytes) return;
    this.#smallestPending = Math.min(capacity, this.#smallestPending ?? capacity);
    this.#capacityBytes = capacity;
    this.#changes += 1;
    this.#evictTo(capacity);
  }

  /**
   * Encodes one header block into new bytes. Names must be in lower case. Throws
   * HpackError, with no change to the table, if a character does not fit in one
   * byte.
   */
  encode(fields: readonly (readonly [string, string])[]): Uint8Array {
    let roomBytes = 16;
    for (const [name, value] of fields) {
      if (hasWide(name) || hasWide(value)) {
        throw new HpackError(`the field ${JSON.stringify(name)} has a character above U+00FF`);
      }
      roomBytes += name.length + value.length + 16;
    }
    if (this.#target.length < roomBytes) this.#target = Buffer.allocUnsafeSlow(roomBytes * 2);
    this.#offset = 0;
    this.#writeSizeUpdates();
    for (const [name, value] of fields) this.#writeField(name, value);
    const block = Buffer.from(this.#target.subarray(0, this.#offset));
    if (this.#target.length > 65_536) this.#target = Buffer.allocUnsafeSlow(512);
    return block;
  }

  #writeSizeUpdates(): void {
    if (this.#smallestPending === undefined) return;
    if (this.#smallestPending < this.#capacityBytes) this.#writeInteger(0x20, 0x1f, this.#smallestPending);
    this.#writeInteger(0x20, 0x1f, this.#capacityBytes);
    this.#smallestPending = undefined;
    this.#changes += 1;
  }

  #writeField(name: string, value: string): void {
    const inStatic = staticNames.get(name);
    if (this.#sensitive.has(name)) {
      this.#writeLiteral(0x10, 0x0f, inStatic?.index ?? this.#dynamicIndex(name), name, value);
      return;
    }
    const staticIndex = inStatic?.values.get(value);
    if (staticIndex !== undefined) {
      this.#writeInteger(0x80, 0x7f, staticIndex);
      return;
    }
    const inDynamic = this.#byName.get(name);
    const serial = inDynamic?.values.get(value);
    if (serial !== undefined) {
      this.#writeInteger(0x80, 0x7f, staticIndexMax + this.#inserted - serial);
      return;
    }
    const nameIndex = inStatic?.index ?? this.#dynamicIndex(name);
    const bytes = name.length + value.length + fieldOverheadBytes;
    // A field that fills most of the table would only evict the others.
    if (volatileNames.has(name) || bytes > this.#capacityBytes / 2) {
      this.#writeLiteral(0x00, 0x0f, nameIndex, name, value);
      return;
    }
    this.#writeLiteral(0x40, 0x3f, nameIndex, name, value);
    this.#insert(name, value, bytes);
  }

  #dynamicIndex(name: string): number {
    const entry = this.#byName.get(name);
    return entry === undefined ? 0 : staticIndexMax + this.#inserted - entry.newest;
  }

  #writeLiteral(pattern: number, prefixMask: number, nameIndex: number, name: string, value: string): void {
    this.#writeInteger(pattern, prefixMask, nameIndex);
    if (nameIndex === 0) this.#writeString(name);
    this.#writeString(value);
  }

  #writeInteger(pattern: number, prefixMask: number, value: number): void {
    const target = this.#target;
    if (value < prefixMask) {
      target[this.#offset++] = pattern | value;
      return;
    }
    target[this.#offset++] = pattern | prefixMask;
    let rest = value - prefixMask;
    while (rest >= 0x80) {
      target[this.#offset++] = (rest & 0x7f) | 0x80;
      rest = Math.floor(rest / 0x80);
    }
    target[this.#offset++] = rest;
  }

  #writeString(text: string): void {
    const codedBytes = huffmanBytes(text);
    if (codedBytes < text.length) {
      this.#writeInteger(0x80, 0x7f, codedBytes);
      this.#offset = huffmanEncode(text, this.#target, this.#offset);
      return;
    }
    this.#writeInteger(0x00, 0x7f, text.length);
    this.#target.write(text, this.#offset, "latin1");
    this.#offset += text.length;
  }

  #insert(name: string, value: string, bytes: number): void {
    this.#changes += 1;
    this.#evictTo(this.#capacityBytes - bytes);
    const serial = this.#inserted++;
    this.#names.push(name);
    this.#values.push(value);
    this.#tableBytes += bytes;
    const entry = this.#byName.get(name);
    if (entry === undefined) {
      this.#byName.set(name, { newest: serial, values: new Map([[value, serial]]) });
    } else {
      entry.newest = serial;
      entry.values.set(value, serial);
    }
  }

  #evictTo(bytes: number): void {
    while (this.#tableBytes > bytes) {
      const name = this.#names[this.#head] as string;
      const value = this.#values[this.#head] as string;
      const serial = this.#inserted - (this.#names.length - this.#head);
      this.#tableBytes -= name.length + value.length + fieldOverheadBytes;
      const entry = this.#byName.get(name);
      if (entry?.values.get(value) === serial) entry.values.delete(value);
      if (entry?.newest === serial) this.#byName.delete(name);
      this.#head += 1;
    }
    if (this.#head > 64 && this.#head * 2 > this.#names.length) {
      this.#names.splice(0, this.#head);
      this.#values.splice(0, this.#head);
      this.#head = 0;
    }
  }
}

function hasWide(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    if (text.charCodeAt(index) > 0xff) return true;
  }
  return false;
}
