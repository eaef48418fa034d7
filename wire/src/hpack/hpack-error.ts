// The errors of HPACK. A block that cannot be decoded ends the connection (RFC
// 9113 section 4.3: COMPRESSION_ERROR); a list that is too large ends only its
// stream, because the dynamic table is still correct.

/** The block is not valid HPACK, or a field cannot be encoded. The connection cannot continue. */
export class HpackError extends Error {
  override readonly name = "HpackError";
}

/** The list exceeds a limit. Its block was decoded completely, so the connection can continue. */
export class HpackListTooLarge extends Error {
  override readonly name = "HpackListTooLarge";
}
