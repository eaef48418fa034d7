// Values: all bytes and metadata are read back unchanged, whatever their size, and
// an empty value is a record.
import fc from "fast-check";
import { expect } from "vitest";
import type { Kind } from "../../../src/model/record.ts";
import type { Fixture } from "../fixture.ts";
import { add, put } from "../mutations.ts";
import type { TestGroup } from "../test-group.ts";

export const values: TestGroup = (it, subject) => {
  bytes(it, subject);
  metadata(it, subject);
};

const bytes: TestGroup = (it) => {
  it("V1 an empty value is read back empty", async (t) => {
    await expectReadBack(t, new Uint8Array(0));
  });

  it("V1 every byte is read back", async (t) => {
    await expectReadBack(
      t,
      Uint8Array.from({ length: 512 }, (_, index) => index % 256),
    );
  });

  it("V1 bytes that are not valid UTF-8 are read back", async (t) => {
    for (const bytes of [[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0]]) {
      await expectReadBack(t, Uint8Array.from(bytes));
    }
  });

  it("V1 a value of the largest size is read back", async (t) => {
    const value = new Uint8Array(t.subject.valueBytesMax ?? 4 * 1024 * 1024);
    for (let index = 0; index < value.length; index += 1009) value[index] = index % 251;
    await expectReadBack(t, value);
  });

  it("V1 any value is read back, also after it replaced another", async (t) => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), (value) => expectReadBack(t, value)),
      { numRuns: 50 },
    );
  });

  it("V1 a stored value does not change when the caller reuses its buffer", async (t) => {
    const buffer = new Uint8Array(64).fill(7);
    await t.do(put(t.key("a"), buffer.subarray(8, 24)));
    buffer.fill(9);
    expect([...(await t.record(t.key("a"))).value]).toEqual(new Array(16).fill(7));
  });
};

const metadata: TestGroup = (it) => {
  it("V2 content type and kind are read back", async (t) => {
    const kinds: Kind[] = ["ephemeral", "persistent", "cached"];
    const contentTypes = ["", "application/json", `text/plain; charset="utf-8"`, "x".repeat(255)];
    for (const [index, contentType] of contentTypes.entries()) {
      const kind = kinds[index % kinds.length] ?? "cached";
      await t.do(put(t.key("a"), "x", { contentType, kind }));
      expect(await t.record(t.key("a"))).toMatchObject({ contentType, kind });
    }
  });

  it("V2 the expire time is read back to the millisecond", async (t) => {
    for (const ms of [60_001, 86_400_999, 9 * 365 * 24 * 3_600_000 + 1]) {
      const expiry = t.expiresIn(ms);
      const result = await t.do(put(t.key("a"), "x", { expiry }));
      const time = expiry.type === "at" ? expiry.time : undefined;
      expect(result.expireTime).toBe(time);
      expect((await t.record(t.key("a"))).expireTime).toBe(time);
    }
  });

  it("V2 the times of creation and update are those of the writes, in whole ms", async (t) => {
    const before = t.clock.now();
    await t.do(put(t.key("a"), "x"));
    const after = t.clock.now();
    const { createTime, updateTime } = await t.record(t.key("a"));
    // A server's clock is that of this machine; it may round, and be adjusted meanwhile.
    const marginMs = t.opened.clock === undefined ? 500 : 0;
    expect(createTime).toBeGreaterThanOrEqual(before - marginMs);
    expect(createTime).toBeLessThanOrEqual(after + marginMs);
    expect(updateTime).toBe(createTime);
    expect(Number.isInteger(createTime)).toBe(true);
  });

  it("V3 an empty value is a record and a missing key is not", async (t) => {
    await t.do(put(t.key("empty"), ""));
    const [empty, missing] = await t.read([t.key("empty"), t.key("missing")]);
    expect(empty).toMatchObject({ key: t.key("empty"), contentType: "text/plain" });
    expect(missing).toBeUndefined();
    expect((await t.walk(t.key(""))).map(({ key }) => key)).toEqual([t.key("empty")]);
  });

  it("V3 an empty value is not a counter, although a missing key becomes one", async (t) => {
    await t.do(put(t.key("empty"), ""));
    expect((await t.errorOf([add(t.key("empty"), 1n)])).code).toBe("wrong-type");
    expect((await t.do(add(t.key("missing"), 1n))).value).toBe(1n);
  });
};

async function expectReadBack(t: Fixture, value: Uint8Array): Promise<void> {
  await t.do(put(t.key("a"), value));
  const back = (await t.record(t.key("a"))).value;
  // Compared as buffers, because a matcher takes minutes for millions of numbers.
  expect(Buffer.compare(back, value), `a value of ${value.length} bytes is read back`).toBe(0);
}
