// Counters: records whose value is a decimal 64-bit integer.
import { expect } from "vitest";
import { absent, add, at, put, remove, text } from "../mutations.ts";
import type { TestGroup } from "../test-group.ts";

const greatest = 2n ** 63n - 1n;
const least = -(2n ** 63n);

const invalidCounters = [
  ...["", "abc", "1.5", " 1", "1 ", "1\n", "0x10", "1e3", "+1", "01", "-0", "--1", "-", "\u0661", "1\u0000"],
  ...["9223372036854775808", "-9223372036854775809", "99999999999999999999999", '"5"'],
];

export const counters: TestGroup = (it, subject) => {
  starts(it, subject);
  failures(it, subject);
  sums(it, subject);
};

const starts: TestGroup = (it) => {
  it("C8 a missing counter starts from initial", async (t) => {
    expect(await t.do(add(t.key("a"), 5n))).toMatchObject({ found: false, value: 5n });
    expect(await t.do(add(t.key("b"), -3n, { initial: 10n }))).toMatchObject({ found: false, value: 7n });
    expect(await t.do(add(t.key("b"), 1n, { initial: 10n }))).toMatchObject({ found: true, value: 8n });
    expect(text((await t.record(t.key("b"))).value)).toBe("8");
  });

  it("C8 a removed counter starts from initial again", async (t) => {
    await t.do(add(t.key("a"), 5n));
    await t.do(remove(t.key("a")));
    expect((await t.do(add(t.key("a"), 1n))).value).toBe(1n);
  });

  it("C8 an expired counter starts from initial again", async (t) => {
    await t.do(add(t.key("a"), 5n, { expiry: t.expiresIn(t.shortMs) }));
    await t.passTime(t.shortMs);
    await t.expectGone(t.key("a"));
    expect(await t.do(add(t.key("a"), 1n))).toMatchObject({ found: false, value: 1n, expireTime: undefined });
  });

  it("C8 a value that a put wrote is a counter if it is a decimal integer", async (t) => {
    for (const value of ["0", "7", "-7", "9007199254740993", String(greatest - 1n), String(least)]) {
      await t.do(put(t.key("a"), value));
      expect((await t.do(add(t.key("a"), 1n))).value).toBe(BigInt(value) + 1n);
    }
  });
};

const failures: TestGroup = (it) => {
  it("C8 a value that is not a decimal 64-bit integer is wrong-type and does not change", async (t) => {
    for (const value of invalidCounters) {
      await t.do(put(t.key("a"), value));
      const before = await t.record(t.key("a"));
      const error = await t.errorOf([add(t.key("a"), 1n)]);
      expect(error, JSON.stringify(value)).toMatchObject({ code: "wrong-type", mutationIndex: 0 });
      expect(await t.record(t.key("a"))).toEqual(before);
    }
  });

  it("C8 a value that is not text is wrong-type", async (t) => {
    await t.do(put(t.key("a"), Uint8Array.of(0xb1, 0x31)));
    expect((await t.errorOf([add(t.key("a"), 1n)])).code).toBe("wrong-type");
  });

  it("C8 a sum that does not fit 64 signed bits is invalid and changes nothing", async (t) => {
    for (const [start, delta] of [
      [greatest, 1n],
      [least, -1n],
      [greatest - 5n, greatest],
    ] as const) {
      await t.do(put(t.key("a"), String(start)));
      expect(await t.errorOf([add(t.key("a"), delta)])).toMatchObject(overflow);
      expect(text((await t.record(t.key("a"))).value)).toBe(String(start));
    }
    expect(await t.errorOf([add(t.key("b"), 1n, { initial: greatest })])).toMatchObject(overflow);
    expect(await t.get(t.key("b"))).toBeUndefined();
  });
};

const overflow = {
  code: "invalid",
  mutationIndex: 0,
  outcome: "not-applied",
  message: expect.stringContaining("the sum does not fit 64 signed bits"),
};

const sums: TestGroup = (it) => {
  it("C8 the greatest and the least counter can be reached exactly", async (t) => {
    await t.do(put(t.key("a"), String(greatest - 1n)));
    expect((await t.do(add(t.key("a"), 1n))).value).toBe(greatest);
    expect((await t.do(add(t.key("a"), -greatest))).value).toBe(0n);
    expect((await t.do(add(t.key("a"), least))).value).toBe(least);
    expect((await t.do(add(t.key("b"), least, { initial: greatest }))).value).toBe(-1n);
  });

  it("C8 an addition keeps content type, kind and create time and moves the update time", async (t) => {
    await t.do(put(t.key("a"), "1", { contentType: "a/b", kind: "cached" }));
    const before = await t.record(t.key("a"));
    await t.passTime(5);
    await t.do(add(t.key("a"), 1n));
    const after = await t.record(t.key("a"));
    expect(after).toMatchObject({ contentType: "a/b", kind: "cached", createTime: before.createTime });
    expect(after.updateTime).toBeGreaterThan(before.updateTime ?? Number.POSITIVE_INFINITY);
  });

  it("C8 concurrent additions all count", async (t) => {
    const callers = Array.from({ length: 20 }, async (_, caller) => {
      for (let round = 0; round < 25; round += 1) await t.do(add(t.key("a"), BigInt((caller % 3) - 1)));
    });
    await Promise.all(callers);
    // Of the callers 0 to 19, seven subtract one, seven add nothing and six add one.
    expect(text((await t.record(t.key("a"))).value)).toBe(String(25 * (6 - 7)));
  });

  it("C8 a counter can be created only if it is absent", async (t) => {
    await t.do(add(t.key("a"), 1n, { precondition: absent }));
    expect((await t.errorOf([add(t.key("a"), 1n, { precondition: absent })])).code).toBe("already-exists");
  });

  it("E3 an addition with an expiry in the past returns the sum and leaves no record", async (t) => {
    const expiry = at(t.clock.now() - 1000);
    expect((await t.do(add(t.key("a"), 2n, { expiry }))).value).toBe(2n);
    expect(await t.get(t.key("a"))).toBeUndefined();
  });
};
