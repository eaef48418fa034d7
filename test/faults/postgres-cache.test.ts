// The cache over a real Postgres: writes of other processes, and the loss of
// the listening connection.
import { randomUUID } from "node:crypto";
import { Client } from "pg";
import { afterEach, beforeEach, expect, it } from "vitest";
import { postgresDriver } from "../../src/drivers/postgres/postgres-driver.ts";
import {
  cache,
  createCall,
  type InvalidationSource,
  isInvalidationSource,
  type StateStore,
  systemClock,
} from "../../src/index.ts";
import { probeCache } from "../conformance/cache-hits.ts";
import { until } from "../servers/server-process.ts";
import { sharedPostgresUrl } from "../servers/test-servers.ts";

const call = createCall();
let admin: Client;
let store: StateStore;
let prefix: string;
let hits: boolean[];
let losses: number;

beforeEach(async () => {
  const url = await sharedPostgresUrl();
  prefix = `n${randomUUID().replaceAll("-", "").slice(0, 12)}_`;
  admin = new Client({ connectionString: url });
  await admin.connect();
  const options = postgresDriver.compile({
    url,
    tablePrefix: prefix,
    metadataTableName: `${prefix}metadata`,
  });
  const context = { clock: systemClock, random: Math.random, log: () => {}, storeName: "cache" };
  const driver = await postgresDriver.open(options, context);
  if (!isInvalidationSource(driver)) throw new Error("a Postgres store should report changes");
  await driver.ping(call);
  losses = 0;
  const source: InvalidationSource = {
    invalidations: (keyPrefix, listener) =>
      driver.invalidations(keyPrefix, {
        changed: (key) => listener.changed(key),
        opened: () => listener.opened(),
        lost: () => {
          listener.lost();
          losses += 1;
        },
      }),
  };
  ({ store, hits } = probeCache(cache({ source, prefix: "shop||" }), driver));
});

afterEach(async () => {
  await store.close();
  await admin.query(`DROP TABLE ${prefix}state, ${prefix}state_pillion_idempotency, ${prefix}metadata`);
  await admin.query(`DROP FUNCTION ${prefix}state_pillion_notify`);
  await admin.end();
});

async function read(): Promise<string | undefined> {
  const [record] = await store.read(["shop||a"], { consistency: "eventual", view: "full" }, call);
  return record !== undefined && "value" in record ? Buffer.from(record.value).toString() : undefined;
}

const write = (text: string) =>
  admin.query(
    `INSERT INTO ${prefix}state (key, value) VALUES ('shop||a', $1) ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value`,
    [Buffer.from(text)],
  );

/** Reads until a result comes from the cache. */
async function readUntilHit(): Promise<string | undefined> {
  let last: string | undefined;
  await until(async () => {
    last = await read();
    return hits.at(-1) === true;
  }, 10_000);
  return last;
}

/** Interrupts the feed with `act`, and waits until the cache was notified. */
async function loseFeed(act: () => Promise<unknown>): Promise<void> {
  const before = losses;
  await act();
  await until(async () => losses > before, 10_000);
}

/** Reads until a result comes from the cache, and fails if any result before that is the old one. */
async function readWithout(old: string): Promise<string | undefined> {
  let last: string | undefined;
  const start = hits.length;
  await until(async () => {
    last = await read();
    expect(last).not.toBe(old);
    return hits.length > start && hits.at(-1) === true;
  }, 10_000);
  return last;
}

it("a write of daprd invalidates the copy", async () => {
  await write("1");
  expect(await readUntilHit()).toBe("1");
  await write("2");
  await until(async () => (await read()) === "2", 10_000);
  expect(await readUntilHit()).toBe("2");
});

it("TRUNCATE invalidates every copy", async () => {
  await write("1");
  await readUntilHit();
  await admin.query(`TRUNCATE ${prefix}state`);
  await until(async () => (await read()) === undefined, 10_000);
});

it("when the listening connection is lost, no old value is returned, and copies are kept again later", async () => {
  await write("1");
  await readUntilHit();
  const kill =
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'pillion' AND query LIKE 'LISTEN%'";
  await loseFeed(() => admin.query(kill));
  await write("2");
  expect(await readWithout("1")).toBe("2");
});
