// The header blocks that nearly every reply uses, encoded once. They use only the
// static table and literals without indexing (RFC 7541 section 6.2.2), so they
// are valid on every connection at any time.

import type { HeaderField } from "../grpc/metadata-field.ts";

/** A field whose name and value are in the static table. */
function indexed(index: number): Buffer {
  return Buffer.from([0x80 | index]);
}

/** A field whose name is in the static table; the value has fewer than 127 bytes. */
function literalOfName(index: number, value: string): Buffer {
  return Buffer.concat([Buffer.from([0x0f, index - 15, value.length]), Buffer.from(value, "latin1")]);
}

/** A field whose name is not in the table. */
function literal(name: string, value: string): Buffer {
  return Buffer.concat([Buffer.from([0x00]), text(name), text(value)]);
}

/** A string without Huffman coding (section 5.2). */
function text(value: string): Buffer {
  const length: number[] = [];
  let rest = value.length;
  if (rest < 0x7f) length.push(rest);
  else {
    length.push(0x7f);
    for (rest -= 0x7f; rest >= 0x80; rest >>>= 7) length.push((rest & 0x7f) | 0x80);
    length.push(rest);
  }
  return Buffer.concat([Buffer.from(length), Buffer.from(value, "latin1")]);
}

const status200 = 8;
const contentType = 31;

/** The headers of a reply with messages: `:status: 200`, `content-type: application/grpc`. */
export const replyHeadersBlock: Buffer = Buffer.concat([
  indexed(status200),
  literalOfName(contentType, "application/grpc"),
]);

/** The same headers for a reply whose messages may be compressed with gzip. */
export const gzipReplyHeadersBlock: Buffer = Buffer.concat([
  replyHeadersBlock,
  literal("grpc-encoding", "gzip"),
]);

/** The trailers of a call that ended with OK: `grpc-status: 0`, without a message. */
export const okTrailersBlock: Buffer = literal("grpc-status", "0");

const rejections = new WeakMap<object, Buffer>();

/**
 * The Trailers-Only reply of a rejected call, with these fields after its headers. Encoded once for each error, because an
 * overloaded server ends many calls with the same one.
 */
export function rejectionBlock(error: object, fields: () => readonly HeaderField[]): Buffer {
  let block = rejections.get(error);
  if (block === undefined) {
    block = Buffer.concat([replyHeadersBlock, ...fields().map(([name, value]) => literal(name, value))]);
    rejections.set(error, block);
  }
  return block;
}
