// The cursor of a store that scans its keys in order: the last key of the page, with a
// checksum that detects damaged cursors and other texts (clause S5). It contains a key,
// never a value. Pure in both directions.
import { type StoreError, violationError } from "../model/errors.ts";

const format = 1;
const headBytes = 5;

/** The cursor of a scan that continues after a key. */
export function encodeKeyCursor(key: string): string {
  const text = Buffer.from(key, "utf8");
  const bytes = Buffer.alloc(headBytes + text.length);
  bytes.writeUInt8(format, 0);
  bytes.writeUInt32BE(checkOf(text), 1);
  text.copy(bytes, headBytes);
  return bytes.toString("base64url");
}

/** The key after which a scan continues. Throws `invalid` with a violation of `cursor` unless it is a cursor of this prefix. */
export function decodeKeyCursor(cursor: string, prefix: string): string {
  const bytes = Buffer.from(cursor, "base64url");
  const text = bytes.subarray(headBytes);
  const isWhole = bytes.length > headBytes && bytes.toString("base64url") === cursor;
  if (!isWhole || bytes.readUInt8(0) !== format || bytes.readUInt32BE(1) !== checkOf(text)) {
    throw cursorError("is not a cursor of this store");
  }
  const key = text.toString("utf8");
  if (key.startsWith(prefix)) return key;
  throw cursorError("belongs to another prefix");
}

/** The error of a scan whose cursor is rejected (clause S5). */
export function cursorError(description: string): StoreError {
  return violationError([{ path: ["cursor"], description }]);
}

// FNV-1a, 32 bits (draft-eastlake-fnv). It detects accidents; a forged cursor can only reach the keys of its own app.
function checkOf(bytes: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}
