// The cursor of a store that walks its keys in order: the last key looked at,
// with a check so that a damaged or foreign text is told from a cursor (clause
// S5). It holds a key, never a value. Pure both ways.
import { type StoreError, violationError } from "../model/errors.ts";

const format = 1;
const headBytes = 5;

/** The cursor that goes on after a key. */
export function encodeKeyCursor(key: string): string {
  const text = Buffer.from(key, "utf8");
  const bytes = Buffer.alloc(headBytes + text.length);
  bytes.writeUInt8(format, 0);
  bytes.writeUInt32BE(checkOf(text), 1);
  text.copy(bytes, headBytes);
  return bytes.toString("base64url");
}

/** The key after which a walk goes on. Throws `invalid` with a violation of `cursor` unless it is a cursor of this prefix. */
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

// FNV-1a, 32 bits (draft-eastlake-fnv): against accidents, not against forgers, who would only read their own keys.
function checkOf(bytes: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}
