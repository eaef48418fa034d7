// JSON documents in Redis byte for byte: the same as daprd writes where the server
// supports them, and only if the content type is JSON.
import { randomBytes } from "node:crypto";
import { status } from "@grpc/grpc-js";
import { Redis } from "ioredis";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createKeyRing, encrypt } from "../../../src/index.ts";
import { openRedisStore } from "../../conformance/redis-subject.ts";
import { daprSave, daprSaveDocument } from "../../layout/dapr-redis-writer.ts";
import { startRedisWithJson } from "../../servers/redis-json.ts";
import { type RedisServer, startRedis } from "../../servers/redis-server.ts";
import { redisHome } from "../../servers/test-servers.ts";
import { callErrorOf, callUnary } from "../grpc-fixture.ts";
import { components } from "./dapr-documents.ts";
import { type DaprFixture, startDapr } from "./dapr-fixture.ts";

const component = components.redis;
const json = { contentType: "application/json" };
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString();
const deep = "[".repeat(300) + "]".repeat(300);

let server: RedisServer;
let plainServer: RedisServer;
let client: Redis;
let dapr: DaprFixture;

beforeAll(async () => {
  server = await startRedisWithJson(redisHome());
  plainServer = await startRedis(redisHome());
  client = new Redis({ path: server.socket });
  const ring = createKeyRing({ name: "k1", hex: randomBytes(16).toString("hex") });
  const encryptedStore = encrypt(ring, randomBytes)(await openRedisStore({ url: server.url }));
  dapr = await startDapr({
    stores: {
      redis: { component, store: await openRedisStore({ url: server.url }) },
      indexed: { component, store: await openRedisStore({ url: server.url, redisDB: "1", index: "true" }) },
      encrypted: { component, store: encryptedStore },
      plain: { component, store: await openRedisStore({ url: plainServer.url }) },
    },
  });
});

afterAll(async () => {
  await dapr.close();
  client.disconnect();
  await Promise.all([server, plainServer].map(({ process }) => process.stop()));
});

// No test leaves a temporary key behind.
afterEach(async () => {
  expect(await client.keys("||pillion||draft*")).toEqual([]);
});

const item = (key: string, value: string, more: object = {}) => ({
  key,
  value: Buffer.from(value),
  metadata: json,
  ...more,
});
const save = (...states: object[]) => callUnary(dapr.client, "SaveState", { storeName: "redis", states });
const get = (key: string, storeName = "redis") => callUnary(dapr.client, "GetState", { storeName, key });
const transact = (requests: readonly object[], metadata = {}) =>
  callUnary(dapr.client, "ExecuteStateTransaction", {
    storeName: "redis",
    operations: requests.map((request) => ({ operationType: "upsert", request })),
    metadata,
  });
const stored = (key: string) => client.call("JSON.GET", `app||${key}`) as Promise<string>;
const typeOf = (key: string) => client.type(`app||${key}`);
/** The version at the end of a document. */
const versionIn = (document: string) => /"version":(\d+)\}$/.exec(document)?.[1] ?? "";

