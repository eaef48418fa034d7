// The bytes in Redis are Dapr's, with our additions beside them.
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { add, at, put, text, touch } from "../conformance/mutations.ts";
import { sharedRedisUrl } from "../servers/test-servers.ts";
import { daprGet, daprSave } from "./dapr-redis-writer.ts";
import { RedisLayout } from "./redis-layout.ts";

let layout: RedisLayout;

beforeAll(async () => {
  layout = await RedisLayout.open(await sharedRedisUrl());
});

afterAll(() => layout.close());

describe("records of Pillion", () => {
  test("a new record is a hash with Dapr's data and version, and two additional fields", async () => {
    const key = layout.key("cart");
    const before = await layout.clockMicros();
    const { version } = await layout.apply(
      put(key, '{"a":1}', { contentType: "application/json", kind: "cached" }),
    );
    const after = await layout.clockMicros();
    const fields = await layout.client.hgetall(key);
    const found = await layout.record(key);
    expect(fields).toEqual({
      data: '{"a":1}',
      version,
      "p:created": String(found.createTime),
      "p:meta": `${version} ${found.updateTime} - c application/json`,
    });
    expect(Number(version)).toBeGreaterThan(before);
    expect(Number(version)).toBeLessThanOrEqual(after + 1);
    expect(await layout.client.pttl(key)).toBe(-1);
  });

  test("a second write adds one to the version, as Dapr does, and keeps the create time", async () => {
    const key = layout.key("twice");
    const first = await layout.apply(put(key, "a"));
    const created = (await layout.record(key)).createTime;
    const second = await layout.apply(put(key, "b"));
    expect(Number(second.version)).toBe(Number(first.version) + 1);
    expect(await layout.client.hget(key, "data")).toBe("b");
    expect(await layout.client.hget(key, "p:created")).toBe(String(created));
  });

  test("value, version and expiry are written in one step, and the expiry is that of the key", async () => {
    const key = layout.key("expiring");
    const time = Date.now() + 3_600_000;
    await layout.apply(put(key, "a", { expiry: at(time) }));
    expect(Math.abs((await layout.client.pttl(key)) - 3_600_000)).toBeLessThan(5000);
    expect((await layout.record(key)).expireTime).toBe(time);
    await layout.apply(touch(key, { type: "none" }));
    expect(await layout.client.pttl(key)).toBe(-1);
    expect((await layout.record(key)).expireTime).toBeUndefined();
  });

  test("bytes of every kind are stored as they are", async () => {
    const key = layout.key("bytes");
    const value = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    await layout.apply({ ...put(key, ""), value });
    expect(new Uint8Array((await layout.client.hgetBuffer(key, "data")) ?? [])).toEqual(value);
  });

  test("daprd reads a record, changes it with its version as etag, and Pillion reads the change", async () => {
    const key = layout.key("shared");
    const { version = "" } = await layout.apply(put(key, "ours", { contentType: "text/plain" }));
    expect(await daprGet(layout.client, key)).toEqual({ data: "ours", etag: version });
    const next = await daprSave(layout.client, key, "theirs", { etag: version });
    const found = await layout.record(key);
    expect(text(found.value)).toBe("theirs");
    expect(found.version).toBe(next);
    // The additional fields belong to the previous version.
    expect(found).toMatchObject({ contentType: "", updateTime: undefined, kind: "persistent" });
    expect(found.createTime).toBeDefined();
  });

  test("an idempotency record is a side key that expires and is not a record", async () => {
    const key = layout.key("once");
    const idempotency = { key: layout.key("request-1"), fingerprint: "f", expireTime: Date.now() + 60_000 };
    await layout.store.commit([{ mutations: [put(key, "a")], idempotency }], layout.call());
    const side = `||pillion||once||${layout.key("request-1")}`;
    expect(await layout.client.hget(side, "fingerprint")).toBe("ff");
    expect(await layout.client.pttl(side)).toBeGreaterThan(50_000);
    expect(await layout.keysListed(layout.key("once"))).toEqual([key]);
    expect((await layout.keysListed("")).filter((name) => name.startsWith("||"))).toEqual([]);
  });
});

describe("counters", () => {
  const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
  const edge = fc.constantFrom(
    0n,
    1n,
    -1n,
    999_999_999n,
    10n ** 9n,
    -(10n ** 9n),
    2n ** 53n,
    2n ** 63n - 1n,
    -(2n ** 63n),
  );

  test("any two 64-bit integers add up exactly, or are rejected if the sum does not fit", async () => {
    const number = fc.oneof(int64, edge, fc.bigInt({ min: -1000n, max: 1000n }));
    await fc.assert(
      fc.asyncProperty(number, number, async (initial, delta) => {
        const key = layout.key("sum");
        await layout.client.del(key);
        const result = await layout.attempt(add(key, delta, { initial }));
        const sum = initial + delta;
        if (BigInt.asIntN(64, sum) !== sum)
          expect(result).toMatchObject({
            code: "invalid",
            violations: [{ path: ["mutations", 0, "delta"] }],
          });
        else {
          expect(result).toMatchObject({ value: sum });
          expect(await layout.client.hget(key, "data")).toBe(String(sum));
        }
      }),
      { numRuns: 400 },
    );
  });
});
