// The output of a connection in one event-loop turn, gathered into one write.
// Small frames are copied into a slab; large payloads are kept by reference
// between parts of the slab and written with writev. A slab is reused only after
// the kernel has accepted its bytes.
import type { Socket } from "node:net";

/** A slab holds one full frame with its head and some small frames. */
const slabBytes = 32_768;
const freeSlabsMax = 64;
/** Slabs that no connection uses. They are shared, so an idle connection holds none. */
const freeSlabs: Buffer[] = [];

/** Gathers output for one socket. */
export class OutputBuffer {
  readonly #socket: Socket;
  #slab: Buffer | undefined;
  /** The part of the slab that is not yet in `#chunks` goes from `#start` to `#end`. */
  #start = 0;
  #end = 0;
  readonly #chunks: Uint8Array[] = [];
  #chunksBytes = 0;

  constructor(socket: Socket) {
    this.#socket = socket;
  }

  /** Bytes gathered since the last flush. */
  get pendingBytes(): number {
    return this.#chunksBytes + this.#end - this.#start;
  }

  /** Bytes gathered or flushed that the kernel has not accepted yet. */
  get waitingBytes(): number {
    return this.pendingBytes + this.#socket.writableLength;
  }

  /** Returns a buffer with space for this many bytes. The caller writes them from `offset` on, then calls `advance`. */
  reserve(bytes: number): Buffer {
    const slab = this.#slab;
    if (slab !== undefined && slab.length - this.#end >= bytes) return slab;
    return this.#renew(bytes);
  }

  /** Where the caller of `reserve` writes. */
  get offset(): number {
    return this.#end;
  }

  /** The caller of `reserve` has written up to this offset. */
  advance(offset: number): void {
    this.#end = offset;
  }

  /** Adds bytes: up to 4096 by copy, more by reference. In the second case they must not change any more. */
  append(bytes: Uint8Array): void {
    if (bytes.length <= 4096) {
      const target = this.reserve(bytes.length);
      target.set(bytes, this.#end);
      this.#end += bytes.length;
      return;
    }
    this.#endPart();
    this.#chunks.push(bytes);
    this.#chunksBytes += bytes.length;
  }

  /** Passes everything to the socket in one write. */
  flush(): void {
    const socket = this.#socket;
    if (this.#chunks.length === 0) {
      if (this.#end === this.#start) return;
      const slab = this.#slab as Buffer;
      const part = slab.subarray(this.#start, this.#end);
      this.#start = this.#end;
      socket.write(part);
    } else {
      this.#endPart();
      const chunks = this.#chunks.splice(0);
      this.#chunksBytes = 0;
      socket.cork();
      for (const chunk of chunks) socket.write(chunk);
      socket.uncork();
    }
    if (socket.writableLength === 0) this.#recycle();
  }

  /** Discards what was gathered. */
  clear(): void {
    this.#chunks.length = 0;
    this.#chunksBytes = 0;
    this.#slab = undefined;
    this.#start = 0;
    this.#end = 0;
  }

  /** Releases the slab if nothing is gathered. */
  trim(): void {
    if (this.pendingBytes === 0) this.clear();
  }

  /** Turns the unfinished part of the slab into a chunk. */
  #endPart(): void {
    if (this.#end === this.#start) return;
    this.#chunks.push((this.#slab as Buffer).subarray(this.#start, this.#end));
    this.#chunksBytes += this.#end - this.#start;
    this.#start = this.#end;
  }

  #renew(bytes: number): Buffer {
    this.#endPart();
    const slab =
      bytes > slabBytes
        ? Buffer.allocUnsafeSlow(bytes)
        : (freeSlabs.pop() ?? Buffer.allocUnsafeSlow(slabBytes));
    this.#slab = slab;
    this.#start = 0;
    this.#end = 0;
    return slab;
  }

  /** The kernel has accepted everything: the slab may be reused, by this or another connection. */
  #recycle(): void {
    const slab = this.#slab;
    if (slab === undefined) return;
    if (slab.length === slabBytes && freeSlabs.length < freeSlabsMax) freeSlabs.push(slab);
    this.#slab = undefined;
    this.#start = 0;
    this.#end = 0;
  }
}