describe("a save of JSON", () => {
  it("is the document that daprd writes, with a version that is its etag", async () => {
    await save(item("new", '{"b":1.5,"a":"é"}'));
    const document = await stored("new");
    expect(document).toBe(`{"data":{"b":1.5,"a":"é"},"version":${versionIn(document)}}`);
    expect(versionIn(document)).toMatch(/^\d{16}$/);
    const { data, etag } = await get("new");
    expect([text(data), etag]).toEqual(['{"b":1.5,"a":"é"}', versionIn(document)]);
  });

  it.each(["null", "0", "true", '"text"', "[]", ' {"a" : [1, 2]} '])(
    "of %s is a document, too",
    async (value) => {
      await save(item("kinds", value));
      expect(JSON.parse(await stored("kinds")).data).toEqual(JSON.parse(value));
      expect(JSON.parse(text((await get("kinds")).data))).toEqual(JSON.parse(value));
    },
  );

  it("is updated with its etag by daprd and by Pillion, and with no other etag", async () => {
    await save(item("shared", "1"));
    const ours = (await get("shared")).etag;
    const theirs = await daprSaveDocument(client, "app||shared", "2", { etag: ours });
    expect(theirs).toBe(String(Number(ours) + 1));
    const stale = item("shared", "3", { etag: { value: ours } });
    expect(await callErrorOf(save(stale))).toMatchObject({ code: status.ABORTED });
    expect(await stored("shared")).toBe(`{"data":2,"version":${theirs}}`);
    await save(item("shared", "4", { etag: { value: theirs } }));
    expect(await stored("shared")).toBe(`{"data":4,"version":${Number(theirs) + 1}}`);
  });

  it("continues from daprd's versions with the clock, so that no etag occurs again after a delete", async () => {
    await daprSaveDocument(client, "app||count", "1");
    expect(await stored("count")).toBe('{"data":1,"version":1}');
    await save(item("count", "2", { etag: { value: "1" } }));
    const first = (await get("count")).etag;
    expect(first).toMatch(/^\d{16}$/);
    await callUnary(dapr.client, "DeleteState", { storeName: "redis", key: "count", metadata: json });
    expect(await client.exists("app||count")).toBe(0);
    await save(item("count", "3"));
    expect(Number((await get("count")).etag)).toBeGreaterThan(Number(first));
  });

  it("with FIRST_WRITE has daprd's mark, which the next write without FIRST_WRITE removes", async () => {
    const options = { concurrency: 1 };
    await save(item("mark", '{"a":1}', { options }));
    const document = await stored("mark");
    const version = versionIn(document);
    expect(document).toBe(`{"data":{"a":1},"first-write":0,"version":${version}}`);
    expect(await callErrorOf(save(item("mark", "2")))).toMatchObject({ code: status.INTERNAL });
    await expect(daprSaveDocument(client, "app||mark", "2")).rejects.toThrow("failed to set key");
    await save(item("mark", "3", { etag: { value: version } }));
    expect(await stored("mark")).toBe(`{"data":3,"version":${Number(version) + 1}}`);
  });

  it("keeps the existing expiry unless it has its own, and can remove it", async () => {
    await save(item("ttl", "1", { metadata: { ...json, ttlInSeconds: "100" } }));
    await save(item("ttl", "2"));
    expect(await client.ttl("app||ttl")).toBeGreaterThan(90);
    expect((await get("ttl")).metadata.ttlExpireTime).toMatch(/Z$/);
    await save(item("ttl", "3", { metadata: { ...json, ttlInSeconds: "-1" } }));
    expect(await client.ttl("app||ttl")).toBe(-1);
  });

  it("replaces a hash, and a save of bytes replaces a document, each with its etag", async () => {
    await daprSave(client, "app||form", "bytes");
    const stale = item("form", "1", { etag: { value: "7" } });
    expect(await callErrorOf(save(stale))).toMatchObject({ code: status.ABORTED });
    await save(item("form", "1", { etag: { value: "1" } }));
    expect(await typeOf("form")).toBe("ReJSON-RL");
    const { etag } = await get("form");
    await save({ key: "form", value: Buffer.from("bytes"), etag: { value: etag } });
    expect(await client.hmget("app||form", "data", "version")).toEqual(["bytes", String(Number(etag) + 1)]);
  });

  it("that the server cannot store is rejected with the field, and changes nothing", async () => {
    await save(item("rejected", "1"));
    const before = await stored("rejected");
    for (const value of [deep, '"\\ud800"', "1e400"]) {
      expect(await callErrorOf(save(item("rejected", value), item("beside", "1")))).toMatchObject({
        code: status.INVALID_ARGUMENT,
        message: expect.stringContaining(
          "value: cannot be stored as a JSON document: this server does not accept lone surrogates",
        ),
      });
    }
    expect(await stored("rejected")).toBe(before);
    expect(JSON.parse(await stored("beside")).data).toBe(1);
  });

  it("over HTTP is a document only if its metadata says so", async () => {
    const path = "/v1.0/state/redis";
    const body = [
      { key: "http", value: { a: 1 }, metadata: json },
      { key: "http-hash", value: { a: 1 } },
    ];
    expect(await dapr.send("POST", path, body)).toMatchObject({ status: 204 });
    expect(JSON.parse(await stored("http")).data).toEqual({ a: 1 });
    expect(await client.hget("app||http-hash", "data")).toBe('{"a":1}');
    expect((await dapr.send("GET", `${path}/http?metadata.contentType=application/json`)).json).toEqual({
      a: 1,
    });
    expect((await dapr.send("GET", `${path}/http`)).json).toEqual({ a: 1 });
  });

  it("in one call with bytes stores each item in its own form, readable in one bulk get", async () => {
    const keys = Array.from({ length: 150 }, (_, n) => `bulk${n}`);
    await save(...keys.map((key, n) => (n % 2 ? item(key, `${n}`) : { key, value: Buffer.from(`${n}`) })));
    const types = await Promise.all(keys.map(typeOf));
    expect(types).toEqual(keys.map((_, n) => (n % 2 ? "ReJSON-RL" : "hash")));
    const { items } = await callUnary(dapr.client, "GetBulkState", { storeName: "redis", keys });
    expect(items.map(({ data }: { data: Uint8Array }) => text(data))).toEqual(keys.map((_, n) => `${n}`));
  });
});

