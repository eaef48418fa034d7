// Header blocks as they arrive (RFC 9113 section 4.3): assembled from HEADERS and
// CONTINUATION within limits, decoded, and parsed by the role into a head. Peers
// repeat the same bytes, so recent blocks are cached: while the dynamic table is
// unchanged, a cached block returns its earlier head without decoding.
import { HpackDecoder } from "../hpack/hpack-decoder.ts";
import { HpackError, HpackListTooLarge } from "../hpack/hpack-error.ts";
import { ConnectionError, http2Error } from "./http2-errors.ts";

/** The limits of a header reader. */
export interface HeaderReaderOptions {
  /** SETTINGS_HEADER_TABLE_SIZE as announced, in bytes. */
  readonly headerTableBytes: number;
  /** The size of a list as RFC 9113 section 6.5.2 counts it, in bytes. */
  readonly headerListBytesMax: number;
  /** Fields in a list. */
  readonly headerPairsMax: number;
  /** Encoded bytes of a block, in all of its frames. */
  readonly headerBlockBytesMax: number;
  /** CONTINUATION frames after one HEADERS frame. */
  readonly continuationFramesMax: number;
}

/**
 * Parses a list of fields, `[name, value, name, value, …]`, into what the role
 * needs. Must not throw. Must not keep the list if `tooLarge`; then it lacks the
 * fields past the limit. The result must be immutable: it is shared by every
 * call that has the same block.
 */
export type ParseHead<Head> = (fields: string[], tooLarge: boolean) => Head;

interface CachedBlock<Head> {
  readonly block: Buffer;
  readonly changes: number;
  readonly head: Head;
}

const cachedBlocksMax = 8;
const cachedBlockBytesMax = 1024;

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
  readonly #cached: (CachedBlock<Head> | undefined)[] = new Array(cachedBlocksMax).fill(undefined);
  #nextSlot = 0;
  #fields: string[] = [];
  readonly #onField = (name: string, value: string): void => {
    this.#fields.push(name, value);
  };
  /** Set between HEADERS and the frame with END_HEADERS; no other frame may arrive between them (section 4.3). */
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

  /** Begins a block that is continued in CONTINUATION frames. */
  begin(streamId: number, endStream: boolean, fragment: Buffer): void {
    this.open = { streamId, endStream, parts: [Buffer.from(fragment)], bytes: fragment.length };
  }

  /** Adds a CONTINUATION frame to the open block. Throws ConnectionError (ENHANCE_YOUR_CALM) above a limit. */
  add(fragment: Buffer): void {
    const open = this.open as OpenBlock;
    open.bytes += fragment.length;
    if (open.bytes > this.#options.headerBlockBytesMax) {
      throw new ConnectionError(
        http2Error.enhanceYourCalm,
        `a header block has more than ${this.#options.headerBlockBytesMax} bytes`,
        "headerBlockBytesMax",
      );
    }
    if (open.parts.length > this.#options.continuationFramesMax) {
      throw new ConnectionError(
        http2Error.enhanceYourCalm,
        `a header block has more than ${this.#options.continuationFramesMax} CONTINUATION frames`,
        "continuationFramesMax",
      );
    }
    open.parts.push(Buffer.from(fragment));
  }

  /** Returns the complete open block and closes it. */
  join(): Buffer {
    const parts = (this.open as OpenBlock).parts;
    this.open = undefined;
    return Buffer.concat(parts);
  }

  /** Decodes a complete block. Throws ConnectionError (COMPRESSION_ERROR) if it is not valid HPACK. */
  read(buffer: Buffer, start: number, end: number): Head {
    for (const entry of this.#cached) {
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
    if (!tooLarge && changesBefore === this.#decoder.changes && end - start <= cachedBlockBytesMax) {
      const block = Buffer.from(buffer.subarray(start, end));
      this.#cached[this.#nextSlot] = { block, changes: changesBefore, head };
      this.#nextSlot = (this.#nextSlot + 1) % cachedBlocksMax;
    }
    return head;
  }

  #isSame(entry: CachedBlock<Head>, buffer: Buffer, start: number, end: number): boolean {
    const block = entry.block;
    const length = end - start;
    if (block.length !== length || entry.changes !== this.#decoder.changes) return false;
    // From the end, because blocks of the same method differ there.
    for (let index = length - 1; index >= 0; index -= 1) {
      if (block[index] !== buffer[start + index]) return false;
    }
    return true;
  }
}
