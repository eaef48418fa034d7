// Records that daprd wrote, or writes while we do: read, changed, listed and
// expired right, and no update of either side lost.
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

describe("what Dapr wrote", () => {
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

  test("its expiry is the key's, seen, kept and cleared", async () => {
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

  test("an expiry that daprd sets or clears after our write is seen", async () => {
    const key = layout.key("mixed-ttl");
    await layout.apply(put(key, "ours", { expiry: at(Date.now() + 3_600_000) }));
    await daprSave(layout.client, key, "theirs", { ttlInSeconds: 60 });
    expect(((await layout.record(key)).expireTime ?? 0) - Date.now()).toBeLessThanOrEqual(60_000);
    await daprSave(layout.client, key, "theirs", { ttlInSeconds: -1 });
    expect((await layout.record(key)).expireTime).toBeUndefined();
  });

  test("it is listed with ours", async () => {
    await daprSave(layout.client, layout.key("list/dapr"), "theirs");
    await layout.apply(put(layout.key("list/ours"), "ours"));
    expect(await layout.keysListed(layout.key("list/"))).toEqual([
      layout.key("list/dapr"),
      layout.key("list/ours"),
    ]);
  });

  test("its version is a precondition, and our write leaves Dapr's counting for good", async () => {
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

  test("a version we gave is not met again after daprd deleted and made the record anew", async () => {
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

  test("a foreign writer between our read and our write loses no update", async () => {
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

  test("a counter that daprd wrote counts on, and one that we wrote is read by daprd", async () => {
    const key = layout.key("counter");
    await daprSave(layout.client, key, "41");
    expect((await layout.apply(add(key, 1n))).value).toBe(42n);
    expect((await daprGet(layout.client, key))?.data).toBe("42");
  });

  test("first-write: a put that says no version is refused, whatever else it says", async () => {
    const key = layout.key("guarded");
    const version = await daprSave(layout.client, key, "theirs", { isFirstWrite: true });
    for (const precondition of [{ type: "none" }, present] as const) {
      const refusal = await layout.attempt(put(key, "ours", { precondition }));
      expect(refusal).toMatchObject({ code: "conflict", outcome: "not-applied" });
    }
    expect(await layout.attempt(put(key, "ours", { precondition: absent }))).toMatchObject({
      code: "already-exists",
    });
    await layout.apply(put(key, "ours", { precondition: atVersion(version) }));
    expect(await layout.client.hget(key, "first-write")).toBe("0");
    expect(await layout.attempt(put(key, "again"))).toMatchObject({ code: "conflict" });
    await layout.apply(remove(key));
    await layout.apply(put(key, "anew"));
  });

  test("first-write: a counter counts, since an addition overwrites nobody", async () => {
    const key = layout.key("guarded-counter");
    await daprSave(layout.client, key, "1", { isFirstWrite: true });
    expect((await layout.apply(add(key, 1n))).value).toBe(2n);
  });

  test("a plain string from before hashes is read, guarded by its content, and replaced", async () => {
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

  test("many foreign records are read in one go, then one by one, always right", async () => {
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
