// A process with Dapr's component files: it starts as daprd would, stores records
// that daprd's clients can read, and rejects what it cannot do before a port is bound.
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { status } from "@grpc/grpc-js";
import { StateStoreMethods } from "@pillion/proto";
import { Redis } from "ioredis";
import { Client } from "pg";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { component } from "../../sidecar/config/dapr-files/resource-fixture.ts";
import { loadDriver, systemClock } from "../../src/index.ts";
import { sharedPostgresUrl, sharedRedisUrl } from "../servers/test-servers.ts";
import { ensureBuilt, ProcessFixture, type SidecarProcess } from "./sidecar-process.ts";

beforeAll(ensureBuilt, 120_000);

let fixture: ProcessFixture;
beforeEach(() => {
  fixture = new ProcessFixture();
});
afterEach(() => fixture.dispose());

const key = randomBytes(32).toString("hex");
const secrets = component("env", "secretstores.local.env");
const auth = "auth: {secretStore: env}";
const encrypted = { primaryEncryptionKey: { secretKeyRef: { name: "CART_KEY" } } };

function flags(...documents: readonly string[]): string[] {
  const folder = join(fixture.folder, "resources");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "all.yaml"), documents.join("\n---\n"));
  return [`--resources-path=${folder}`, "--app-id=shop"];
}

// Dapr's format, encrypted and decrypted with node:crypto directly.
function encrypt(value: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", Buffer.from(key, "hex"), nonce);
  const body = Buffer.concat([nonce, cipher.update(value), cipher.final(), cipher.getAuthTag()]);
  return `${body.toString("base64")}||CART_KEY`;
}

function decrypt(stored: Uint8Array | null): string {
  const [text = "", name] = Buffer.from(stored ?? [])
    .toString()
    .split("||");
  const body = Buffer.from(text, "base64");
  const decipher = createDecipheriv("aes-256-gcm", Buffer.from(key, "hex"), body.subarray(0, 12));
  decipher.setAuthTag(body.subarray(-16));
  return `${Buffer.concat([decipher.update(body.subarray(12, -16)), decipher.final()])} with ${name}`;
}

async function setIn(sidecar: SidecarProcess, store: string, name: string, text: string) {
  await sidecar.call(StateStoreMethods.set, { store, key: name, value: Buffer.from(text) });
}

async function getFrom(sidecar: SidecarProcess, store: string, name: string) {
  const { record } = await sidecar.call(StateStoreMethods.get, { store, key: name });
  return Buffer.from(record?.value ?? []).toString();
}

describe("stores", () => {
  test("of several components are served, and another process can decrypt their values", async () => {
    const path = join(fixture.folder, "cart");
    const files = flags(
      secrets,
      component("cart", "state.pillion", { path, keyPrefix: "none", ...encrypted }, auth),
      component("cache", "state.in-memory"),
    );
    const sidecar = await fixture.start(files, { CART_KEY: key });
    await setIn(sidecar, "cart", "k", "kept");
    await setIn(sidecar, "cache", "k", "other");
    expect(await getFrom(sidecar, "cart", "k")).toBe("kept");
    expect((await sidecar.end()).code).toBe(0);
    const driver = await loadDriver("embedded");
    const context = { clock: systemClock, random: Math.random, log: () => undefined, storeName: "cart" };
    const store = await driver.open(driver.compile({ path }), context);
    const call = {
      clock: systemClock,
      deadline: Number.POSITIVE_INFINITY,
      cancelled: false,
      signal: undefined,
      app: "",
    };
    const page = await store.scan({ prefix: "", cursor: undefined, limit: 10, view: "full" }, call as never);
    await store.close();
    expect(page.records.map((record) => [record.key, decrypt(record.value)])).toEqual([
      ["k", "kept with CART_KEY"],
    ]);
    const again = await fixture.start(files, { CART_KEY: key });
    expect([await getFrom(again, "cart", "k"), await getFrom(again, "cache", "k")]).toEqual(["kept", ""]);
  });

  test("on Redis use Dapr's hash under Dapr's key", async () => {
    const { hostname, port } = new URL(await sharedRedisUrl());
    const prefix = `components-${randomBytes(4).toString("hex")}`;
    const metadata = {
      redisHost: { envRef: "REDIS" },
      REDISPASSWORD: { secretKeyRef: { name: "EMPTY" } },
      keyPrefix: prefix.toUpperCase(),
    };
    const sidecar = await fixture.start(
      flags(secrets, component("cart", "state.redis", { ...metadata, ...encrypted }, auth)),
      {
        REDIS: `${hostname}:${port}`,
        EMPTY: "",
        CART_KEY: key,
      },
    );
    const client = new Redis(await sharedRedisUrl());
    try {
      await sidecar.set("ours", "1");
      expect(decrypt(await client.hgetBuffer(`${prefix}||ours`, "data"))).toBe("1 with CART_KEY");
      await client.hset(`${prefix}||theirs`, "data", encrypt("2"), "version", "1");
      expect(await sidecar.get("theirs")).toBe("2");
      await client.hset(`${prefix}||plain`, "data", "canary", "version", "1");
      const failure = await sidecar.get("plain").catch((error: unknown) => error);
      expect(failure).toMatchObject({
        code: status.DATA_LOSS,
        details: expect.stringContaining("is not encrypted"),
      });
      expect(String(failure)).not.toContain("canary");
    } finally {
      await client.del(`${prefix}||ours`, `${prefix}||theirs`, `${prefix}||plain`);
      client.disconnect();
    }
  });

  test("on Postgres have the layout of the component's version", async () => {
    const url = await sharedPostgresUrl();
    const name = `components_${randomBytes(4).toString("hex")}_`;
    const metadata = {
      connectionString: { secretKeyRef: { name: "PG" } },
      metadataTableName: `${name}metadata`,
    };
    const files = flags(
      secrets,
      component("one", "state.postgresql", { ...metadata, tableName: `${name}one` }, auth),
      component("two", "state.postgresql/v2", { ...metadata, tablePrefix: name }, auth),
    );
    const sidecar = await fixture.start(files, { PG: url });
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      for (const store of ["one", "two"]) await setIn(sidecar, store, "ours", "x");
      const one = await client.query(`SELECT key, value, isbinary FROM ${name}one`);
      expect(one.rows).toEqual([{ key: "shop||ours", value: "eA==", isbinary: true }]);
      const two = await client.query(`SELECT key, value FROM ${name}state`);
      expect(two.rows).toEqual([{ key: "shop||ours", value: Buffer.from("x") }]);
      await client.query(`INSERT INTO ${name}state (key, value) VALUES ('shop||theirs', 'y')`);
      expect(await getFrom(sidecar, "two", "theirs")).toBe("y");
    } finally {
      await client.query(`DROP TABLE IF EXISTS ${name}one, ${name}state, ${name}metadata CASCADE`);
      await client.end();
    }
  });

  test("in Pillion's own file can have a cache, if the driver reports changes", async () => {
    const name = `components_${randomBytes(4).toString("hex")}_`;
    const file = join(fixture.folder, "p.yaml");
    const options = `{url: "${await sharedPostgresUrl()}", tablePrefix: ${name}, metadataTableName: ${name}metadata}`;
    writeFileSync(
      file,
      `stores:\n  cart:\n    driver: postgres\n    options: ${options}\n    cache: {ttl: 1h}\n`,
    );
    const sidecar = await fixture.start(["--config-file", file]);
    const client = new Client({ connectionString: await sharedPostgresUrl() });
    await client.connect();
    try {
      await sidecar.set("k", "1");
      expect(await sidecar.get("k")).toBe("1");
      // Another client's change is reported, and the cached copy, valid for an hour, is dropped.
      await client.query(
        `UPDATE ${name}state SET value = '2', etag = gen_random_uuid() WHERE key = 'app||k'`,
      );
      await expect.poll(() => sidecar.get("k"), { timeout: 10_000 }).toBe("2");
    } finally {
      await client.query(`DROP TABLE IF EXISTS ${name}state, ${name}metadata CASCADE`);
      await client.end();
    }
  });
});

