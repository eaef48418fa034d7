// A pod changes its sidecar image on Redis: records of daprd are read, changed,
// listed and expired through Pillion's Dapr API, and its writes are what daprd
// reads. A plain client writes and checks the bytes.
import { randomBytes, randomUUID } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { component } from "../../../sidecar/config/dapr-files/resource-fixture.ts";
import { daprDelete, daprGet, daprSave } from "../../layout/dapr-redis-writer.ts";
import { sharedRedisUrl } from "../../servers/test-servers.ts";
import { ensureBuilt, ProcessFixture, type SidecarProcess } from "../sidecar-process.ts";
import { decrypted, encrypted } from "./swap-encrypted.ts";
import { SwapSidecar, type SwapWriter } from "./swap-sidecar.ts";
import { describeSwap } from "./swap-suite.ts";

const app = `shop${randomUUID().slice(0, 8)}`;
const secretKey = randomBytes(32);
const stored = (key: string) => `${app}||${key}`;

let fixture: ProcessFixture;
let sidecar: SidecarProcess;
let pillion: SwapSidecar;
let redis: Redis;

beforeAll(async () => {
  ensureBuilt();
  fixture = new ProcessFixture();
  const url = await sharedRedisUrl();
  const redisHost = new URL(url).host;
  const resources = join(fixture.folder, "resources");
  mkdirSync(resources);
  const stores = [
    component("statestore", "state.redis", { redisHost }),
    component("by-name", "state.redis", { redisHost, keyPrefix: "name" }),
    component("by-namespace", "state.redis", { redisHost, keyPrefix: "namespace" }),
    component("by-none", "state.redis", { redisHost, keyPrefix: "none" }),
    component("by-word", "state.redis", { redisHost, keyPrefix: `My${app}` }),
    component("short", "state.redis", { redisHost, keyPrefix: `short${app}`, ttlInSeconds: "300" }),
    component("vault", "secretstores.local.env"),
    component(
      "encrypted",
      "state.redis",
      {
        redisHost,
        keyPrefix: `encrypted${app}`,
        primaryEncryptionKey: { secretKeyRef: { name: "STATE_KEY" } },
      },
      "auth: {secretStore: vault}\n",
    ),
  ];
  writeFileSync(join(resources, "all.yaml"), stores.join("\n---\n"));
  sidecar = await fixture.start([`--app-id=${app}`, `--resources-path=${resources}`], {
    NAMESPACE: "prod",
    STATE_KEY: secretKey.toString("hex"),
  });
  pillion = new SwapSidecar(sidecar);
  redis = new Redis(url);
}, 60_000);
afterAll(async () => {
  redis?.disconnect();
  await fixture?.dispose();
});

/** The fields of daprd, and those additional fields that the driver's README does not list. */
async function fieldsOf(key: string): Promise<{ theirs: Record<string, string>; ours: string[] }> {
  const { data, version, "first-write": mark, ...rest } = await redis.hgetall(key);
  return {
    theirs: { ...(data !== undefined && { data }), ...(version && { version }), ...(mark && { mark }) },
    ours: Object.keys(rest).filter((name) => !["p:meta", "p:created"].includes(name)),
  };
}

describe("a record of daprd in Redis", () => {
  const plant = (key: string, data = '{"a":1}') => redis.hset(stored(key), { data, version: "1" });

  it("is read over gRPC, over HTTP and in bulk, with the version as etag", async () => {
    await plant("cart");
    expect(await pillion.read("cart")).toEqual({ data: '{"a":1}', etag: "1" });
    expect(await pillion.httpRead("cart")).toEqual({ status: 200, text: '{"a":1}', etag: "1" });
    expect(await pillion.bulk(["cart"])).toEqual({ cart: '{"a":1}' });
  });

  it("is updated with its etag once, and removed with the next etag", async () => {
    await plant("changed");
    expect(await pillion.save("changed", "new", "1")).toBe(true);
    expect(await pillion.save("changed", "newer", "1")).toBe(false);
    const { theirs, ours } = await fieldsOf(stored("changed"));
    expect(theirs).toEqual({ data: "new", version: expect.stringMatching(/^[1-9]\d*$/) });
    expect(ours).toEqual([]);
    expect(await pillion.remove("changed", "1")).toBe(false);
    expect(await pillion.remove("changed", theirs.version)).toBe(true);
    expect(await redis.exists(stored("changed"))).toBe(0);
  });

  it("is changed and removed by a transaction", async () => {
    await plant("tx-a");
    await plant("tx-b");
    await pillion.transact({ "tx-a": "one", "tx-b": undefined, "tx-c": "three" });
    expect((await daprGet(redis, stored("tx-a")))?.data).toBe("one");
    expect(await daprGet(redis, stored("tx-b"))).toBeUndefined();
    expect((await daprGet(redis, stored("tx-c")))?.data).toBe("three");
  });

  it("is listed by statestore.v1 with the records of Pillion and without the keys of other apps", async () => {
    await plant("list/theirs");
    await pillion.save("list/ours", "1");
    await redis.hset(`${app}x||list/not-ours`, { data: "1", version: "1" });
    expect(await pillion.list("list/")).toEqual(["list/ours", "list/theirs"]);
  });

  it("keeps its expiry in a save without a ttl, and loses it in a save that removes it", async () => {
    await plant("ttl");
    await redis.expire(stored("ttl"), 500);
    await pillion.write("ttl", "kept");
    expect(await redis.ttl(stored("ttl"))).toBeGreaterThan(400);
    await pillion.write("ttl", "longer", { metadata: { ttlInSeconds: "5000" } });
    expect(await redis.ttl(stored("ttl"))).toBeGreaterThan(4000);
    await pillion.write("ttl", "for ever", { metadata: { ttlInSeconds: "-1" } });
    expect(await redis.ttl(stored("ttl"))).toBe(-1);
  });

  it("is missing after it has expired, and can be created again", async () => {
    await plant("gone");
    await redis.pexpire(stored("gone"), 50);
    await expect.poll(() => pillion.read("gone"), { timeout: 10_000, interval: 20 }).toBeUndefined();
    expect(await pillion.list("gone")).toEqual([]);
    expect(await pillion.save("gone", "again")).toBe(true);
    expect(await redis.ttl(stored("gone"))).toBe(-1);
  });

  it("is read if it is a plain string of an old version, and becomes a hash when it is written", async () => {
    await redis.set(stored("legacy"), "old text");
    expect((await pillion.read("legacy"))?.data).toBe("old text");
    await pillion.write("legacy", "new");
    expect(await daprGet(redis, stored("legacy"))).toMatchObject({ data: "new" });
  });

  it("rejects writes without an etag if it has the first-write mark", async () => {
    await daprSave(redis, stored("marked"), "first", { isFirstWrite: true });
    await expect(pillion.write("marked", "blind")).rejects.toMatchObject({ code: 13 });
    const etag = (await pillion.read("marked"))?.etag;
    expect(await pillion.save("marked", "second", etag)).toBe(true);
    expect((await fieldsOf(stored("marked"))).theirs).toMatchObject({ data: "second", mark: "0" });
    await expect(daprSave(redis, stored("marked"), "blind")).rejects.toThrow("failed to set key");
  });
});

