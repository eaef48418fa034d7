// The behaviour of each method of Dapr's gRPC service, rule by rule.
import { status } from "@grpc/grpc-js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { callErrorOf, callRaw, callUnary, protoClient } from "../grpc-fixture.ts";
import { daprErrorOf } from "./dapr-error.ts";
import { type DaprFixture, startDapr } from "./dapr-fixture.ts";

const storeName = "statestore";
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString();
const item = (key: string, value: string, more: object = {}) => ({ key, value: Buffer.from(value), ...more });

describe("Dapr's service", () => {
  let dapr: DaprFixture;
  const save = (...states: object[]) => callUnary(dapr.client, "SaveState", { storeName, states });
  const get = (key: string) => callUnary(dapr.client, "GetState", { storeName, key });
  const transact = (...operations: object[]) =>
    callUnary(dapr.client, "ExecuteStateTransaction", { storeName, operations });
  beforeAll(async () => {
    dapr = await startDapr();
  });
  afterAll(() => dapr.close());

  it("returns nothing for a missing key, and an etag for an empty value", async () => {
    expect(await get("missing")).toMatchObject({ etag: "", metadata: {} });
    expect((await get("missing")).data).toHaveLength(0);
    await save(item("empty", ""));
    const { data, etag } = await get("empty");
    expect(data).toHaveLength(0);
    expect(etag).not.toBe("");
  });

  it("states the outcome of a write that the transport rejects, and none of a read", async () => {
    const tooLarge = Buffer.alloc(5 << 20);
    expect(await callErrorOf(save(item("large", "", { value: tooLarge })))).toMatchObject({
      code: status.RESOURCE_EXHAUSTED,
      reason: "TOO_LARGE",
      metadata: { outcome: "NOT_APPLIED" },
    });
    const key = tooLarge.toString("latin1");
    const read = await callErrorOf(callUnary(dapr.client, "GetState", { storeName, key }));
    expect(read).toMatchObject({ code: status.RESOURCE_EXHAUSTED, reason: "TOO_LARGE" });
    expect(read.metadata).toEqual({});
  });

  it("returns a record byte for byte", async () => {
    const value = Buffer.from(Array.from({ length: 256 }, (_, n) => n));
    await callUnary(dapr.client, "SaveState", { storeName, states: [{ key: "bytes", value }] });
    expect((await get("bytes")).data.equals(value)).toBe(true);
  });

  it("stores JSON as it was written, including numbers that a double cannot hold", async () => {
    const json = '{"b": 12345678901234567890, "a": 1.0, "html": "<&>"}';
    await save(item("json", json, { metadata: { contentType: "application/json" } }));
    expect(text((await get("json")).data)).toBe(json);
  });

  it("reports when a record expires, and nothing if it does not", async () => {
    await save(item("ttl", "1", { metadata: { ttlInSeconds: "100" } }));
    const { metadata } = await get("ttl");
    expect(metadata.ttlExpireTime).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    const leftMs = Date.parse(metadata.ttlExpireTime) - Date.now();
    expect(leftMs).toBeGreaterThan(60_000);
    expect(leftMs).toBeLessThanOrEqual(100_000);
    await save(item("ttl", "2"));
    expect((await get("ttl")).metadata).toEqual({});
  });

  it.each(["0", "-1", ""])("treats a ttl of %j as no expiry", async (ttlInSeconds) => {
    await save(item("ttl-none", "1", { metadata: { ttlInSeconds } }));
    expect((await get("ttl-none")).metadata).toEqual({});
  });

  it("accepts an empty list of records, keys or operations", async () => {
    await save();
    await transact();
    await callUnary(dapr.client, "DeleteBulkState", { storeName, states: [] });
    expect(await callUnary(dapr.client, "GetBulkState", { storeName, keys: [] })).toEqual({ items: [] });
  });

  it("treats an empty etag as no etag", async () => {
    await save(item("no-etag", "1"));
    await save(item("no-etag", "2", { etag: { value: "" } }));
    expect(text((await get("no-etag")).data)).toBe("2");
  });

  it("treats unknown enum numbers of options as unspecified", async () => {
    await save(item("odd", "1", { options: { concurrency: 9, consistency: 9 } }));
    expect(text((await get("odd")).data)).toBe("1");
  });

  it("reads in bulk in the order of the request, repeated keys included, beyond the limit of one read", async () => {
    const states = Array.from({ length: 250 }, (_, n) => item(`bulk-${n}`, String(n)));
    await save(...states);
    const keys = [...states.map(({ key }) => key), "bulk-missing", "bulk-0", ...Array(1000).fill("bulk-1")];
    const { items } = await callUnary(dapr.client, "GetBulkState", { storeName, keys, parallelism: -1 });
    expect(items.map(({ key }: { key: string }) => key)).toEqual(keys);
    expect(text(items[249].data)).toBe("249");
    expect(items[250]).toMatchObject({ etag: "", error: "" });
    expect(text(items[251].data)).toBe("0");
  });

  it("reports a key that cannot be read in its place in the reply", async () => {
    const keys = ["bytes", "k".repeat(2000)];
    const { items } = await callUnary(dapr.client, "GetBulkState", { storeName, keys });
    expect(items[0].error).toBe("");
    expect(items[1].error).toContain("is 2000 bytes long; the limit is 1024");
  });

  it("writes the last value of a key that a save contains twice", async () => {
    await save(item("twice", "first"), item("twice", "last"));
    expect(text((await get("twice")).data)).toBe("last");
  });

  it("deletes in bulk, including missing keys", async () => {
    await save(item("gone-1", "1"), item("gone-2", "2"));
    await callUnary(dapr.client, "DeleteBulkState", {
      storeName,
      states: [{ key: "gone-1" }, { key: "never" }, { key: "gone-2" }],
    });
    expect((await get("gone-1")).etag).toBe("");
    expect((await get("gone-2")).etag).toBe("");
  });

  it("lets operations on one key in a transaction see each other", async () => {
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

  it("applies the ttl of an operation in a transaction", async () => {
    await transact({
      operationType: "upsert",
      request: item("tx-ttl", "1", { metadata: { ttlInSeconds: "50" } }),
    });
    expect((await get("tx-ttl")).metadata.ttlExpireTime).toMatch(/Z$/);
  });

  it("does not remove an existing record by a first-write delete", async () => {
    await save(item("guarded", "1"));
    const options = { concurrency: "CONCURRENCY_FIRST_WRITE" };
    const { code } = await daprErrorOf(
      callUnary(dapr.client, "DeleteState", { storeName, key: "guarded", options }),
    );
    expect(code).toBe(status.ABORTED);
    await callUnary(dapr.client, "DeleteState", { storeName, key: "not-there", options });
    expect(text((await get("guarded")).data)).toBe("1");
  });

  it("returns its metadata, including entries that were set", async () => {
    await callUnary(dapr.client, "SetMetadata", { key: "team", value: "carts" });
    await callUnary(dapr.client, "SetMetadata", { key: "", value: "ignored" });
    const metadata = await callUnary(dapr.client, "GetMetadata", {});
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

  it("limits the metadata that can be set", async () => {
    const long = callUnary(dapr.client, "SetMetadata", { key: "long", value: "x".repeat(5000) });
    expect(await daprErrorOf(long)).toMatchObject({
      code: status.INVALID_ARGUMENT,
      message: "value: is 5000 bytes long; the limit is 4096",
    });
    const fill = async () => {
      for (let n = 0; n <= 100; n++) await callUnary(dapr.client, "SetMetadata", { key: `n${n}`, value: "" });
    };
    expect(await daprErrorOf(fill())).toMatchObject({
      message: "metadata: already has 100 entries, which is the limit",
    });
  });

  it.each(["PublishEvent", "InvokeActor", "SubscribeConfiguration", "SubscribeTopicEventsAlpha1"])(
    "rejects %s and says what Pillion supports",
    async (method) => {
      const call = callRaw(dapr.client, `/dapr.proto.runtime.v1.Dapr/${method}`, new Uint8Array());
      const { code, message } = await callErrorOf(call);
      expect(code).toBe(status.UNIMPLEMENTED);
      expect(message).toContain("Pillion is a state-store sidecar");
      expect(message).toContain("the methods of dapr.proto.runtime.v1.Dapr are: GetState");
    },
  );

  it("rejects a call to an unknown service and says that Pillion has no service invocation", async () => {
    const { code, message } = await callErrorOf(
      callRaw(dapr.client, "/shop.v1.Orders/List", new Uint8Array()),
    );
    expect(code).toBe(status.UNIMPLEMENTED);
    expect(message).toContain("it has no service invocation");
  });

  it("names the field of a request that cannot be decoded", async () => {
    const bad = Buffer.from([0x0a, 0x02, 0xff, 0xfe]);
    const call = callRaw(dapr.client, "/dapr.proto.runtime.v1.Dapr/GetState", bad);
    expect(await callErrorOf(call)).toMatchObject({ code: status.INVALID_ARGUMENT, fields: ["store_name"] });
  });

  it("rejects a message over the limit, and states the limit", async () => {
    const { code, message } = await callErrorOf(save(item("huge", "x".repeat(10 * 1024 * 1024))));
    expect(code).toBe(status.RESOURCE_EXHAUSTED);
    expect(message).toMatch(/has 10\d+ bytes; the limit is 4194304/);
  });

  it("truncates error texts about long keys and many failures to what clients accept", async () => {
    const long = "ü".repeat(200_000);
    for (const request of [{ key: long }, { key: `${long}||` }, { storeName: long, key: "k" }]) {
      const error = await daprErrorOf(callUnary(dapr.client, "GetState", { storeName, ...request }));
      expect(error.code).toBe(status.INVALID_ARGUMENT);
      expect(Buffer.byteLength(error.message)).toBeLessThan(1100);
      expect(error.message).toMatch(/ü…$/);
      expect(Buffer.byteLength(error.fields.join())).toBeLessThan(300);
    }
    const key = "faulty".repeat(10);
    await save(item(key, "1"));
    const states = Array.from({ length: 500 }, () => item(key, "2", { etag: { value: "another" } }));
    const { message } = await daprErrorOf(save(...states));
    expect(message).toMatch(/…$/);
    expect(Buffer.byteLength(message)).toBeLessThan(1100);
  });

  it("reads what statestore.v1 wrote, and vice versa", async () => {
    const own = protoClient(dapr.address, "statestore/v1/statestore.proto", "statestore.v1.StateStore");
    await callUnary(own, "Set", { key: "shared", value: Buffer.from("by statestore.v1") });
    const { data, etag } = await get("shared");
    expect(text(data)).toBe("by statestore.v1");
    await save(item("shared", "by dapr", { etag: { value: etag } }));
    const { record } = await callUnary(own, "Get", { key: "shared" });
    expect(text(record.value)).toBe("by dapr");
    own.close();
  });
});
