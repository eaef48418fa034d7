// Records that daprd wrote, or writes at the same time as Pillion: they are read,
// changed, listed and expired correctly, and no update of either is lost.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { StoreError } from "../../src/model/errors.ts";
import { absent, add, at, atVersion, present, put, remove, text } from "../conformance/mutations.ts";
import { sharedRedisUrl } from "../servers/test-servers.ts";
import { daprDelete, daprGet, daprSave } from "./dapr-redis-writer.ts";
import { RedisLayout } from "./redis-layout.ts";

let layout: RedisLayout;

beforeAll(async () => {
  layout = await RedisLayout.open(await sharedRedisUrl());
});

afterAll(() => layout.close());

describe("records of daprd", () => {
  test("a record in Dapr's layout is read", async () => {
    const key = layout.key("dapr");
    await layout.client.hset(key, "data", "theirs", "version", "1");
    expect(await layout.record(key)).toEqual({
      key,
      value: Buffer.from("theirs"),
      contentType: "",
      kind: "persistent",
      version: "1",
      createTime: undefined,
      updateTime: undefined,
      expireTime: undefined,
    });
  });

  test("the expiry is that of the key, and is read, kept and cleared", async () => {
    const key = layout.key("dapr-ttl");
    await daprSave(layout.client, key, "theirs", { ttlInSeconds: 3600 });
    const left = ((await layout.record(key)).expireTime ?? 0) - Date.now();
    expect(Math.abs(left - 3_600_000)).toBeLessThan(5000);
    await layout.apply(put(key, "ours", { expiry: { type: "keep" } }));
    expect(await layout.client.pttl(key)).toBeGreaterThan(3_500_000);
    expect((await layout.record(key)).expireTime).toBeGreaterThan(Date.now() + 3_500_000);
    await layout.apply(put(key, "ours"));
    expect(await layout.client.pttl(key)).toBe(-1);
  });

  test("an expiry that daprd sets or clears after a write of Pillion is read", async () => {
    const key = layout.key("mixed-ttl");
    await layout.apply(put(key, "ours", { expiry: at(Date.now() + 3_600_000) }));
    await daprSave(layout.client, key, "theirs", { ttlInSeconds: 60 });
    expect(((await layout.record(key)).expireTime ?? 0) - Date.now()).toBeLessThanOrEqual(60_000);
    await daprSave(layout.client, key, "theirs", { ttlInSeconds: -1 });
    expect((await layout.record(key)).expireTime).toBeUndefined();
  });

  test("they are listed with the records of Pillion", async () => {
    await daprSave(layout.client, layout.key("list/dapr"), "theirs");
    await layout.apply(put(layout.key("list/ours"), "ours"));
    expect(await layout.keysListed(layout.key("list/"))).toEqual([
      layout.key("list/dapr"),
      layout.key("list/ours"),
    ]);
  });

  test("the version is a precondition, and a write of Pillion replaces Dapr's small versions for good", async () => {
    const key = layout.key("dapr-cas");
    await daprSave(layout.client, key, "a");
    await daprSave(layout.client, key, "b");
    expect(await layout.attempt(put(key, "x", { precondition: atVersion("1") }))).toMatchObject({
      code: "conflict",
    });
    const ours = await layout.apply(put(key, "c", { precondition: atVersion("2") }));
    expect(Number(ours.version)).toBeGreaterThan(1e15);
    const theirs = await daprSave(layout.client, key, "d", { etag: ours.version ?? "" });
    expect(Number(theirs)).toBe(Number(ours.version) + 1);
  });

  test("a version of Pillion does not occur again after daprd deleted and created the record", async () => {
    const key = layout.key("aba");
    await daprSave(layout.client, key, "a");
    const { version = "" } = await layout.apply(put(key, "b"));
    await daprDelete(layout.client, key);
    for (let count = 0; count < 5; count++) await daprSave(layout.client, key, "new");
    expect(await layout.attempt(put(key, "lost update", { precondition: atVersion(version) }))).toMatchObject(
      {
        code: "conflict",
      },
    );
  });

  test("no update of another writer between a read and a write is lost", async () => {
    const key = layout.key("race");
    await layout.apply(put(key, "0"));
    let ours = 0;
    const foreign = (async () => {
      for (let count = 0; count < 100; ) {
        const seen = await daprGet(layout.client, key);
        const saved = await daprSave(layout.client, key, String(Number(seen?.data) + 1), {
          etag: seen?.etag ?? "",
        }).catch(() => undefined);
        if (saved !== undefined) count += 1;
      }
    })();
    while (ours < 100) {
      const seen = await layout.record(key);
      const next = put(key, String(Number(text(seen.value)) + 1), { precondition: atVersion(seen.version) });
      if (!((await layout.attempt(next)) instanceof StoreError)) ours += 1;
    }
    await foreign;
    expect(text((await layout.record(key)).value)).toBe("200");
  });

  test("a counter that daprd wrote can be incremented, and daprd reads a counter of Pillion", async () => {
    const key = layout.key("counter");
    await daprSave(layout.client, key, "41");
    expect((await layout.apply(add(key, 1n))).value).toBe(42n);
    expect((await daprGet(layout.client, key))?.data).toBe("42");
  });

  test("first-write: a put without a version is rejected, whatever its other options", async () => {
    const key = layout.key("guarded");
    const version = await daprSave(layout.client, key, "theirs", { isFirstWrite: true });
    for (const precondition of [{ type: "none" }, present] as const) {
      const error = await layout.attempt(put(key, "ours", { precondition }));
      expect(error).toMatchObject({ code: "conflict", outcome: "not-applied" });
    }
    expect(await layout.attempt(put(key, "ours", { precondition: absent }))).toMatchObject({
      code: "already-exists",
    });
    await layout.apply(put(key, "ours", { precondition: atVersion(version) }));
    expect(await layout.client.hget(key, "first-write")).toBe("0");
    expect(await layout.attempt(put(key, "again"))).toMatchObject({ code: "conflict" });
    await layout.apply(remove(key));
    await layout.apply(put(key, "new"));
  });

  test("first-write: a counter can be incremented, because an addition overwrites no update", async () => {
    const key = layout.key("guarded-counter");
    await daprSave(layout.client, key, "1", { isFirstWrite: true });
    expect((await layout.apply(add(key, 1n))).value).toBe(2n);
  });

  test("a plain string of an old version is read, compared by its content, and replaced", async () => {
    const key = layout.key("legacy");
    await layout.client.set(key, "old", "EX", 3600);
    const found = await layout.record(key);
    expect(text(found.value)).toBe("old");
    expect(found.expireTime).toBeGreaterThan(Date.now());
    await layout.client.set(key, "other", "KEEPTTL");
    const stale = put(key, "x", { precondition: atVersion(found.version) });
    expect(await layout.attempt(stale)).toMatchObject({ code: "conflict" });
    const current = (await layout.record(key)).version;
    const result = await layout.apply(
      put(key, "new", { precondition: atVersion(current), expiry: { type: "keep" } }),
    );
    expect(result.found).toBe(true);
    expect(await layout.client.type(key)).toBe("hash");
    expect(await layout.client.pttl(key)).toBeGreaterThan(3_000_000);
    expect(await daprGet(layout.client, key)).toEqual({ data: "new", etag: result.version });
  });

  test("many records of daprd are read correctly, in one call and one by one", async () => {
    const keys = Array.from({ length: 200 }, (_, index) => layout.key(`many/${index}`));
    for (const [index, key] of keys.entries())
      await daprSave(layout.client, key, String(index), { ttlInSeconds: 3600 });
    for (let round = 0; round < 3; round++) {
      const found = await layout.store.read(keys, { consistency: "eventual", view: "full" }, layout.call());
      for (const [index, result] of found.entries()) {
        if (result === undefined || result instanceof StoreError)
          throw new Error(`key ${index} was not read`);
        expect(text(result.value)).toBe(String(index));
        expect(result.expireTime).toBeGreaterThan(Date.now());
      }
    }
  });
});
