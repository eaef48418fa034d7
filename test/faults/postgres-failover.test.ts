// Several hosts, and what happens when the primary changes: connections go to the
// server that `target_session_attrs` requires, acknowledged writes exist on the new
// primary, and a write that a read-only server rejected was not applied.
import { Client } from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { postgresDriver } from "../../src/drivers/postgres/postgres-driver.ts";
import {
  createCall,
  noExpiry,
  noPrecondition,
  type PutMutation,
  type RawOptions,
  type StateStore,
  StoreError,
  systemClock,
} from "../../src/index.ts";
import {
  type PostgresPair,
  type PostgresServer,
  startAsStandby,
  startPostgresPair,
} from "../servers/postgres-server.ts";
import { freePort, until } from "../servers/server-process.ts";
import { postgresHome } from "../servers/test-servers.ts";

let pair: PostgresPair;
// The two servers by what they are now.
let primary: PostgresServer;
let standby: PostgresServer;

beforeAll(async () => {
  pair = await startPostgresPair(postgresHome());
  ({ primary, standby } = pair);
  const store = await open({ url: primary.url });
  await store.ping(createCall());
  await store.close();
  await until(
    async () => (await query(standby, "SELECT to_regclass('state') AS found"))[0]?.found === "state",
    20_000,
  );
}, 90_000);

afterAll(() => pair.stop());

function open(raw: RawOptions): Promise<StateStore> {
  const context = { clock: systemClock, random: Math.random, log: () => undefined, storeName: "main" };
  return postgresDriver.open(postgresDriver.compile({ maxConns: 2, ...raw }), context);
}

async function query(server: PostgresServer, text: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: server.url });
  client.on("error", () => undefined);
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

const putOf = (key: string): PutMutation => ({
  type: "put",
  key,
  value: Buffer.from(key),
  contentType: "",
  kind: "persistent",
  expiry: noExpiry,
  precondition: noPrecondition,
  returnPrevious: false,
});

// One mutation uses a shared connection, two use one for transactions.
async function write(store: StateStore, ...keys: readonly string[]): Promise<StoreError | undefined> {
  try {
    const [result] = await store.commit([{ mutations: keys.map(putOf) }], createCall());
    return result instanceof StoreError ? result : undefined;
  } catch (thrown) {
    if (thrown instanceof StoreError) return thrown;
    throw thrown;
  }
}

async function exists(store: StateStore, key: string): Promise<boolean> {
  const [record] = await store.read([key], { consistency: "strong", view: "full" }, createCall());
  return record !== undefined && !(record instanceof StoreError);
}

const hostsOf = (...servers: readonly PostgresServer[]): string =>
  servers.map(({ host, port }) => `${host}:${port}`).join(",");

const urlOf = (target: string, ...servers: readonly PostgresServer[]): string =>
  `postgres://postgres@${hostsOf(...servers)}/postgres?target_session_attrs=${target}`;

// The port of the server that a store is connected to: only this store has that name.
async function serverOf(raw: RawOptions): Promise<string> {
  const name = `probe_${Math.random().toString(36).slice(2)}`;
  const store = await open({ ...raw, url: `${raw.url}&application_name=${name}` });
  try {
    await store.ping(createCall());
    const text = `SELECT 1 FROM pg_stat_activity WHERE application_name = '${name}'`;
    const found = await Promise.all([query(primary, text), query(standby, text)]);
    return found.map(({ length }, index) => (length > 0 ? ["primary", "standby"][index] : "")).join("");
  } finally {
    await store.close();
  }
}

// As in libpq: PostgreSQL documentation, 34.1.2 "target_session_attrs".
it.each([
  ["any", "primary", "standby"],
  ["read-write", "primary", "primary"],
  ["primary", "primary", "primary"],
  ["read-only", "standby", "standby"],
  ["standby", "standby", "standby"],
  ["prefer-standby", "standby", "standby"],
])(
  "%s connects to the %s if the primary is first, and to the %s if the standby is",
  async (target, first, second) => {
    expect(await serverOf({ url: urlOf(target, primary, standby) })).toBe(first);
    expect(await serverOf({ url: urlOf(target, standby, primary) })).toBe(second);
  },
);

it("a host that is down is passed over, whatever form the list has", async () => {
  const port = await freePort();
  const list = `127.0.0.1:${port},127.0.0.1:${primary.port}`;
  expect(await serverOf({ url: `postgres://postgres@${list}/postgres?sslmode=disable` })).toBe("primary");
  for (const raw of [
    {
      connectionString: `host=127.0.0.1,127.0.0.1 port=${port},${primary.port} user=postgres dbname=postgres`,
    },
    { host: "127.0.0.1,127.0.0.1", port: `${port},${primary.port}`, user: "postgres", database: "postgres" },
  ]) {
    const store = await open(raw);
    await store.ping(createCall());
    await store.close();
  }
});