describe("an invalid configuration", () => {
  test("is reported completely, with file and line, before a port is bound", async () => {
    const files = flags(
      component("a", "state.redis", { redisPasword: "h", outboxPublishPubsub: "p", outboxPublishTopic: "t" }),
      component("b", "state.in-memory", { keyPrefix: "x||y" }),
    );
    for (const command of ["serve", "check"]) {
      const sidecar = fixture.spawn([command, ...files]);
      expect((await sidecar.exit).code).toBe(2);
      expect(sidecar.stderr).toContain("the configuration has 5 violations:");
      for (const place of ["all.yaml:9:7", "all.yaml:10:7", "all.yaml:11:7", "all.yaml:22:7"]) {
        expect(sidecar.stderr).toContain(place);
      }
    }
  });

  test("a cache on a store that does not report changes prevents the start, with a message", async () => {
    const file = join(fixture.folder, "p.yaml");
    writeFileSync(file, "stores: {a: {driver: memory, cache: {}}}\n");
    for (const command of ["serve", "check"]) {
      const sidecar = fixture.spawn([command, "--config-file", file]);
      expect((await sidecar.exit).code).toBe(2);
      expect(sidecar.stderr).toContain(
        'store "a": cache: a store of the driver "memory" does not report changes',
      );
    }
  });

  test("a store that cannot be opened prevents the start, unless its errors are ignored", async () => {
    const path = join(fixture.folder, "file");
    writeFileSync(path, "");
    const bad = component("bad", "state.pillion", { path });
    const good = component("good", "state.in-memory");
    expect((await fixture.spawn(flags(bad, good)).exit).code).toBe(1);
    const ignored = bad.replace("spec:", "spec:\n  ignoreErrors: true");
    const sidecar = await fixture.start(flags(ignored, good));
    expect(sidecar.log()).toContainEqual(
      expect.objectContaining({
        message: "the store is skipped, because its ignoreErrors is set",
        store: "bad",
      }),
    );
    await sidecar.set("k", "1");
    expect(await sidecar.get("k")).toBe("1");
  });
});

test("no output of the process contains a secret, at any log level", async () => {
  const { hostname, port } = new URL(await sharedRedisUrl());
  const metadata = {
    redisHost: `${hostname}:${port}`,
    redisUsername: { envRef: "USERNAME" },
    redisPassword: { secretKeyRef: { name: "PASSWORD" } },
    ...encrypted,
  };
  const sidecar = fixture.spawn(
    [
      ...flags(secrets, component("cart", "state.redis", metadata, auth)),
      "--log-level=debug",
      "--enable-api-logging",
    ],
    { USERNAME: "canary-user", PASSWORD: "canary-password", CART_KEY: key, DAPR_API_TOKEN: "canary-token" },
  );
  await sidecar.running();
  const token = { "dapr-api-token": "canary-token" };
  const request = { key: "k", value: Buffer.from("canary-value") };
  // This user does not exist on the server.
  await sidecar.call(StateStoreMethods.set, request, token).catch(() => undefined);
  const metrics = await sidecar.http("/metrics");
  const ready = await sidecar.http("/readyz");
  await sidecar.end();
  const output = sidecar.stdout + sidecar.stderr + metrics.text + ready.text;
  expect(output).not.toMatch(/canary/);
  expect(output).not.toContain(key);
});
