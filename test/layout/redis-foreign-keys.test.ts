// Keys that hold no record: every call reports them as corrupt and changes nothing.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { add, at, present, put, remove, touch } from "../conformance/mutations.ts";
import { sharedRedisUrl } from "../servers/test-servers.ts";
import { RedisLayout } from "./redis-layout.ts";

let layout: RedisLayout;

beforeAll(async () => {
  layout = await RedisLayout.open(await sharedRedisUrl());
});

afterAll(() => layout.close());

describe("a key without a record", () => {
  const plants: Record<string, (key: string) => Promise<unknown>> = {
    list: (key) => layout.client.rpush(key, "a", "b"),
    set: (key) => layout.client.sadd(key, "a"),
    zset: (key) => layout.client.zadd(key, 1, "a"),
    stream: (key) => layout.client.xadd(key, "*", "a", "b"),
    "hash of another program": (key) => layout.client.hset(key, "name", "ada", "version", "2.0.1"),
  };

  for (const [kind, plant] of Object.entries(plants)) {
    test(`a ${kind} is corrupt for every call, and does not change`, async () => {
      const key = layout.key(`foreign ${kind}`);
      await plant(key);
      const before = await layout.client.dumpBuffer(key);
      expect(await layout.read(key)).toMatchObject({ code: "corrupt" });
      for (const mutation of [put(key, "x"), remove(key), add(key, 1n), touch(key, at(Date.now() + 1000))]) {
        expect(await layout.attempt(mutation), mutation.type).toMatchObject({
          code: "corrupt",
          outcome: "not-applied",
        });
      }
      expect(await layout.client.dumpBuffer(key)).toEqual(before);
      expect(await layout.client.pttl(key)).toBe(-1);
      expect(await layout.keysListed(key)).toEqual([]);
    });
  }

  test("one of them fails the whole transaction before anything is written", async () => {
    const [good, bad] = [layout.key("transaction/good"), layout.key("transaction/list")];
    await layout.client.rpush(bad, "a");
    const [result] = await layout.store.commit(
      [{ mutations: [put(good, "x"), put(bad, "x")] }],
      layout.call(),
    );
    expect(result).toMatchObject({ code: "corrupt", mutationIndex: 1 });
    expect(await layout.client.exists(good)).toBe(0);
  });

  test("a version that cannot be incremented is corrupt, not wrapped around", async () => {
    const key = layout.key("huge");
    await layout.client.hset(key, "data", "x", "version", "9007199254740991");
    expect(await layout.attempt(put(key, "y", { precondition: present }))).toMatchObject({ code: "corrupt" });
    expect(await layout.client.hget(key, "data")).toBe("x");
  });
});
