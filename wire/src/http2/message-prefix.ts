// The five-byte prefix of a gRPC message: a flag byte and a length
// (grpc/grpc doc/PROTOCOL-HTTP2.md, "Length-Prefixed-Message"). It is here and
// not with the rest of gRPC because the sender writes the frame head, this
// prefix and the message into one buffer.

/** The flag and length before each message, in bytes. */
export const messagePrefixBytes = 5;

/** Writes the flag and length of a message at `offset`. */
export function writeMessagePrefix(
  target: Uint8Array,
  offset: number,
  messageBytes: number,
  compressed: boolean,
): void {
  target[offset] = compressed ? 1 : 0;
  target[offset + 1] = messageBytes >>> 24;
  target[offset + 2] = messageBytes >>> 16;
  target[offset + 3] = messageBytes >>> 8;
  target[offset + 4] = messageBytes;
}
