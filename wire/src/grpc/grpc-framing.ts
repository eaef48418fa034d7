// Reads the messages of a stream: a flag byte, a four-byte length, the message
// (grpc/grpc doc/PROTOCOL-HTTP2.md, "Length-Prefixed-Message"). A message within
// one chunk is passed on as a view of it. A message that spans chunks is
// assembled in memory that grows with the bytes received, not with the length
// announced.
import { messagePrefixBytes } from "../http2/message-prefix.ts";
import { RpcError } from "./rpc-error.ts";
import { statusCode } from "./status.ts";
import { TooLargeError } from "./too-large-error.ts";

/** Called with each complete message, and whether it was flagged as compressed. */
export type OnMessage = (message: Uint8Array, compressed: boolean) => void;

/** Called with the size of a message before its first part is assembled. May throw RpcError. */
export type OnAssembly = (messageBytes: number) => void;

const assemblyBytesFirst = 4096;

/** Splits the bytes of one stream into messages. */
export class MessageReader {
  readonly #messageBytesMax: number;
  readonly #onMessage: OnMessage;
  readonly #onAssembly: OnAssembly | undefined;
  // The prefix that is being read: how many bytes have arrived, and its two fields.
  #prefixBytes = 0;
  #flag = 0;
  #length = 0;
  // The message that is being assembled.
  #assembly: Uint8Array | undefined;
  #assembledBytes = 0;

  /** @param messageBytesMax the limit of a message as sent, that is, before decompression */
  constructor(messageBytesMax: number, onMessage: OnMessage, onAssembly?: OnAssembly) {
    this.#messageBytesMax = messageBytesMax;
    this.#onMessage = onMessage;
    this.#onAssembly = onAssembly;
  }

  /** Whether the stream is between two messages. */
  get idle(): boolean {
    return this.#prefixBytes === 0;
  }

  /**
   * Reads the stream's next bytes and passes on the messages that are complete,
   * some of them as views of `chunk`. Throws RpcError: INTERNAL for an unknown
   * flag, RESOURCE_EXHAUSTED as soon as the announced length is over the limit.
   * After an error the reader must not be used.
   */
  push(chunk: Uint8Array): void {
    let offset = 0;
    while (offset < chunk.length) {
      if (this.#prefixBytes < messagePrefixBytes) {
        offset = this.#readPrefix(chunk, offset);
        if (this.#prefixBytes < messagePrefixBytes) return;
        this.#checkPrefix();
      }
      const missing = this.#length - this.#assembledBytes;
      const here = Math.min(missing, chunk.length - offset);
      if (this.#assembly === undefined && here === missing) {
        this.#deliver(chunk.subarray(offset, offset + here));
      } else {
        this.#assemble(chunk.subarray(offset, offset + here));
      }
      offset += here;
    }
  }

  /** No bytes follow. Throws RpcError INTERNAL if a message is incomplete. */
  end(): void {
    if (this.#prefixBytes === 0) return;
    throw new RpcError(
      statusCode.internal,
      this.#prefixBytes < messagePrefixBytes
        ? `the stream ended after ${this.#prefixBytes} of the ${messagePrefixBytes} bytes of a message's prefix`
        : `the stream ended after ${this.#assembledBytes} of a message's ${this.#length} bytes`,
    );
  }

  #readPrefix(chunk: Uint8Array, start: number): number {
    let offset = start;
    while (offset < chunk.length && this.#prefixBytes < messagePrefixBytes) {
      const byte = chunk[offset++] as number;
      if (this.#prefixBytes === 0) this.#flag = byte;
      else this.#length = this.#length * 256 + byte;
      this.#prefixBytes += 1;
    }
    return offset;
  }

  #checkPrefix(): void {
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
    if (room === undefined) this.#onAssembly?.(this.#length);
    if (room === undefined || room.length < wanted) {
      const grown = Buffer.allocUnsafeSlow(Math.min(this.#length, Math.max(wanted * 2, assemblyBytesFirst)));
      if (room !== undefined) grown.set(room.subarray(0, this.#assembledBytes));
      room = grown;
      this.#assembly = room;
    }
    room.set(part, this.#assembledBytes);
    this.#assembledBytes = wanted;
    if (wanted === this.#length) this.#deliver(room.subarray(0, wanted));
  }

  #deliver(message: Uint8Array): void {
    const compressed = this.#flag === 1;
    this.#prefixBytes = 0;
    this.#length = 0;
    this.#assembly = undefined;
    this.#assembledBytes = 0;
    this.#onMessage(message, compressed);
  }
}
