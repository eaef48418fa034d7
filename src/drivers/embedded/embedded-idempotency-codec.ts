// An applied transaction as it is stored under its idempotency key; pure both ways.
// It has a format and a checksum, as records have. A repeat returns the first
// results, so all of them are stored, previous records too.

import type { RememberedTransaction } from "../../driver-kit/idempotency.ts";
import { StoreError } from "../../model/errors.ts";
import type { MutationResult } from "../../model/mutation.ts";
import { checksum } from "./checksum.ts";
import { corrupt, decodeRecord, encodeKey, encodeRecord } from "./embedded-codec.ts";

const format = 1;
const headBytes = 5;
const has = { found: 1, version: 2, expireTime: 4, value: 8, previous: 16 } as const;

/** The bytes: format, checksum, expiry, fingerprint, then each result, preceded by a byte of flags for its fields. */
export function encodeRemembered(key: string, remembered: RememberedTransaction): Buffer {
  const parts: Buffer[] = [double(remembered.expireTime), text(remembered.fingerprint)];
  parts.push(uint32(remembered.results.length));
  for (const result of remembered.results) encodeResult(result, parts);
  const body = Buffer.concat(parts);
  const head = Buffer.alloc(headBytes);
  head.writeUInt8(format, 0);
  head.writeUInt32BE(checkOf(key, body), 1);
  return Buffer.concat([head, body]);
}

/** Only the expiry, without verifying the checksum; undefined if there are too few bytes. */
export function rememberedExpireTime(bytes: Buffer): number | undefined {
  return bytes.length < headBytes + 8 ? undefined : bytes.readDoubleBE(headBytes);
}

/** The transaction in the bytes, or `corrupt`. */
export function decodeRemembered(key: string, bytes: Buffer): RememberedTransaction | StoreError {
  const body = bytes.subarray(headBytes);
  const isWhole =
    bytes.length > headBytes && bytes.readUInt8(0) === format && checkOf(key, body) === bytes.readUInt32BE(1);
  if (!isWhole) return corrupt(key, "(an idempotency key) does not match its checksum");
  const reader = new Reader(body);
  const expireTime = reader.double();
  const fingerprint = reader.text();
  const results: MutationResult[] = [];
  for (let count = reader.uint32(); count > 0; count--) {
    const result = decodeResult(reader);
    if (result instanceof StoreError) return result;
    results.push(result);
  }
  return { expireTime, fingerprint, results };
}

function checkOf(key: string, body: Buffer): number {
  const keyBytes = encodeKey(key);
  return checksum(keyBytes, 0, keyBytes.length, checksum(body));
}

function encodeResult(result: MutationResult, parts: Buffer[]): void {
  const { found, version, expireTime, value, previous } = result;
  const flags =
    (found ? has.found : 0) |
    (version === undefined ? 0 : has.version) |
    (expireTime === undefined ? 0 : has.expireTime) |
    (value === undefined ? 0 : has.value) |
    (previous === undefined ? 0 : has.previous);
  parts.push(Buffer.of(flags));
  if (version !== undefined) parts.push(text(version));
  if (expireTime !== undefined) parts.push(double(expireTime));
  if (value !== undefined) parts.push(text(String(value)));
  if (previous !== undefined) {
    const record = encodeRecord(previous);
    parts.push(text(previous.key), uint32(record.length), record);
  }
}

function decodeResult(reader: Reader): MutationResult | StoreError {
  const flags = reader.byte();
  const result = {
    found: (flags & has.found) !== 0,
    version: (flags & has.version) === 0 ? undefined : reader.text(),
    expireTime: (flags & has.expireTime) === 0 ? undefined : reader.double(),
    ...((flags & has.value) !== 0 && { value: BigInt(reader.text()) }),
  };
  if ((flags & has.previous) === 0) return result;
  const previous = decodeRecord(reader.text(), reader.bytes(reader.uint32()), "whole");
  return previous instanceof StoreError ? previous : { ...result, previous };
}

function double(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  return bytes;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value, "utf8");
  return Buffer.concat([uint32(bytes.length), bytes]);
}

// Reads bytes whose checksum matched, so no read goes beyond the end.
class Reader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  byte(): number {
    return this.bytes(1).readUInt8();
  }

  uint32(): number {
    return this.bytes(4).readUInt32BE();
  }

  double(): number {
    return this.bytes(8).readDoubleBE();
  }

  text(): string {
    return this.bytes(this.uint32()).toString("utf8");
  }

  bytes(length: number): Buffer {
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }
}
