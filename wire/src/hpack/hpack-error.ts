// How reading or writing a header block can fail. A block that cannot be
// decoded ends the connection (RFC 9113 section 4.3: COMPRESSION_ERROR); a
// list that is too large ends only its stream, because the table is still right.

/** The block is not HPACK, or a field cannot be written as HPACK. The connection cannot go on. */
export class HpackError extends Error {
  override readonly name = "HpackError";
}

/** The list went over a limit. Its whole block was decoded, so the connection can go on. */
export class HpackListTooLarge extends Error {
  override readonly name = "HpackListTooLarge";
}