describe("a transaction", () => {
  it("stores real JSON, where daprd stores its base64, and bytes without the content type of JSON", async () => {
    await transact([item("tx", '{"a":1}'), { key: "tx-bytes", value: Buffer.from('{"a":1}') }]);
    expect(JSON.parse(await stored("tx")).data).toEqual({ a: 1 });
    expect(await client.hget("app||tx-bytes", "data")).toBe('{"a":1}');
  });

  it("that removes a marked document and writes bytes leaves no mark", async () => {
    await save(item("tx-mark", "1", { options: { concurrency: 1 } }));
    await callUnary(dapr.client, "ExecuteStateTransaction", {
      storeName: "redis",
      operations: [
        { operationType: "delete", request: { key: "tx-mark" } },
        { operationType: "upsert", request: { key: "tx-mark", value: Buffer.from("2") } },
      ],
    });
    expect(await client.hmget("app||tx-mark", "data", "first-write")).toEqual(["2", null]);
  });

  it("with the content type of JSON as a whole stores documents only", async () => {
    await transact([{ key: "whole", value: Buffer.from("1") }], json);
    expect(await typeOf("whole")).toBe("ReJSON-RL");
    const operations = [{ operation: "upsert", request: { key: "whole-http", value: 1 } }];
    await dapr.send("POST", "/v1.0/state/redis/transaction", { operations, metadata: json });
    expect(await typeOf("whole-http")).toBe("ReJSON-RL");
  });

  it("stores invalid JSON with the content type of JSON byte for byte", async () => {
    await transact([item("none", "{")]);
    expect(await client.hget("app||none", "data")).toBe("{");
  });

  it("with one value that the server rejects writes none of the others", async () => {
    await save(item("half-there", "1"));
    const before = await stored("half-there");
    const some = [item("half-there", "2"), item("half-new", "2"), item("half-deep", deep)];
    expect(await callErrorOf(transact(some))).toMatchObject({
      code: status.INTERNAL,
      message: expect.stringContaining("value: cannot be stored as a JSON document"),
    });
    expect(await stored("half-there")).toBe(before);
    expect(await client.exists("app||half-new")).toBe(0);
  });
});

describe("other stores", () => {
  it("a server without JSON stores a hash, byte for byte", async () => {
    const states = [item("k", '{ "a": 1.0 }')];
    await callUnary(dapr.client, "SaveState", { storeName: "plain", states });
    const plain = new Redis({ path: plainServer.socket });
    expect(await plain.hget("app||k", "data")).toBe('{ "a": 1.0 }');
    plain.disconnect();
  });

  it("an encrypted value is not a document", async () => {
    await callUnary(dapr.client, "SaveState", { storeName: "encrypted", states: [item("encrypted", "1")] });
    expect(await client.hget("app||encrypted", "data")).toMatch(/^[A-Za-z0-9+/]+=*\|\|k1$/);
    expect(text((await get("encrypted", "encrypted")).data)).toBe("1");
  });

  it("a store with an index lists documents in it", async () => {
    await callUnary(dapr.client, "SaveState", { storeName: "indexed", states: [item("listed", "1")] });
    await client.select(1);
    expect(await client.zrange("||pillion||index", "0", "-1")).toContain("app||listed");
    expect(await typeOf("listed")).toBe("ReJSON-RL");
    await client.select(0);
  });
});
