// JSON documents that Dapr wrote where Redis knows them: read as they stand,
// guarded by their version, replaced by records when written.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { atVersion, put, text } from "../conformance/mutations.ts";
import { startRedisWithJson } from "../servers/redis-json.ts";
import type { RedisServer } from "../servers/redis-server.ts";
import { redisHome } from "../servers/test-servers.ts";
import { daprGet } from "./dapr-redis-writer.ts";
import { RedisLayout } from "./redis-layout.ts";

let server: RedisServer;
let layout: RedisLayout;

beforeAll(async () => {
  server = await startRedisWithJson(redisHome());
  layout = await RedisLayout.open(server.url);
});

afterAll(async () => {
  await layout.close();
  await server.process.stop();
});

describe("JSON documents", () => {
  test("a document that Dapr wrote is read with its data as it stands, its version and its expiry", async () => {
    await layout.client.call("JSON.SET", "shop||doc", "$", '{"data":{"a":1.50,"b":["é"]},"version":3}');
    await layout.client.expire("shop||doc", 3600);
    const found = await layout.record("shop||doc");
    expect(JSON.parse(text(found.value))).toEqual({ a: 1.5, b: ["é"] });
    expect(found).toMatchObject({ version: "3", contentType: "application/json" });
    expect(found.expireTime).toBeGreaterThan(Date.now());
  });

  test("a document that a transaction of Dapr wrote is its base64 text in quotes, as daprd answers it", async () => {
    await layout.client.call("JSON.SET", "shop||tx", "$", '{"data":"eyJhIjoxfQ==","version":1}');
    expect(text((await layout.record("shop||tx")).value)).toBe('"eyJhIjoxfQ=="');
  });

  test("a write at its version replaces it by a record; one at another version does not", async () => {
    await layout.client.call("JSON.SET", "shop||change", "$", '{"data":{"a":1},"version":3}');
    const wrong = put("shop||change", "x", { precondition: atVersion("2") });
    expect(await layout.attempt(wrong)).toMatchObject({ code: "conflict" });
    const { version } = await layout.apply(put("shop||change", "{}", { precondition: atVersion("3") }));
    expect(await layout.client.type("shop||change")).toBe("hash");
    expect(await daprGet(layout.client, "shop||change")).toEqual({ data: "{}", etag: version });
  });

  test("its first-write flag guards it", async () => {
    await layout.client.call("JSON.SET", "shop||flag", "$", '{"data":1,"version":1,"first-write":0}');
    expect(await layout.attempt(put("shop||flag", "x"))).toMatchObject({ code: "conflict" });
  });

  test("a document that is no record of Dapr's is corrupt and stays", async () => {
    await layout.client.call("JSON.SET", "shop||other", "$", '{"name":"ada"}');
    expect(await layout.read("shop||other")).toMatchObject({ code: "corrupt" });
    expect(await layout.attempt(put("shop||other", "x"))).toMatchObject({ code: "corrupt" });
    expect(await layout.client.call("JSON.GET", "shop||other")).toBe('{"name":"ada"}');
  });
});
