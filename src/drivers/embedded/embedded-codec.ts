// A record as it is stored; pure both ways. A stored record begins with the format,
// a checksum of its head and key (so that a record under another key is detected)
// and one of its value: a flipped bit anywhere is an error, never another record.
// Times and versions are doubles.
//
//   0 format · 1 head check · 5 value check · 9 value bytes · 13 kind · 14 version
//   22 create time · 30 update time · 38 expire time · 46 content type bytes · 48 content type · value
import { StoreError } from "../../model/errors.ts";
import { utf8Bytes } from "../../model/key.ts";
import { emptyValue, type Kind, type StateRecord } from "../../model/record.ts";
import { checksum } from "./checksum.ts";

/** The format that is written, and the only one that is read. */
const recordFormat = 1;

/** Bytes before the content type. */
const recordHeadBytes = 48;

const kinds: readonly Kind[] = ["ephemeral", "persistent", "cached"];
const checkedFrom = 5;

/** Which part of a record to decode; without the value its checksum is not verified. */
export type Decoded = "head" | "whole";

/** A key as it is stored: in UTF-8. */
export function encodeKey(key: string): Buffer {
  return Buffer.from(key, "utf8");
}

/** A record's bytes. Its version must consist of decimal digits. The content type is at most 64 KiB - 1, as the guard ensures. */
export function encodeRecord(record: StateRecord, keyBytes = encodeKey(record.key)): Buffer {
  const { value, contentType } = record;
  const contentTypeBytes = contentType === "" ? 0 : utf8Bytes(contentType);
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
 * The record in the bytes, or `corrupt` with the key in the message. `size` is the number of bytes of the record. With
 * `whole` the value is a view of the bytes, which must not change any more; with `head` it is empty and nothing is kept.
 */
export function decodeRecord(
  key: string,
  bytes: Buffer,
  decoded: Decoded,
  size = bytes.length,
  keyBytes = encodeKey(key),
): StateRecord | StoreError {
  if (size < recordHeadBytes) return corrupt(key, "is truncated");
  if (bytes.readUInt8(0) !== recordFormat)
    return corrupt(key, "has a format that this version does not support");
  const headEnd = recordHeadBytes + bytes.readUInt16BE(46);
  if (headEnd > size || headCheck(bytes, headEnd, keyBytes) !== bytes.readUInt32BE(1)) {
    return corrupt(key, "does not match its checksum");
  }
  const valueBytes = bytes.readUInt32BE(9);
  const kind = kinds[bytes.readUInt8(13)];
  if (headEnd + valueBytes !== size || kind === undefined) return corrupt(key, "is damaged");
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

/** The error of stored bytes that cannot be decoded. It names the key, which an operator needs for the repair. */
export function corrupt(key: string, problem: string): StoreError {
  return new StoreError("corrupt", `the stored record with the key ${JSON.stringify(key)} ${problem}`);
}

function headCheck(bytes: Buffer, headEnd: number, keyBytes: Uint8Array): number {
  return checksum(keyBytes, 0, keyBytes.byteLength, checksum(bytes, checkedFrom, headEnd));
}

function timeAt(bytes: Buffer, offset: number): number | undefined {
  const time = bytes.readDoubleBE(offset);
  return Number.isNaN(time) ? undefined : time;
}
