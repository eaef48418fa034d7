// The stored form of encrypted values, checked against published vectors of AES-GCM,
// and everything that can be wrong with a stored value.
import { createCipheriv, randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decryptValue, encryptValue } from "./envelope.ts";
import { createKeyRing } from "./key-ring.ts";

const zeros = (count: number) => new Uint8Array(count);
const hexOf = (bytes: number) => "00".repeat(bytes);

// The GCM Specification (McGrew and Viega), appendix B, test cases 2, 8 and 14: all-zero key, nonce and block.
const published = [
  [16, "0388dace60b6a392f328c2b971b2fe78", "ab6e47d42cec13bdf53a67b21257bddf"],
  [24, "98e7247c07f0fe411c267e4384b0f600", "2ff58d80033927ab8ef4d4587514f0fb"],
  [32, "cea7403d4d606b6e074ec5d3baf39d18", "d0d1c8a799996bf0265b98b5d48ab919"],
] as const;

const k1 = { name: "k1", hex: "000102030405060708090a0b0c0d0e0f" };
const k2 = { name: "k2", hex: "ff".repeat(32) };
const ring = createKeyRing(k1, k2);
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString();

function encrypted(value: string, key = ring.primary): string {
  return text(encryptValue(Buffer.from(value), key, randomBytes));
}

describe("encryption", () => {
  it.each(published)("a key of %i bytes gives the published ciphertext and tag", (bytes, ciphertext, tag) => {
    const { primary } = createKeyRing({ name: "the-key", hex: hexOf(bytes) });
    const expected = Buffer.from(hexOf(12) + ciphertext + tag, "hex").toString("base64");
    expect(text(encryptValue(zeros(16), primary, zeros))).toBe(`${expected}||the-key`);
  });

  it("a value encrypted with node:crypto directly has the same bytes", () => {
    const nonce = Buffer.from("cafebabefacedbaddecaf888", "hex");
    const cipher = createCipheriv("aes-128-gcm", Buffer.from(k1.hex, "hex"), nonce);
    const body = Buffer.concat([cipher.update('{"a":1}'), cipher.final()]);
    const expected = `${Buffer.concat([nonce, body, cipher.getAuthTag()]).toString("base64")}||k1`;
    expect(expected).toBe("yv66vvrO263eyviI8lumlL/G/Fu82WErI/9lNoI0McGOrvQ=||k1");
    expect(text(encryptValue(Buffer.from('{"a":1}'), ring.primary, () => nonce))).toBe(expected);
    expect(decryptValue(Buffer.from(expected), ring)).toEqual(Buffer.from('{"a":1}'));
  });

  it("the same value is never stored twice as the same bytes", () => {
    expect(encrypted("x")).not.toBe(encrypted("x"));
  });

  it("an empty value is stored encrypted, and is empty when decrypted", () => {
    const stored = encrypted("");
    expect(stored).toMatch(/^[A-Za-z0-9+/]{38}==\|\|k1$/);
    expect(decryptValue(Buffer.from(stored), ring)).toHaveLength(0);
  });

  it("any bytes can be decrypted, whichever key encrypted them", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.boolean(), (value, isPrimary) => {
        const key = isPrimary ? ring.primary : (ring.secondary ?? ring.primary);
        const decrypted = decryptValue(encryptValue(value, key, randomBytes), ring);
        expect(typeof decrypted !== "string" && Buffer.compare(decrypted, value)).toBe(0);
      }),
    );
  });
});

describe("decryption", () => {
  it("an empty stored value is an empty value", () => {
    expect(decryptValue(zeros(0), ring)).toHaveLength(0);
  });

  it.each([
    ["a plain value", "hello", /is not encrypted; the store's key is "k1" and "k2"/],
    [
      "a plain value with the separator",
      "mine||canary",
      /a key that is not configured; the configured keys are "k1" and "k2"/,
    ],
    ["text that is not base64", "a!b=||k1", /not valid base64 before the name of its key "k1"/],
    ["truncated base64", "AAAAA||k1", /not valid base64 .* "k1"/],
    ["too few bytes", "AAAA||k2", /truncated: 3 bytes .* key "k2"/],
    ["only the name of a key", "||k1", /truncated: 0 bytes/],
  ])("%s is rejected with the reason", (_, stored, reason) => {
    const decrypted = decryptValue(Buffer.from(stored), ring);
    expect(decrypted).toMatch(reason);
    expect(decrypted).not.toContain("canary");
  });

  it("every changed bit of the ciphertext is detected", () => {
    const [body = ""] = encrypted("value").split("||");
    const bytes = Buffer.from(body, "base64");
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const changed = Buffer.from(bytes);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(decryptValue(Buffer.from(`${changed.toString("base64")}||k1`), ring)).toMatch(
        /key "k1": the key is wrong/,
      );
    }
  });

  it("another key with the same name cannot decrypt it", () => {
    const other = createKeyRing({ name: "k1", hex: "11".repeat(16) });
    expect(decryptValue(Buffer.from(encrypted("value")), other)).toMatch(/cannot be decrypted with key "k1"/);
  });
});