it("without a server that suits, the error names each host with its reason, and nothing was applied", async () => {
  const port = await freePort();
  const down = { ...primary, port };
  const store = await open({ url: urlOf("read-write", standby, down) });
  try {
    const error = await write(store, "none");
    expect(error).toMatchObject({ code: "unavailable", outcome: "not-applied" });
    expect(error?.message).toBe(
      `store main: no host of Postgres can be used: 127.0.0.1:${standby.port}: it is a standby ` +
        `(target_session_attrs=read-write); 127.0.0.1:${port}: no server listens at the address of Postgres`,
    );
  } finally {
    await store.close();
  }
});

it("a switchover loses no acknowledged write, and writes go on at the new primary", async () => {
  const store = await open({ url: urlOf("read-write", primary, standby), maxConns: 4 });
  const acknowledged: string[] = [];
  const outcomes = new Set<string>();
  let isOver = false;
  const writer = async (name: string): Promise<void> => {
    for (let count = 0; !isOver; count++) {
      const keys = name.startsWith("t") ? [`${name}_${count}`, `${name}_${count}_2`] : [`${name}_${count}`];
      const error = await write(store, ...keys);
      if (error === undefined) acknowledged.push(...keys);
      else outcomes.add(`${error.code} ${error.outcome}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  const writers = ["a", "b", "t1", "t2"].map(writer);
  try {
    await until(() => acknowledged.length > 100, 20_000);
    // The old primary sends all of its log to the standby before it ends.
    await primary.process.stop();
    await query(standby, "SELECT pg_promote()");
    await startAsStandby(postgresHome(), primary, standby);
    [primary, standby] = [standby, primary];
    const before = acknowledged.length;
    await until(() => acknowledged.length > before + 100, 20_000);
    isOver = true;
    await Promise.all(writers);
    for (const outcome of outcomes) expect(outcome).toMatch(/^unavailable (not-applied|unknown)$/);
    const found = await Promise.all(acknowledged.map((key) => exists(store, key)));
    expect(acknowledged.filter((_, index) => !found[index])).toEqual([]);
    expect(await serverOf({ url: urlOf("read-write", standby, primary) })).toBe("primary");
  } finally {
    isOver = true;
    await store.close();
  }
}, 60_000);

it.each([["single"], ["transaction"]])(
  "a %s write on a server that became read-only is not applied, and the next one goes to the host that accepts writes",
  async (kind) => {
    if ((await query(standby, "SELECT pg_is_in_recovery() AS is"))[0]?.is === true)
      await query(standby, "SELECT pg_promote()");
    const [first, second] = [primary, standby];
    const keys = kind === "single" ? [`ro_${kind}`] : [`ro_${kind}`, `ro_${kind}_2`];
    const store = await open({ url: urlOf("read-write", first, second), maxConns: 4 });
    try {
      // All connections are open before the server changes.
      const warmUp = ["a", "b", "c", "d"].map((name) => write(store, `${name}_warm`, `${name}_warm_2`));
      const singles = [write(store, "e_warm"), write(store, "f_warm")];
      expect(await Promise.all([...warmUp, ...singles])).toEqual(Array(6).fill(undefined));
      await setReadOnly(first, "on");
      const error = await write(store, ...keys);
      expect(error).toMatchObject({ code: "unavailable", outcome: "not-applied" });
      expect(error?.message).toContain("Postgres is read-only");
      // No connection to the first server is used again, not even for reads.
      const found = await Promise.all([exists(store, "e_warm"), exists(store, "f_warm")]);
      expect(found).toEqual([false, false]);
      expect(await write(store, ...keys)).toBeUndefined();
      const text = `SELECT count(*)::int AS count FROM state WHERE key LIKE 'ro_${kind}%'`;
      expect(await query(first, text)).toEqual([{ count: 0 }]);
      expect(await query(second, text)).toEqual([{ count: keys.length }]);
    } finally {
      await setReadOnly(first, "off");
      await store.close();
    }
  },
);

async function setReadOnly(server: PostgresServer, value: "on" | "off"): Promise<void> {
  await query(server, `ALTER SYSTEM SET default_transaction_read_only = ${value}`);
  await query(server, "SELECT pg_reload_conf()");
  const isSet = async (): Promise<boolean> => {
    const [row] = await query(server, "SHOW default_transaction_read_only");
    return row?.default_transaction_read_only === value;
  };
  await until(isSet, 10_000);
}
