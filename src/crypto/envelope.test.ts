// The form in which an encrypted value is stored, held to published vectors of
// AES-GCM and to everything that can be wrong with what is read back.
import { createCipheriv, randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { open, seal } from "./envelope.ts";
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

function sealed(value: string, key = ring.primary): string {
  return text(seal(Buffer.from(value), key, randomBytes));
}

describe("what is stored", () => {
  it.each(published)("a key of %i bytes gives the published ciphertext and tag", (bytes, ciphertext, tag) => {
    const { primary } = createKeyRing({ name: "the-key", hex: hexOf(bytes) });
    const expected = Buffer.from(hexOf(12) + ciphertext + tag, "hex").toString("base64");
    expect(text(seal(zeros(16), primary, zeros))).toBe(`${expected}||the-key`);
  });

  it("a value made by hand with node:crypto is stored so to the byte", () => {
    const nonce = Buffer.from("cafebabefacedbaddecaf888", "hex");
    const cipher = createCipheriv("aes-128-gcm", Buffer.from(k1.hex, "hex"), nonce);
    const body = Buffer.concat([cipher.update('{"a":1}'), cipher.final()]);
    const byHand = `${Buffer.concat([nonce, body, cipher.getAuthTag()]).toString("base64")}||k1`;
    expect(byHand).toBe("yv66vvrO263eyviI8lumlL/G/Fu82WErI/9lNoI0McGOrvQ=||k1");
    expect(text(seal(Buffer.from('{"a":1}'), ring.primary, () => nonce))).toBe(byHand);
    expect(open(Buffer.from(byHand), ring)).toEqual(Buffer.from('{"a":1}'));
  });

  it("the same value is never stored twice alike", () => {
    expect(sealed("x")).not.toBe(sealed("x"));
  });

  it("an empty value is stored encrypted, and comes back empty", () => {
    const stored = sealed("");
    expect(stored).toMatch(/^[A-Za-z0-9+/]{38}==\|\|k1$/);
    expect(open(Buffer.from(stored), ring)).toHaveLength(0);
  });

  it("any bytes come back, whichever key sealed them", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.boolean(), (value, isPrimary) => {
        const key = isPrimary ? ring.primary : (ring.secondary ?? ring.primary);
        const opened = open(seal(value, key, randomBytes), ring);
        expect(typeof opened !== "string" && Buffer.compare(opened, value)).toBe(0);
      }),
    );
  });
});

describe("what cannot be read", () => {
  it("nothing stored is an empty value", () => {
    expect(open(zeros(0), ring)).toHaveLength(0);
  });

  it.each([
    ["a plain value", "hello", /is not encrypted; the store's key is "k1" and "k2"/],
    [
      "a plain value with the separator",
      "mine||canary",
      /a key that is not configured; there is "k1" and "k2"/,
    ],
    ["no base64", "a!b=||k1", /not whole base64 before the name of its key "k1"/],
    ["base64 that is cut", "AAAAA||k1", /not whole base64 .* "k1"/],
    ["a text that is too short", "AAAA||k2", /cut short: 3 bytes .* key "k2"/],
    ["only the name of a key", "||k1", /cut short: 0 bytes/],
  ])("%s is refused with its reason", (_, stored, fault) => {
    const opened = open(Buffer.from(stored), ring);
    expect(opened).toMatch(fault);
    expect(opened).not.toContain("canary");
  });

  it("each single bit that is changed in the ciphertext is noticed", () => {
    const [body = ""] = sealed("value").split("||");
    const bytes = Buffer.from(body, "base64");
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const changed = Buffer.from(bytes);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(open(Buffer.from(`${changed.toString("base64")}||k1`), ring)).toMatch(
        /key "k1": the key is another/,
      );
    }
  });

  it("another key under the same name does not open it", () => {
    const other = createKeyRing({ name: "k1", hex: "11".repeat(16) });
    expect(open(Buffer.from(sealed("value")), other)).toMatch(/does not open with key "k1"/);
  });
});
