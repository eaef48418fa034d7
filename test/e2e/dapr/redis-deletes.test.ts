// Deletes over Dapr's API on Redis with etags of every form: daprd's script
// compares the etag as text, and any etag holds for a missing record.
import { status } from "@grpc/grpc-js";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openRedisStore } from "../../conformance/redis-subject.ts";
import { type RedisServer, startRedis } from "../../servers/redis-server.ts";
import { redisHome } from "../../servers/test-servers.ts";
import { callErrorOf, callUnary } from "../grpc-fixture.ts";
import { components } from "./dapr-documents.ts";
import { type DaprFixture, startDapr } from "./dapr-fixture.ts";

const storeName = "redis";
let server: RedisServer;
let dapr: DaprFixture;

beforeAll(async () => {
  server = await startRedis(redisHome());
  const store = await openRedisStore({ url: server.url });
  dapr = await startDapr({ stores: { redis: { component: components.redis, store } } });
});

afterAll(async () => {
  await dapr?.close();
  await server?.process.stop();
});

const save = (key: string) =>
  callUnary(dapr.client, "SaveState", { storeName, states: [{ key, value: Buffer.from("1") }] });
const remove = (key: string, etag: string) =>
  callUnary(dapr.client, "DeleteState", { storeName, key, etag: { value: etag } });
const etagOf = async (key: string): Promise<string> =>
  (await callUnary(dapr.client, "GetState", { storeName, key })).etag;
const odd = ["text", " ", "*", "+7", "07", "99999999999999999999", "00000000-0000-4000-8000-000000000000"];

it.each(odd)("the etag %j is a mismatch for a record, and none for a missing record", async (etag) => {
  await save("there");
  expect(await callErrorOf(remove("there", etag))).toMatchObject({ code: status.ABORTED });
  const states = [{ key: "there", etag: { value: etag } }];
  expect(await callErrorOf(callUnary(dapr.client, "DeleteBulkState", { storeName, states }))).toMatchObject({
    code: status.ABORTED,
  });
  const http = (key: string) =>
    dapr.fetch(`/v1.0/state/redis/${key}`, { method: "DELETE", headers: { "If-Match": etag } });
  // A header that is only a space counts as missing.
  if (etag !== " ") expect((await http("there")).status).toBe(409);
  expect(await etagOf("there")).not.toBe("");
  await remove("gone", etag);
  expect((await http("gone")).status).toBe(204);
});

it.each(["+", "0"])("the etag of the record with the prefix %j is another etag", async (prefix) => {
  await save("there");
  const etag = await etagOf("there");
  expect(await callErrorOf(remove("there", prefix + etag))).toMatchObject({ code: status.ABORTED });
  await remove("there", etag);
  expect(await etagOf("there")).toBe("");
});
