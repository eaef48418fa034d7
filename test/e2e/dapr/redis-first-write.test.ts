// FIRST_WRITE over Dapr's API on Redis byte for byte: the hash has the same fields
// as after daprd, and a marked record rejects the same writes.
import { status } from "@grpc/grpc-js";
import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openRedisStore } from "../../conformance/redis-subject.ts";
import { daprSave } from "../../layout/dapr-redis-writer.ts";
import { type RedisServer, startRedis } from "../../servers/redis-server.ts";
import { redisHome } from "../../servers/test-servers.ts";
import { callErrorOf, callUnary } from "../grpc-fixture.ts";
import { components } from "./dapr-documents.ts";
import { type DaprFixture, startDapr } from "./dapr-fixture.ts";

const component = components.redis;
const firstWrite = { concurrency: 1 };
const lastWrite = { concurrency: 2 };
const etagOf = (value: string) => ({ etag: { value } });

let server: RedisServer;
let client: Redis;
let dapr: DaprFixture;

beforeAll(async () => {
  server = await startRedis(redisHome());
  client = new Redis({ path: server.socket });
  const strict = await openRedisStore({ url: server.url, redisDB: "1" });
  dapr = await startDapr({
    stores: {
      redis: { component, store: await openRedisStore({ url: server.url }) },
      strict: { component, store: strict, firstWriteCreatesOnly: true },
    },
  });
});

afterAll(async () => {
  await dapr.close();
  client.disconnect();
  await server.process.stop();
});

const save = (key: string, value: string, more: object = {}, storeName = "redis") =>
  callUnary(dapr.client, "SaveState", { storeName, states: [{ key, value: Buffer.from(value), ...more }] });
const transact = (request: object, storeName = "redis") =>
  callUnary(dapr.client, "ExecuteStateTransaction", {
    storeName,
    operations: [{ operationType: "upsert", request }],
  });
const fieldsOf = (key: string) => client.hmget(`app||${key}`, "data", "first-write");
const etag = async (key: string): Promise<string> => (await client.hget(`app||${key}`, "version")) ?? "";

describe("FIRST_WRITE on Redis", () => {
  it("stores the mark as daprd does, and otherwise only fields that daprd ignores", async () => {
    await save("new", "1", { options: firstWrite });
    const fields = await client.hgetall("app||new");
    expect(
      Object.keys(fields)
        .filter((name) => !name.startsWith("p:"))
        .toSorted(),
    ).toEqual(["data", "first-write", "version"]);
    expect(fields).toMatchObject({
      data: "1",
      "first-write": "0",
      version: expect.stringMatching(/^\d{16}$/),
    });
  });

  it("without an etag overwrites a record without a mark, and marks it", async () => {
    await save("plain", "1");
    expect(await fieldsOf("plain")).toEqual(["1", null]);
    await save("plain", "2", { options: firstWrite });
    expect(await fieldsOf("plain")).toEqual(["2", "0"]);
  });

  it("marks a record that daprd wrote with version 1", async () => {
    await daprSave(client, "app||theirs", "1");
    await save("theirs", "2", { options: firstWrite, ...etagOf("1") });
    expect(await fieldsOf("theirs")).toEqual(["2", "0"]);
  });

  it("makes a record reject every write without an etag, ours and daprd's, until it is deleted", async () => {
    await save("marked", "1", { options: firstWrite });
    for (const options of [{}, firstWrite, lastWrite]) {
      expect(await callErrorOf(save("marked", "2", { options }))).toMatchObject({ code: status.INTERNAL });
    }
    await expect(daprSave(client, "app||marked", "2")).rejects.toThrow("failed to set key");
    expect(await fieldsOf("marked")).toEqual(["1", "0"]);
    await save("marked", "3", etagOf(await etag("marked")));
    expect(await fieldsOf("marked")).toEqual(["3", "0"]);
    await callUnary(dapr.client, "DeleteState", { storeName: "redis", key: "marked" });
    await save("marked", "4");
    expect(await fieldsOf("marked")).toEqual(["4", null]);
  });

  it("makes LAST_WRITE with an etag a mismatch, even with the right etag", async () => {
    await save("last", "1", { options: firstWrite });
    const more = { options: lastWrite, ...etagOf(await etag("last")) };
    expect(await callErrorOf(save("last", "2", more))).toMatchObject({ code: status.ABORTED });
  });

  it("in a transaction sets no mark, and an existing mark is respected", async () => {
    await transact({ key: "tx", value: Buffer.from("1"), options: firstWrite });
    await transact({ key: "tx", value: Buffer.from("2"), options: firstWrite });
    expect(await fieldsOf("tx")).toEqual(["2", null]);
    await save("tx", "3", { options: firstWrite });
    expect(await callErrorOf(transact({ key: "tx", value: Buffer.from("4") }))).toMatchObject({
      code: status.INTERNAL,
    });
    await transact({ key: "tx", value: Buffer.from("5"), ...etagOf(await etag("tx")) });
    expect(await fieldsOf("tx")).toEqual(["5", "0"]);
  });

  it("is removed by a removal in the same transaction, so a later write is accepted", async () => {
    await save("gone", "1", { options: firstWrite });
    await callUnary(dapr.client, "ExecuteStateTransaction", {
      storeName: "redis",
      operations: [
        { operationType: "delete", request: { key: "gone" } },
        { operationType: "upsert", request: { key: "gone", value: Buffer.from("2") } },
      ],
    });
    expect(await fieldsOf("gone")).toEqual(["2", null]);
    await save("gone", "3");
    expect(await fieldsOf("gone")).toEqual(["3", null]);
  });

  it("is kept if a removal with another etag fails", async () => {
    await save("stays", "1", { options: firstWrite });
    const change = callUnary(dapr.client, "ExecuteStateTransaction", {
      storeName: "redis",
      operations: [
        { operationType: "delete", request: { key: "stays", ...etagOf("7") } },
        { operationType: "upsert", request: { key: "stays", value: Buffer.from("2") } },
      ],
    });
    expect(await callErrorOf(change)).toMatchObject({ code: status.INTERNAL });
    expect(await fieldsOf("stays")).toEqual(["1", "0"]);
  });

  it("is removed by a removal between two writes, even if the first write has the etag", async () => {
    await save("between", "1", { options: firstWrite });
    const before = await etag("between");
    await callUnary(dapr.client, "ExecuteStateTransaction", {
      storeName: "redis",
      operations: [
        { operationType: "upsert", request: { key: "between", value: Buffer.from("2"), ...etagOf(before) } },
        { operationType: "delete", request: { key: "between" } },
        { operationType: "upsert", request: { key: "between", value: Buffer.from("3") } },
      ],
    });
    expect(await fieldsOf("between")).toEqual(["3", null]);
    expect(Number(await etag("between"))).toBeGreaterThan(Number(before));
  });

  it("only creates if the store is configured so", async () => {
    await save("strict", "1", {}, "strict");
    expect(await callErrorOf(save("strict", "2", { options: firstWrite }, "strict"))).toMatchObject({
      code: status.INTERNAL,
      message: expect.stringContaining("the key already exists"),
    });
    const operation = { key: "strict", value: Buffer.from("2"), options: firstWrite };
    expect(await callErrorOf(transact(operation, "strict"))).toMatchObject({ code: status.INTERNAL });
    await save("created", "1", { options: firstWrite }, "strict");
    await client.select(1);
    expect(await fieldsOf("strict")).toEqual(["1", null]);
    expect(await fieldsOf("created")).toEqual(["1", "0"]);
    await client.select(0);
  });
});
