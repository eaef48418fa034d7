// Idempotency keys that never collide, and fingerprints that distinguish requests.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createCall, idempotencyMs } from "../index.ts";
import { fingerprintOf, itemIdempotency, requestIdempotency } from "./idempotency.ts";
import { handClock } from "./operation-fixture.ts";

const clock = handClock();
const call = createCall({ clock });
const bytes = (text: string) => Buffer.from(text);

describe("idempotency", () => {
  test("the key of a request and the keys of its items always differ, whatever the client chose", () => {
    const keys = fc.constantFrom("a", "a0", "0", "a#1", "#1", "", " 1", "item 1", "item", "request", "\0");
    fc.assert(
      fc.property(keys, keys, fc.nat(12), fc.nat(12), (left, right, one, two) => {
        const item = itemIdempotency({ key: left, fingerprints: [] }, one, call).key;
        expect(item).not.toBe(requestIdempotency({ key: right, fingerprint: "" }, call).key);
        const other = itemIdempotency({ key: right, fingerprints: [] }, two, call).key;
        expect(item === other).toBe(left === right && one === two);
      }),
    );
  });

  test("the stored key is short and consists of plain characters, however long the client's key is", () => {
    const { key } = requestIdempotency({ key: "\0||é".repeat(50), fingerprint: "" }, call);
    expect(key).toMatch(/^[\w-]{43}$/);
  });

  test("an item has the fingerprint of its place, and a request its own", () => {
    const identities = { key: "k", fingerprints: ["f0", "f1"] };
    expect([0, 1, 2].map((index) => itemIdempotency(identities, index, call).fingerprint)).toEqual([
      "f0",
      "f1",
      "",
    ]);
    expect(requestIdempotency({ key: "k", fingerprint: "f" }, call).fingerprint).toBe("f");
    expect(itemIdempotency(identities, 1, call).expireTime).toBe(clock.now() + idempotencyMs);
  });

  test("it expires after a day by the clock of the call", () => {
    const { expireTime } = requestIdempotency({ key: "k", fingerprint: "f" }, call);
    expect(expireTime).toBe(clock.now() + idempotencyMs);
  });

  test("a fingerprint depends on the verb, on the bytes, and on where one ends and the other begins", () => {
    const prints = [
      fingerprintOf("Set", bytes("a")),
      fingerprintOf("Set", bytes("b")),
      fingerprintOf("Delete", bytes("a")),
      fingerprintOf("Se", bytes("ta")),
    ];
    expect(new Set(prints).size).toBe(prints.length);
    expect(fingerprintOf("Set", bytes("a"))).toBe(prints[0]);
  });
});
