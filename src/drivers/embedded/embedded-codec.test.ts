// The stored forms of the embedded store decode to what was encoded, and no flipped
// bit goes unnoticed.
import fc from "fast-check";
import { expect, it } from "vitest";
import { StoreError } from "../../model/errors.ts";
import type { MutationResult } from "../../model/mutation.ts";
import { emptyValue, type StateRecord } from "../../model/record.ts";
import { decodeRecord, encodeRecord } from "./embedded-codec.ts";
import { decodeRemembered, encodeRemembered, rememberedExpireTime } from "./embedded-idempotency-codec.ts";
import { decodeExpiryKey, encodeExpiryKey } from "./expiry-key.ts";

const time = fc.option(fc.double({ min: 0, max: 1e15, noNaN: true }), { nil: undefined });
const version = fc.nat(Number.MAX_SAFE_INTEGER).map(String);
const record: fc.Arbitrary<StateRecord> = fc.record({
  key: fc.string({ unit: "grapheme", minLength: 1 }),
  value: fc.uint8Array({ maxLength: 300 }),
  contentType: fc.string({ maxLength: 60 }),
  kind: fc.constantFrom("ephemeral", "persistent", "cached"),
  version,
  createTime: time,
  updateTime: time,
  expireTime: time,
});
const result: fc.Arbitrary<MutationResult> = fc
  .record(
    {
      found: fc.boolean(),
      version: fc.option(version, { nil: undefined }),
      expireTime: time,
      value: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
      previous: record,
    },
    { requiredKeys: ["found", "version", "expireTime"] },
  )
  .map((each) => each as MutationResult);

it("a record decodes to what was encoded, completely or only its head", () => {
  fc.assert(
    fc.property(record, (before) => {
      const bytes = encodeRecord(before);
      expect(decodeRecord(before.key, bytes, "whole")).toEqual(before);
      expect(decodeRecord(before.key, bytes, "head")).toEqual({ ...before, value: emptyValue });
    }),
  );
});

it("a record in a larger buffer is decoded by its size", () => {
  fc.assert(
    fc.property(record, fc.uint8Array({ maxLength: 50 }), (before, rest) => {
      const bytes = encodeRecord(before);
      const larger = Buffer.concat([bytes, rest]);
      expect(decodeRecord(before.key, larger, "whole", bytes.length)).toEqual(before);
    }),
  );
});

it("a record with any flipped bit is corrupt; the error has the key and not the value", () => {
  fc.assert(
    fc.property(record, fc.nat(7), (before, bit) => {
      const bytes = encodeRecord(before);
      for (let at = 0; at < bytes.length; at++) {
        bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << bit), at);
        const found = decodeRecord(before.key, bytes, "whole");
        bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << bit), at);
        expect(found).toBeInstanceOf(StoreError);
        if (!(found instanceof StoreError)) continue;
        expect(found.code).toBe("corrupt");
        expect(found.message).toContain(JSON.stringify(before.key));
      }
    }),
    { numRuns: 30 },
  );
});

it("a head with any flipped bit is corrupt, also when the value is not decoded", () => {
  const before = sample();
  const bytes = encodeRecord(before);
  const headBytes = bytes.length - before.value.length;
  for (let at = 0; at < headBytes; at++) {
    for (let bit = 0; bit < 8; bit++) {
      const flipped = Buffer.from(bytes);
      flipped.writeUInt8(flipped.readUInt8(at) ^ (1 << bit), at);
      const found = decodeRecord(before.key, flipped, "head");
      // The checksum of the value is verified only with the value.
      if (at >= 5 && at < 9) continue;
      expect(found, `byte ${at}, bit ${bit}`).toBeInstanceOf(StoreError);
    }
  }
});

it("a record that was truncated, extended or moved to another key is corrupt", () => {
  const before = sample();
  const bytes = encodeRecord(before);
  for (let size = 0; size < bytes.length; size++) {
    expect(decodeRecord(before.key, bytes.subarray(0, size), "head"), `${size} bytes`).toBeInstanceOf(
      StoreError,
    );
  }
  expect(decodeRecord(before.key, Buffer.concat([bytes, Buffer.of(0)]), "head")).toBeInstanceOf(StoreError);
  expect(decodeRecord("another", bytes, "whole")).toBeInstanceOf(StoreError);
});

it("an idempotency record decodes to what was encoded", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.array(result, { maxLength: 5 }), (key, fingerprint, results) => {
      const before = { fingerprint, expireTime: 1234.5, results };
      const bytes = encodeRemembered(key, before);
      expect(decodeRemembered(key, bytes)).toEqual(before);
      expect(rememberedExpireTime(bytes)).toBe(1234.5);
    }),
  );
});

it("an idempotency record with any flipped byte is corrupt", () => {
  const results = [{ found: true, version: "7", expireTime: 9, value: -5n, previous: sample() }];
  const bytes = encodeRemembered("once", { fingerprint: "f", expireTime: 1, results });
  for (let at = 0; at < bytes.length; at++) {
    const flipped = Buffer.from(bytes);
    flipped.writeUInt8(flipped.readUInt8(at) ^ 0x10, at);
    expect(decodeRemembered("once", flipped), `byte ${at}`).toBeInstanceOf(StoreError);
  }
  expect(decodeRemembered("twice", bytes)).toBeInstanceOf(StoreError);
});

it("entries of the expiry index are in the order of their expiry", () => {
  const due = fc.double({ min: 0, max: 1e15, noNaN: true });
  fc.assert(
    fc.property(due, due, fc.string({ unit: "grapheme" }), (left, right, key) => {
      const leftBytes = encodeExpiryKey({ time: left, subject: "record", key });
      const rightBytes = encodeExpiryKey({ time: right, subject: "idempotency", key: "" });
      if (left < right) expect(Buffer.compare(leftBytes, rightBytes)).toBe(-1);
      if (left > right) expect(Buffer.compare(leftBytes, rightBytes)).toBe(1);
      expect(decodeExpiryKey(leftBytes)).toEqual({ time: left + 0, subject: "record", key });
    }),
  );
  expect(decodeExpiryKey(Buffer.from("short"))).toBeUndefined();
});

function sample(): StateRecord {
  return {
    key: "app||k",
    value: Buffer.from("some value"),
    contentType: "text/plain",
    kind: "cached",
    version: "123456",
    createTime: 1,
    updateTime: 2,
    expireTime: undefined,
  };
}
