// JSON documents where Redis supports them: documents of Dapr are read as they are
// and compared by their version; a put with the JSON hint writes a document of the
// same form, and a put without it writes a hash.
import { connect, createServer, type Server } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { StoreError } from "../../src/model/errors.ts";
import { add, at, atVersion, keep, put, text, touch } from "../conformance/mutations.ts";
import { startRedisWithJson } from "../servers/redis-json.ts";
import { type RedisServer, startRedis } from "../servers/redis-server.ts";
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
  test("a document of Dapr is read with its data as it is, its version and its expiry", async () => {
    await layout.client.call("JSON.SET", "shop||doc", "$", '{"data":{"a":1.50,"b":["é"]},"version":3}');
    await layout.client.expire("shop||doc", 3600);
    const found = await layout.record("shop||doc");
    expect(JSON.parse(text(found.value))).toEqual({ a: 1.5, b: ["é"] });
    expect(found).toMatchObject({ version: "3", contentType: "application/json" });
    expect(found.expireTime).toBeGreaterThan(Date.now());
  });

  test("a document that a transaction of Dapr wrote is its base64 text in quotes, as daprd returns it", async () => {
    await layout.client.call("JSON.SET", "shop||tx", "$", '{"data":"eyJhIjoxfQ==","version":1}');
    expect(text((await layout.record("shop||tx")).value)).toBe('"eyJhIjoxfQ=="');
  });

  test("a write with its version replaces it with a record; a write with another version does not", async () => {
    await layout.client.call("JSON.SET", "shop||change", "$", '{"data":{"a":1},"version":3}');
    const wrong = put("shop||change", "x", { precondition: atVersion("2") });
    expect(await layout.attempt(wrong)).toMatchObject({ code: "conflict" });
    const { version } = await layout.apply(put("shop||change", "{}", { precondition: atVersion("3") }));
    expect(await layout.client.type("shop||change")).toBe("hash");
    expect(await daprGet(layout.client, "shop||change")).toEqual({ data: "{}", etag: version });
  });

  test("its first-write mark rejects writes without a version", async () => {
    await layout.client.call("JSON.SET", "shop||flag", "$", '{"data":1,"version":1,"first-write":0}');
    expect(await layout.attempt(put("shop||flag", "x"))).toMatchObject({ code: "conflict" });
  });

  test("a document that is not a record of Dapr is corrupt and does not change", async () => {
    await layout.client.call("JSON.SET", "shop||other", "$", '{"name":"ada"}');
    expect(await layout.read("shop||other")).toMatchObject({ code: "corrupt" });
    expect(await layout.attempt(put("shop||other", "x"))).toMatchObject({ code: "corrupt" });
    expect(await layout.client.call("JSON.GET", "shop||other")).toBe('{"name":"ada"}');
  });
});

const asJson = { hints: { asJson: true } } as const;
const stored = (key: string) => layout.client.call("JSON.GET", key);

describe("a put", () => {
  test("through statestore.v1 writes a hash, whatever its content type, which is only a label there", async () => {
    await layout.apply(put("shop||own", '{"a":1}', { contentType: "application/json" }));
    expect(await layout.client.hget("shop||own", "data")).toBe('{"a":1}');
    expect(await layout.record("shop||own")).toMatchObject({ contentType: "application/json" });
  });

  test("of a document cannot add members beside the value", async () => {
    const { version } = await layout.apply(put("shop||sly", '1,"version":5', asJson));
    expect(await stored("shop||sly")).toBe(`{"data":1,"version":${version}}`);
  });

  test("of a document with an idempotency key is applied once", async () => {
    const idempotency = { key: "shop||once", fingerprint: "f", expireTime: Date.now() + 60_000 };
    const transaction = { mutations: [put("shop||again", "1", asJson)], idempotency };
    const [first] = await layout.store.commit([transaction], layout.call());
    const [second] = await layout.store.commit([transaction], layout.call());
    expect(second).toEqual(first);
  });
});

