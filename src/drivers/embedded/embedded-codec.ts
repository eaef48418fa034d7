// A record as the embedded store keeps it, both ways. Every stored record opens
// with the format, a checksum of its head (which covers the key as well, so
// that a record under another key is told) and one of its value: a flipped bit
// anywhere is an error, never another record. Times and versions are doubles.
//
//   0 format · 1 head check · 5 value check · 9 value bytes · 13 kind · 14 version
//   22 create time · 30 update time · 38 expire time · 46 content type bytes · 48 content type · value
import { StoreError, violationError } from "../../model/errors.ts";
import { utf8Bytes } from "../../model/key.ts";
import { emptyValue, type Kind, type StateRecord } from "../../model/record.ts";
import { checksum } from "./checksum.ts";

/** The format that is written; a reader refuses every other. */
export const recordFormat = 1;

/** Bytes before the content type. */
export const recordHeadBytes = 48;

const kinds: readonly Kind[] = ["ephemeral", "persistent", "cached"];
const checkedFrom = 5;
const contentTypeBytesMax = 0xffff;

/** How much of a record to decode; without the value its checksum is not looked at. */
export type Decoded = "head" | "whole";

/** A key as it is stored: a view of itself in UTF-8. */
export function encodeKey(key: string): Buffer {
  return Buffer.from(key, "utf8");
}

/** A record's bytes. Its version has to be decimal digits, as the store's own are. Throws `too-large` for an endless content type. */
export function encodeRecord(record: StateRecord, keyBytes = encodeKey(record.key)): Buffer {
  const { value, contentType } = record;
  const contentTypeBytes = contentType === "" ? 0 : utf8Bytes(contentType);
  if (contentTypeBytes > contentTypeBytesMax) {
    const description = `is ${contentTypeBytes} bytes long; the limit is ${contentTypeBytesMax}`;
    throw violationError([{ path: ["contentType"], description }], "too-large");
  }
  const headEnd = recordHeadBytes + contentTypeBytes;
  const bytes = Buffer.allocUnsafe(headEnd + value.byteLength);
  bytes.writeUInt8(recordFormat, 0);
  bytes.writeUInt32BE(checksum(value), 5);
  bytes.writeUInt32BE(value.byteLength, 9);
  bytes.writeUInt8(kinds.indexOf(record.kind), 13);
  bytes.writeDoubleBE(Number(record.version), 14);
  bytes.writeDoubleBE(record.createTime ?? Number.NaN, 22);
  bytes.writeDoubleBE(record.updateTime ?? Number.NaN, 30);
  bytes.writeDoubleBE(record.expireTime ?? Number.NaN, 38);
  bytes.writeUInt16BE(contentTypeBytes, 46);
  if (contentTypeBytes > 0) bytes.write(contentType, recordHeadBytes, "utf8");
  bytes.set(value, headEnd);
  bytes.writeUInt32BE(headCheck(bytes, headEnd, keyBytes), 1);
  return bytes;
}

/**
 * The record in some bytes, or `corrupt`, naming the key. `size` is how many of the bytes are the record's. With `whole`
 * the record's value is a part of the bytes, which must not change any more; with `head` it is empty and nothing is kept.
 */
export function decodeRecord(
  key: string,
  bytes: Buffer,
  decoded: Decoded,
  size = bytes.length,
  keyBytes = encodeKey(key),
): StateRecord | StoreError {
  if (size < recordHeadBytes) return corrupt(key, "is cut short");
  if (bytes.readUInt8(0) !== recordFormat)
    return corrupt(key, "has a format that this version does not know");
  const headEnd = recordHeadBytes + bytes.readUInt16BE(46);
  if (headEnd > size || headCheck(bytes, headEnd, keyBytes) !== bytes.readUInt32BE(1)) {
    return corrupt(key, "does not match its checksum");
  }
  const valueBytes = bytes.readUInt32BE(9);
  const kind = kinds[bytes.readUInt8(13)];
  if (headEnd + valueBytes !== size || kind === undefined) return corrupt(key, "is not whole");
  const value =
    decoded === "head" ? emptyValue : new Uint8Array(bytes.buffer, bytes.byteOffset + headEnd, valueBytes);
  if (decoded === "whole" && checksum(value) !== bytes.readUInt32BE(5)) {
    return corrupt(key, "does not match its checksum");
  }
  return {
    key,
    value,
    contentType: headEnd === recordHeadBytes ? "" : bytes.toString("utf8", recordHeadBytes, headEnd),
    kind,
    version: String(bytes.readDoubleBE(14)),
    createTime: timeAt(bytes, 22),
    updateTime: timeAt(bytes, 30),
    expireTime: timeAt(bytes, 38),
  };
}

/** The error of something stored that cannot be understood. A key is the operator's way to mend it, so it is named. */
export function corrupt(key: string, fault: string): StoreError {
  return new StoreError("corrupt", `what is stored under key ${JSON.stringify(key)} ${fault}`);
}

function headCheck(bytes: Buffer, headEnd: number, keyBytes: Uint8Array): number {
  return checksum(keyBytes, 0, keyBytes.byteLength, checksum(bytes, checkedFrom, headEnd));
}

function timeAt(bytes: Buffer, offset: number): number | undefined {
  const time = bytes.readDoubleBE(offset);
  return Number.isNaN(time) ? undefined : time;
}
