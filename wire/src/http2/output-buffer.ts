// What a connection has to say in this turn of the event loop, gathered into
// one write. Small frames are copied into a slab; large payloads are kept by
// reference between slab parts and leave by writev. A slab's bytes are written
// again only after the kernel has taken them.
import type { Socket } from "node:net";

/** A slab is as large as one full frame with its head, and some small ones. */
const slabBytes = 32_768;
const sparesMax = 64;
/** Slabs that no connection uses; shared, so that an idle connection holds none. */
const spares: Buffer[] = [];

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

  /** Bytes that were gathered or flushed and that the kernel has not taken. */
  get waitingBytes(): number {
    return this.pendingBytes + this.#socket.writableLength;
  }

  /** Makes room; the caller writes at `target` from `offset` on and then calls `advance`. */
  reserve(bytes: number): Buffer {
    const slab = this.#slab;
    if (slab !== undefined && slab.length - this.#end >= bytes) return slab;
    return this.#renew(bytes);
  }

  /** Where the caller of `reserve` writes. */
  get offset(): number {
    return this.#end;
  }

  /** Says up to where the caller of `reserve` has written. */
  advance(offset: number): void {
    this.#end = offset;
  }

  /** Adds bytes, by copy if they are few, else by reference: then they must not change any more. */
  append(bytes: Uint8Array): void {
    if (bytes.length <= 4096) {
      const target = this.reserve(bytes.length);
      target.set(bytes, this.#end);
      this.#end += bytes.length;
      return;
    }
    this.#seal();
    this.#chunks.push(bytes);
    this.#chunksBytes += bytes.length;
  }

  /** Hands everything to the socket with one write. */
  flush(): void {
    const socket = this.#socket;
    if (this.#chunks.length === 0) {
      if (this.#end === this.#start) return;
      const slab = this.#slab as Buffer;
      const part = slab.subarray(this.#start, this.#end);
      this.#start = this.#end;
      socket.write(part);
    } else {
      this.#seal();
      const chunks = this.#chunks.splice(0);
      this.#chunksBytes = 0;
      socket.cork();
      for (const chunk of chunks) socket.write(chunk);
      socket.uncork();
    }
    if (socket.writableLength === 0) this.#recycle();
  }

  /** Forgets what was gathered. */
  clear(): void {
    this.#chunks.length = 0;
    this.#chunksBytes = 0;
    this.#slab = undefined;
    this.#start = 0;
    this.#end = 0;
  }

  /** Lets an idle connection's slab go. */
  trim(): void {
    if (this.pendingBytes === 0) this.clear();
  }

  #seal(): void {
    if (this.#end === this.#start) return;
    this.#chunks.push((this.#slab as Buffer).subarray(this.#start, this.#end));
    this.#chunksBytes += this.#end - this.#start;
    this.#start = this.#end;
  }

  #renew(bytes: number): Buffer {
    this.#seal();
    const slab =
      bytes > slabBytes ? Buffer.allocUnsafeSlow(bytes) : (spares.pop() ?? Buffer.allocUnsafeSlow(slabBytes));
    this.#slab = slab;
    this.#start = 0;
    this.#end = 0;
    return slab;
  }

  /** Everything is in the kernel: the slab may be used again, by this or another connection. */
  #recycle(): void {
    const slab = this.#slab;
    if (slab === undefined) return;
    if (slab.length === slabBytes && spares.length < sparesMax) spares.push(slab);
    this.#slab = undefined;
    this.#start = 0;
    this.#end = 0;
  }
}
