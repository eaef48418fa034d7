// What each method of Dapr's service does, rule by rule, over gRPC.
import { status } from "@grpc/grpc-js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ask, askRaw, refusalOf, strangerClient } from "../grpc-fixture.ts";
import { daprRefusalOf } from "./dapr-error.ts";
import { type DaprFixture, startDapr } from "./dapr-fixture.ts";

const storeName = "statestore";
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString();
const item = (key: string, value: string, more: object = {}) => ({ key, value: Buffer.from(value), ...more });

describe("Dapr's service", () => {
  let dapr: DaprFixture;
  const save = (...states: object[]) => ask(dapr.client, "SaveState", { storeName, states });
  const get = (key: string) => ask(dapr.client, "GetState", { storeName, key });
  const transact = (...operations: object[]) =>
    ask(dapr.client, "ExecuteStateTransaction", { storeName, operations });
  beforeAll(async () => {
    dapr = await startDapr();
  });
  afterAll(() => dapr.close());

  it("answers a missing key with nothing, and an empty value with an etag", async () => {
    expect(await get("missing")).toMatchObject({ etag: "", metadata: {} });
    expect((await get("missing")).data).toHaveLength(0);
    await save(item("empty", ""));
    const { data, etag } = await get("empty");
    expect(data).toHaveLength(0);
    expect(etag).not.toBe("");
  });

  it("gives a record back byte for byte", async () => {
    const value = Buffer.from(Array.from({ length: 256 }, (_, n) => n));
    await ask(dapr.client, "SaveState", { storeName, states: [{ key: "bytes", value }] });
    expect((await get("bytes")).data.equals(value)).toBe(true);
  });

  it("keeps JSON as it was written, also what a number cannot hold", async () => {
    const json = '{"b": 12345678901234567890, "a": 1.0, "html": "<&>"}';
    await save(item("json", json, { metadata: { contentType: "application/json" } }));
    expect(text((await get("json")).data)).toBe(json);
  });

  it("says when a record expires, and no more when it does not", async () => {
    await save(item("ttl", "1", { metadata: { ttlInSeconds: "100" } }));
    const { metadata } = await get("ttl");
    expect(metadata.ttlExpireTime).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    const leftMs = Date.parse(metadata.ttlExpireTime) - Date.now();
    expect(leftMs).toBeGreaterThan(60_000);
    expect(leftMs).toBeLessThanOrEqual(100_000);
    await save(item("ttl", "2"));
    expect((await get("ttl")).metadata).toEqual({});
  });

  it.each(["0", "-1", ""])("takes a ttl of %j as none", async (ttlInSeconds) => {
    await save(item("ttl-none", "1", { metadata: { ttlInSeconds } }));
    expect((await get("ttl-none")).metadata).toEqual({});
  });

  it("takes an empty list of records, keys or operations as done", async () => {
    await save();
    await transact();
    await ask(dapr.client, "DeleteBulkState", { storeName, states: [] });
    expect(await ask(dapr.client, "GetBulkState", { storeName, keys: [] })).toEqual({ items: [] });
  });

  it("takes an empty etag as none", async () => {
    await save(item("no-etag", "1"));
    await save(item("no-etag", "2", { etag: { value: "" } }));
    expect(text((await get("no-etag")).data)).toBe("2");
  });

  it("takes numbers that name no option as none", async () => {
    await save(item("odd", "1", { options: { concurrency: 9, consistency: 9 } }));
    expect(text((await get("odd")).data)).toBe("1");
  });

  it("reads in bulk in the order asked, a key as often as it is asked, beyond the limit of one read", async () => {
    const states = Array.from({ length: 250 }, (_, n) => item(`bulk-${n}`, String(n)));
    await save(...states);
    const keys = [...states.map(({ key }) => key), "bulk-missing", "bulk-0", ...Array(1000).fill("bulk-1")];
    const { items } = await ask(dapr.client, "GetBulkState", { storeName, keys, parallelism: -1 });
    expect(items.map(({ key }: { key: string }) => key)).toEqual(keys);
    expect(text(items[249].data)).toBe("249");
    expect(items[250]).toMatchObject({ etag: "", error: "" });
    expect(text(items[251].data)).toBe("0");
  });

  it("answers a key that cannot be read in its own place", async () => {
    const keys = ["bytes", "k".repeat(2000)];
    const { items } = await ask(dapr.client, "GetBulkState", { storeName, keys });
    expect(items[0].error).toBe("");
    expect(items[1].error).toContain("is 2000 bytes long; the limit is 1024");
  });

  it("writes the last of a key that a save names twice", async () => {
    await save(item("twice", "first"), item("twice", "last"));
    expect(text((await get("twice")).data)).toBe("last");
  });

  it("deletes in bulk, also what is not there", async () => {
    await save(item("gone-1", "1"), item("gone-2", "2"));
    await ask(dapr.client, "DeleteBulkState", {
      storeName,
      states: [{ key: "gone-1" }, { key: "never" }, { key: "gone-2" }],
    });
    expect((await get("gone-1")).etag).toBe("");
    expect((await get("gone-2")).etag).toBe("");
  });

  it("lets operations of one key in a transaction see each other", async () => {
    await save(item("folded", "old"));
    await transact(
      { operationType: "delete", request: { key: "folded" } },
      { operationType: "upsert", request: item("folded", "new") },
      { operationType: "upsert", request: item("brief", "1") },
      { operationType: "delete", request: { key: "brief" } },
    );
    expect(text((await get("folded")).data)).toBe("new");
    expect((await get("brief")).etag).toBe("");
  });

  it("gives a ttl to a record of a transaction", async () => {
    await transact({
      operationType: "upsert",
      request: item("tx-ttl", "1", { metadata: { ttlInSeconds: "50" } }),
    });
    expect((await get("tx-ttl")).metadata.ttlExpireTime).toMatch(/Z$/);
  });

  it("removes nothing by a first-write delete of a record that is there", async () => {
    await save(item("guarded", "1"));
    const options = { concurrency: "CONCURRENCY_FIRST_WRITE" };
    const { code } = await daprRefusalOf(
      ask(dapr.client, "DeleteState", { storeName, key: "guarded", options }),
    );
    expect(code).toBe(status.ABORTED);
    await ask(dapr.client, "DeleteState", { storeName, key: "not-there", options });
    expect(text((await get("guarded")).data)).toBe("1");
  });

  it("tells what it is, and keeps what it was told", async () => {
    await ask(dapr.client, "SetMetadata", { key: "team", value: "carts" });
    await ask(dapr.client, "SetMetadata", { key: "", value: "passed over" });
    const metadata = await ask(dapr.client, "GetMetadata", {});
    expect(metadata).toMatchObject({
      id: "app",
      runtimeVersion: "1.18.0",
      extendedMetadata: { team: "carts", daprRuntimeVersion: "1.18.0" },
      actorRuntime: { runtimeStatus: "DISABLED" },
    });
    expect(metadata.registeredComponents).toEqual([
      {
        name: storeName,
        type: "state.in-memory",
        version: "v1",
        capabilities: ["ETAG", "TRANSACTIONAL", "TTL", "ACTOR"],
      },
    ]);
    expect(Object.keys(metadata.extendedMetadata)).not.toContain("");
  });

  it("bounds what it can be told", async () => {
    const long = ask(dapr.client, "SetMetadata", { key: "long", value: "x".repeat(5000) });
    expect(await daprRefusalOf(long)).toMatchObject({
      code: status.INVALID_ARGUMENT,
      message: "value: is 5000 bytes long; the limit is 4096",
    });
    const fill = async () => {
      for (let n = 0; n <= 100; n++) await ask(dapr.client, "SetMetadata", { key: `n${n}`, value: "" });
    };
    expect(await daprRefusalOf(fill())).toMatchObject({
      message: "metadata: already has 100 entries, which is the limit",
    });
  });

  it.each(["PublishEvent", "InvokeActor", "SubscribeConfiguration", "SubscribeTopicEventsAlpha1"])(
    "answers %s with what it is",
    async (method) => {
      const call = askRaw(dapr.client, `/dapr.proto.runtime.v1.Dapr/${method}`, new Uint8Array());
      const { code, message } = await refusalOf(call);
      expect(code).toBe(status.UNIMPLEMENTED);
      expect(message).toContain("Pillion is a sidecar that keeps state");
      expect(message).toContain("dapr.proto.runtime.v1.Dapr has: GetState");
    },
  );

  it("answers a service that is not its own with what it is", async () => {
    const { code, message } = await refusalOf(askRaw(dapr.client, "/shop.v1.Orders/List", new Uint8Array()));
    expect(code).toBe(status.UNIMPLEMENTED);
    expect(message).toContain("it calls no app");
  });

  it("names the field of a request that is no message", async () => {
    const bad = Buffer.from([0x0a, 0x02, 0xff, 0xfe]);
    const call = askRaw(dapr.client, "/dapr.proto.runtime.v1.Dapr/GetState", bad);
    expect(await refusalOf(call)).toMatchObject({ code: status.INVALID_ARGUMENT, fields: ["store_name"] });
  });

  it("refuses a message over the limit, and says what the limit is", async () => {
    const { code, message } = await refusalOf(save(item("huge", "x".repeat(10 * 1024 * 1024))));
    expect(code).toBe(status.RESOURCE_EXHAUSTED);
    expect(message).toMatch(/has 10\d+ bytes; the limit is 4194304/);
  });

  it("fits what it says of long keys and of many faults into what clients take", async () => {
    const long = "ü".repeat(200_000);
    for (const request of [{ key: long }, { key: `${long}||` }, { storeName: long, key: "k" }]) {
      const refusal = await daprRefusalOf(ask(dapr.client, "GetState", { storeName, ...request }));
      expect(refusal.code).toBe(status.INVALID_ARGUMENT);
      expect(Buffer.byteLength(refusal.message)).toBeLessThan(1100);
      expect(refusal.message).toMatch(/ü…$/);
      expect(Buffer.byteLength(refusal.fields.join())).toBeLessThan(300);
    }
    await save(item("faulty", "1"));
    const states = Array.from({ length: 500 }, () => item("faulty", "2", { etag: { value: "another" } }));
    const { message } = await daprRefusalOf(save(...states));
    expect(message).toMatch(/…$/);
    expect(Buffer.byteLength(message)).toBeLessThan(1100);
  });

  it("reads what statestore.v1 wrote, and the other way round", async () => {
    const own = strangerClient(dapr.address, "statestore/v1/statestore.proto", "statestore.v1.StateStore");
    await ask(own, "Set", { key: "shared", value: Buffer.from("by ours") });
    const { data, etag } = await get("shared");
    expect(text(data)).toBe("by ours");
    await save(item("shared", "by dapr", { etag: { value: etag } }));
    const { record } = await ask(own, "Get", { key: "shared" });
    expect(text(record.value)).toBe("by dapr");
    own.close();
  });
});
