// Header blocks as they arrive (RFC 9113 section 4.3): joined from HEADERS and
// CONTINUATION within bounds, decoded, and read by the role into a head. Peers
// send the same bytes again and again; a block that was decoded before, while
// the dynamic table has not changed, gives its former head without any work.
import { HpackDecoder } from "../hpack/hpack-decoder.ts";
import { HpackError, HpackListTooLarge } from "../hpack/hpack-error.ts";
import { ConnectionError, http2Error } from "./http2-errors.ts";

/** What a reader of header blocks allows. */
export interface HeaderReaderOptions {
  /** SETTINGS_HEADER_TABLE_SIZE as announced, in bytes. */
  readonly headerTableBytes: number;
  /** The size of a list as RFC 9113 section 6.5.2 counts it, in bytes. */
  readonly headerListBytesMax: number;
  /** Fields in a list. */
  readonly headerPairsMax: number;
  /** Encoded bytes of a block in all of its frames. */
  readonly headerBlockBytesMax: number;
  /** CONTINUATION frames after one HEADERS frame. */
  readonly continuationFramesMax: number;
}

/**
 * Reads a list of fields, `[name, value, name, value, …]`, into what the role
 * needs. Must not throw, must not keep the list if `tooLarge` (then the fields
 * past the limit are not in it), and gives an immutable value: it is shared by
 * every call that has the same block.
 */
export type ParseHead<Head> = (fields: string[], tooLarge: boolean) => Head;

interface Remembered<Head> {
  readonly block: Buffer;
  readonly changes: number;
  readonly head: Head;
}

const rememberedMax = 8;
const rememberedBytesMax = 1024;

/** A block whose CONTINUATION frames have not all arrived. */
interface OpenBlock {
  readonly streamId: number;
  readonly endStream: boolean;
  readonly parts: Buffer[];
  bytes: number;
}

/** The header blocks of one connection. */
export class HeaderReader<Head> {
  readonly #options: HeaderReaderOptions;
  readonly #decoder: HpackDecoder;
  readonly #parse: ParseHead<Head>;
  readonly #remembered: (Remembered<Head> | undefined)[] = new Array(rememberedMax).fill(undefined);
  #nextSlot = 0;
  #fields: string[] = [];
  readonly #onField = (name: string, value: string): void => {
    this.#fields.push(name, value);
  };
  /** Set between HEADERS and the frame with END_HEADERS; no other frame may come then (section 4.3). */
  open: OpenBlock | undefined;

  constructor(options: HeaderReaderOptions, parse: ParseHead<Head>) {
    this.#options = options;
    this.#parse = parse;
    this.#decoder = new HpackDecoder({
      tableBytesMax: options.headerTableBytes,
      listBytesMax: options.headerListBytesMax,
      listPairsMax: options.headerPairsMax,
    });
  }

  /** Begins a block that goes on in CONTINUATION frames. */
  begin(streamId: number, endStream: boolean, fragment: Buffer): void {
    this.open = { streamId, endStream, parts: [Buffer.from(fragment)], bytes: fragment.length };
  }

  /** Adds a CONTINUATION frame to the open block. Throws ConnectionError (ENHANCE_YOUR_CALM) past a bound. */
  add(fragment: Buffer): void {
    const open = this.open as OpenBlock;
    open.bytes += fragment.length;
    if (open.bytes > this.#options.headerBlockBytesMax) {
      throw new ConnectionError(
        http2Error.enhanceYourCalm,
        `a header block of more than ${this.#options.headerBlockBytesMax} bytes`,
        "headerBlockBytesMax",
      );
    }
    if (open.parts.length > this.#options.continuationFramesMax) {
      throw new ConnectionError(
        http2Error.enhanceYourCalm,
        `more than ${this.#options.continuationFramesMax} CONTINUATION frames`,
        "continuationFramesMax",
      );
    }
    open.parts.push(Buffer.from(fragment));
  }

  /** The whole of the open block, which is then no longer open. */
  join(): Buffer {
    const parts = (this.open as OpenBlock).parts;
    this.open = undefined;
    return Buffer.concat(parts);
  }

  /** Decodes a whole block. Throws ConnectionError (COMPRESSION_ERROR) if it is no HPACK. */
  read(buffer: Buffer, start: number, end: number): Head {
    for (const entry of this.#remembered) {
      if (entry !== undefined && this.#isSame(entry, buffer, start, end)) return entry.head;
    }
    const changesBefore = this.#decoder.changes;
    this.#fields = [];
    let tooLarge = false;
    try {
      this.#decoder.decode(buffer.subarray(start, end), this.#onField);
    } catch (error) {
      if (error instanceof HpackListTooLarge) tooLarge = true;
      else if (error instanceof HpackError) {
        throw new ConnectionError(http2Error.compressionError, error.message);
      } else throw error;
    }
    const head = this.#parse(this.#fields, tooLarge);
    if (!tooLarge && changesBefore === this.#decoder.changes && end - start <= rememberedBytesMax) {
      const block = Buffer.from(buffer.subarray(start, end));
      this.#remembered[this.#nextSlot] = { block, changes: changesBefore, head };
      this.#nextSlot = (this.#nextSlot + 1) % rememberedMax;
    }
    return head;
  }

  #isSame(entry: Remembered<Head>, buffer: Buffer, start: number, end: number): boolean {
    const block = entry.block;
    const length = end - start;
    if (block.length !== length || entry.changes !== this.#decoder.changes) return false;
    // From the back, because blocks of one method differ there first.
    for (let index = length - 1; index >= 0; index -= 1) {
      if (block[index] !== buffer[start + index]) return false;
    }
    return true;
  }
}