describe("a document of Pillion", () => {
  test("keeps its form in an addition and a touch, and its mark in an addition", async () => {
    const soon = Date.now() + 3_600_000;
    const mark = { hints: { asJson: true, firstWrite: true } };
    await layout.apply(put("shop||count", "9007199254740993", { ...mark, expiry: at(soon) }));
    const { value, version, expireTime } = await layout.apply(add("shop||count", 1n));
    expect([value, expireTime]).toEqual([9007199254740994n, soon]);
    expect(await stored("shop||count")).toBe(
      `{"data":9007199254740994,"first-write":0,"version":${version}}`,
    );
    await layout.apply(touch("shop||count", { type: "none" }));
    expect(await layout.client.pttl("shop||count")).toBe(-1);
    expect((await layout.record("shop||count")).version).toBe(version);
  });

  test("replaces a plain string with the right version, and keeps its expiry", async () => {
    await layout.client.set("shop||legacy", "old", "EX", 3600);
    const { version } = await layout.record("shop||legacy");
    const changes = { ...asJson, precondition: atVersion(version), expiry: keep };
    await layout.apply(put("shop||legacy", "[]", changes));
    expect(text((await layout.record("shop||legacy")).value)).toBe("[]");
    expect(await layout.client.pttl("shop||legacy")).toBeGreaterThan(3_000_000);
  });

  test("that expires immediately is missing immediately", async () => {
    await layout.apply(put("shop||due", "1", { ...asJson, expiry: at(Date.now() - 1000) }));
    expect(await layout.client.exists("shop||due")).toBe(0);
  });
});

test("a version that cannot be incremented is corrupt, not wrapped around", async () => {
  await layout.client.call("JSON.SET", "shop||huge", "$", '{"data":1,"version":9007199254740991}');
  expect(await layout.read("shop||huge")).toMatchObject({ code: "corrupt" });
  expect(await layout.attempt(put("shop||huge", "2", asJson))).toMatchObject({ code: "corrupt" });
});

/** A port whose server can be replaced: later connections go to another server. */
async function openJunction(
  first: RedisServer,
): Promise<{ url: string; turnTo(next: RedisServer): void; end(): void }> {
  let target = first;
  const sockets = new Set<{ destroy(): void }>();
  const junction: Server = createServer((outer) => {
    const inner = connect(target.port, target.host);
    for (const socket of [outer, inner]) {
      sockets.add(socket);
      socket.on("error", () => undefined);
      socket.on("close", () => [outer, inner].forEach((each) => void each.destroy()));
    }
    outer.pipe(inner).pipe(outer);
  });
  await new Promise<void>((resolve) => void junction.listen(0, "127.0.0.1", resolve));
  const address = junction.address();
  const port = typeof address === "object" ? address?.port : undefined;
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
    sockets.clear();
  };
  return {
    url: `redis://127.0.0.1:${port}`,
    turnTo(next) {
      target = next;
      cut();
    },
    end() {
      cut();
      junction.close();
    },
  };
}

test("whether the server supports JSON is checked again for each connection", async () => {
  const plain = await startRedis(redisHome());
  const junction = await openJunction(plain);
  const moving = await RedisLayout.open(junction.url);
  const written = async (): Promise<boolean> => {
    const result = await moving.attempt(put("shop||moving", "1", asJson));
    return !(result instanceof StoreError);
  };
  await moving.apply(put("shop||moving", "1", asJson));
  expect(await moving.client.type("shop||moving")).toBe("hash");
  junction.turnTo(server);
  await expect.poll(written, { timeout: 10_000 }).toBe(true);
  expect(await layout.client.type("shop||moving")).toBe("ReJSON-RL");
  junction.turnTo(plain);
  await expect.poll(written, { timeout: 10_000 }).toBe(true);
  await moving.close();
  junction.end();
  await plain.process.stop();
});
