// Messages on a stream: a flag byte, a length of four bytes, the message
// (grpc/grpc doc/PROTOCOL-HTTP2.md, "Length-Prefixed-Message"). A message that
// lies within one chunk is given as a view of it; one that does not is put
// together in memory that grows with what has come, never with what was promised.
import { messagePrefixBytes } from "../http2/message-prefix.ts";
import { RpcError } from "./rpc-error.ts";
import { statusCode } from "./status.ts";
import { TooLargeError } from "./too-large-error.ts";

/** Takes each message as it becomes whole, and whether it was flagged as compressed. */
export type OnMessage = (message: Uint8Array, compressed: boolean) => void;

const assemblyBytesFirst = 4096;

/** Cuts the bytes of one stream into messages. */
export class MessageReader {
  readonly #messageBytesMax: number;
  readonly #onMessage: OnMessage;
  // The head that is being read: its bytes so far, and its fields once whole.
  #headBytes = 0;
  #flag = 0;
  #length = 0;
  // The message that is being put together.
  #assembly: Uint8Array | undefined;
  #assembledBytes = 0;

  /** `messageBytesMax` bounds a message as it stands on the wire. */
  constructor(messageBytesMax: number, onMessage: OnMessage) {
    this.#messageBytesMax = messageBytesMax;
    this.#onMessage = onMessage;
  }

  /** Whether the stream stands between two messages. */
  get idle(): boolean {
    return this.#headBytes === 0;
  }

  /**
   * Takes the stream's next bytes and gives the messages that became whole. A
   * view that is given is of `chunk` itself. Throws RpcError: INTERNAL for an
   * unknown flag, RESOURCE_EXHAUSTED as soon as a message is announced that is
   * over the limit. After that the stream must not be read on.
   */
  push(chunk: Uint8Array): void {
    let offset = 0;
    while (offset < chunk.length) {
      if (this.#headBytes < messagePrefixBytes) {
        offset = this.#readHead(chunk, offset);
        if (this.#headBytes < messagePrefixBytes) return;
        this.#checkHead();
      }
      const missing = this.#length - this.#assembledBytes;
      const here = Math.min(missing, chunk.length - offset);
      if (this.#assembly === undefined && here === missing) {
        this.#give(chunk.subarray(offset, offset + here));
      } else {
        this.#assemble(chunk.subarray(offset, offset + here));
      }
      offset += here;
    }
  }

  /** Says that no bytes follow. Throws RpcError INTERNAL if a message is incomplete. */
  end(): void {
    if (this.#headBytes === 0) return;
    throw new RpcError(
      statusCode.internal,
      this.#headBytes < messagePrefixBytes
        ? `the stream ended after ${this.#headBytes} bytes of a message's head`
        : `the stream ended after ${this.#assembledBytes} of a message's ${this.#length} bytes`,
    );
  }

  #readHead(chunk: Uint8Array, start: number): number {
    let offset = start;
    while (offset < chunk.length && this.#headBytes < messagePrefixBytes) {
      const byte = chunk[offset++] as number;
      if (this.#headBytes === 0) this.#flag = byte;
      else this.#length = this.#length * 256 + byte;
      this.#headBytes += 1;
    }
    // A message of no bytes needs no further chunk, so it must not wait for one.
    if (this.#headBytes === messagePrefixBytes && this.#length === 0 && offset === chunk.length) {
      this.#checkHead();
      this.#give(new Uint8Array(0));
    }
    return offset;
  }

  #checkHead(): void {
    if (this.#flag > 1) {
      throw new RpcError(statusCode.internal, `a message has the unknown flag ${this.#flag}`);
    }
    if (this.#length > this.#messageBytesMax) {
      throw new TooLargeError(`message: has ${this.#length} bytes; the limit is ${this.#messageBytesMax}`);
    }
  }

  #assemble(part: Uint8Array): void {
    const wanted = this.#assembledBytes + part.length;
    let room = this.#assembly;
    if (room === undefined || room.length < wanted) {
      const grown = Buffer.allocUnsafeSlow(Math.min(this.#length, Math.max(wanted * 2, assemblyBytesFirst)));
      if (room !== undefined) grown.set(room.subarray(0, this.#assembledBytes));
      room = grown;
      this.#assembly = room;
    }
    room.set(part, this.#assembledBytes);
    this.#assembledBytes = wanted;
    if (wanted === this.#length) this.#give(room.subarray(0, wanted));
  }

  #give(message: Uint8Array): void {
    const compressed = this.#flag === 1;
    this.#headBytes = 0;
    this.#length = 0;
    this.#assembly = undefined;
    this.#assembledBytes = 0;
    this.#onMessage(message, compressed);
  }
}
