// The header blocks that nearly every reply uses, encoded once. They use only the
// static table and literals without indexing (RFC 7541 section 6.2.2), so they
// are valid on every connection at any time.

/** A field whose name and value are in the static table. */
function indexed(index: number): Buffer {
  return Buffer.from([0x80 | index]);
}

/** A field whose name is in the static table; the value has fewer than 127 bytes. */
function literalOfName(index: number, value: string): Buffer {
  return Buffer.concat([Buffer.from([0x0f, index - 15, value.length]), Buffer.from(value, "latin1")]);
}

/** A field whose name is not in the table; name and value have fewer than 127 bytes. */
function literal(name: string, value: string): Buffer {
  const head = Buffer.concat([Buffer.from([0x00, name.length]), Buffer.from(name, "latin1")]);
  return Buffer.concat([head, Buffer.from([value.length]), Buffer.from(value, "latin1")]);
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