describe("a record of Pillion in Redis", () => {
  it("is a hash with data and version, byte for byte, without expiry", async () => {
    const value = Buffer.from(Array.from({ length: 256 }, (_, n) => n));
    await pillion.write("bytes", value);
    expect(await redis.hgetBuffer(stored("bytes"), "data")).toEqual(value);
    const { theirs, ours } = await fieldsOf(stored("bytes"));
    expect(Object.keys(theirs)).toEqual(["data", "version"]);
    expect(theirs.version).toMatch(/^[1-9]\d{0,15}$/);
    expect(ours).toEqual([]);
    expect(await redis.ttl(stored("bytes"))).toBe(-1);
  });

  it("is the text of the JSON, over HTTP", async () => {
    expect(
      await pillion.httpSave([{ key: "json", value: { a: 1 }, metadata: { ttlInSeconds: "100" } }]),
    ).toBe(204);
    expect(await daprGet(redis, stored("json"))).toMatchObject({ data: '{"a":1}' });
    expect(await redis.ttl(stored("json"))).toBeGreaterThan(90);
  });

  it("is updated by daprd with the etag that daprd reads", async () => {
    await pillion.write("handed", "ours");
    const read = await daprGet(redis, stored("handed"));
    expect(read).toEqual(await pillion.read("handed"));
    const version = await daprSave(redis, stored("handed"), "theirs", { etag: read?.etag ?? "" });
    expect(await pillion.read("handed")).toEqual({ data: "theirs", etag: version });
    await daprDelete(redis, stored("handed"), version);
    expect(await pillion.read("handed")).toBeUndefined();
  });

  it("has the time to live of its store if a save has none", async () => {
    await new SwapSidecar(sidecar, "short").write("k", "1");
    const ttl = await redis.ttl(`short${app}||k`);
    expect(ttl).toBeGreaterThan(250);
    expect(ttl).toBeLessThanOrEqual(300);
  });
});

describe("the stored key", () => {
  it.each([
    ["statestore", app],
    ["by-name", "by-name"],
    ["by-namespace", `prod.${app}`],
    ["by-word", `my${app}`],
    ["by-none", undefined],
  ])("is daprd's for %s", async (store, prefix) => {
    const key = `place-${app}`;
    const place = prefix === undefined ? key : `${prefix}||${key}`;
    await redis.hset(place, { data: "theirs", version: "7" });
    const there = new SwapSidecar(sidecar, store);
    expect(await there.read(key)).toEqual({ data: "theirs", etag: "7" });
    expect(await there.save(key, "ours", "7")).toBe(true);
    expect((await daprGet(redis, place))?.data).toBe("ours");
    await redis.del(place);
  });
});

describe("a value that daprd encrypted", () => {
  const place = (key: string) => `encrypted${app}||${key}`;

  it("is read, and daprd can decrypt what Pillion encrypts", async () => {
    const there = new SwapSidecar(sidecar, "encrypted");
    await redis.hset(place("secret"), { data: encrypted("golden", secretKey, "STATE_KEY"), version: "1" });
    expect(await there.read("secret")).toEqual({ data: "golden", etag: "1" });
    await there.write("secret", "mine");
    const { data = "" } = (await daprGet(redis, place("secret"))) ?? {};
    expect(decrypted(data, secretKey)).toEqual({ text: "mine", name: "STATE_KEY" });
    await there.transact({ "in-tx": "the value itself" });
    const { data: inTx = "" } = (await daprGet(redis, place("in-tx"))) ?? {};
    expect(decrypted(inTx, secretKey).text).toBe("the value itself");
  });
});

const mismatchOnly = (call: Promise<unknown>): Promise<boolean> =>
  call.then(
    () => true,
    (error: Error) => {
      if (/failed to (set key|delete)/.test(error.message)) return false;
      throw error;
    },
  );

const foreign: SwapWriter = {
  read: (key) => daprGet(redis, stored(key)),
  save: (key, value, etag) =>
    mismatchOnly(daprSave(redis, stored(key), value, etag === undefined ? {} : { etag })),
  remove: (key, etag) => mismatchOnly(daprDelete(redis, stored(key), etag)),
};

describeSwap({ ours: () => pillion, foreign: () => foreign, etagHoldsWhereMissing: true });
