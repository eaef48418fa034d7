// A store behind PgBouncer without an option for it: nothing is left in sessions
// that other clients use, and what needs a session is not used wrongly. Needs
// `pgbouncer` on PATH.
import { randomUUID } from "node:crypto";
import { Client } from "pg";
import { afterEach, beforeAll, describe, expect, inject, it } from "vitest";
import { postgresDriver } from "../../src/drivers/postgres/postgres-driver.ts";
import {
  createCall,
  type DriverEvent,
  isInvalidationSource,
  type Mutation,
  noExpiry,
  noPrecondition,
  type RawOptions,
  type StateStore,
  StoreError,
  systemClock,
} from "../../src/index.ts";
import { type PgBouncer, type PgBouncerOptions, startPgBouncer } from "../servers/pgbouncer-server.ts";
import { sharedPostgresUrl } from "../servers/test-servers.ts";

const call = createCall();
let postgresUrl: string;
const cleanup: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  postgresUrl = await sharedPostgresUrl();
});

afterEach(async () => {
  for (const end of cleanup.splice(0).reverse()) await end();
});

async function startBouncer(options: PgBouncerOptions): Promise<PgBouncer> {
  const bouncer = await startPgBouncer(inject("testServers").run, postgresUrl, options);
  cleanup.push(() => bouncer.stop());
  return bouncer;
}

async function connect(url: string): Promise<Client> {
  const client = new Client({ connectionString: url });
  await client.connect();
  cleanup.push(() => client.end());
  return client;
}

interface Opened {
  readonly store: StateStore;
  readonly log: readonly DriverEvent[];
}

async function open(url: string, more: RawOptions = {}): Promise<Opened> {
  const name = `b${randomUUID().replaceAll("-", "").slice(0, 12)}`;
  const names = { tablePrefix: `${name}_`, metadataTableName: `${name}_metadata` };
  const log: DriverEvent[] = [];
  const context = {
    clock: systemClock,
    random: Math.random,
    log: (event: DriverEvent) => log.push(event),
    storeName: "s",
  };
  const store = await postgresDriver.open(postgresDriver.compile({ url, ...names, ...more }), context);
  cleanup.push(() => store.close());
  return { store, log };
}

const putOf = (key: string): Mutation => ({
  type: "put",
  key,
  value: Buffer.from(key),
  contentType: "",
  kind: "persistent",
  expiry: noExpiry,
  precondition: noPrecondition,
  returnPrevious: false,
});

const addOf = (key: string): Mutation => ({
  type: "add",
  key,
  delta: 1n,
  initial: 0n,
  expiry: noExpiry,
  precondition: noPrecondition,
});

async function commit(store: StateStore, ...mutations: readonly Mutation[]): Promise<StoreError | undefined> {
  const [result] = await store.commit([{ mutations }], call);
  return result instanceof StoreError ? result : undefined;
}

/** Calls of every path: single statements and transactions, one at a time and at once. */
async function use(store: StateStore): Promise<readonly StoreError[]> {
  const numbers = Array.from({ length: 40 }, (_, index) => index);
  const outcomes = await Promise.all(
    numbers.map((number) =>
      number % 2 === 0
        ? commit(store, addOf("n"))
        : commit(store, addOf("n"), addOf("m"), putOf(`k${number}`)),
    ),
  );
  for (const number of numbers.slice(0, 5)) outcomes.push(await commit(store, putOf(`s${number}`)));
  await store.scan({ prefix: "k", cursor: undefined, limit: 10, view: "full" }, call);
  return outcomes.filter((outcome) => outcome !== undefined);
}

async function counter(store: StateStore): Promise<string> {
  const [record] = await store.read(["n"], { consistency: "strong", view: "full" }, call);
  return record !== undefined && "value" in record ? Buffer.from(record.value).toString() : String(record);
}

// What a session that was handed on must not have.
const leftovers =
  "SELECT current_setting('enable_seqscan') AS scans, current_setting('statement_timeout') AS timeout, " +
  "current_setting('default_transaction_isolation') AS isolation, (SELECT count(*)::int FROM pg_prepared_statements) AS prepared, " +
  "(SELECT count(*)::int FROM pg_listening_channels()) AS channels";
const untouched = { scans: "on", timeout: "0", isolation: "read committed", prepared: 0, channels: 0 };

describe.each(["transaction", "session"] as const)("in %s mode, without options", (mode) => {
  it("every kind of call succeeds", async () => {
    const { url } = await startBouncer({ mode, poolSize: 8 });
    const { store } = await open(url);
    expect(await use(store)).toEqual([]);
    expect(await counter(store)).toBe("40");
  });

  it("the near cache does not listen, and the log says why", async () => {
    const { url } = await startBouncer({ mode });
    const { store, log } = await open(url);
    if (!isInvalidationSource(store)) throw new TypeError("no invalidations");
    let opened = 0;
    const listener = { opened: () => opened++, changed: () => undefined, lost: () => undefined };
    const stop = store.invalidations("a", listener);
    await expect
      .poll(() => log.map(({ cause }) => cause), { timeout: 10_000 })
      .toContainEqual(
        expect.objectContaining({ code: "unsupported", message: expect.stringContaining("pgbouncer=false") }),
      );
    expect(opened).toBe(0);
    await stop();
  });
});

it("in transaction mode nothing stays in a session that other clients get next", async () => {
  const { url } = await startBouncer({ mode: "transaction", poolSize: 1 });
  const { store, log } = await open(url);
  expect(await use(store)).toEqual([]);
  const other = await connect(url);
  expect((await other.query(leftovers)).rows).toEqual([untouched]);
  expect(log.filter(({ message }) => message.includes("a pooler is between"))).toHaveLength(1);
});

it("in transaction mode the isolation of a role does not make concurrent writes of one key fail", async () => {
  const admin = await connect(postgresUrl);
  const role = `r${randomUUID().replaceAll("-", "").slice(0, 12)}`;
  await admin.query(`CREATE ROLE ${role} LOGIN SUPERUSER`);
  await admin.query(`ALTER ROLE ${role} SET default_transaction_isolation = 'serializable'`);
  cleanup.push(() => admin.query(`DROP OWNED BY ${role} CASCADE; DROP ROLE ${role}`));
  const login = new URL(postgresUrl);
  login.username = role;
  const bouncer = await startPgBouncer(inject("testServers").run, login.href, { mode: "transaction" });
  cleanup.push(() => bouncer.stop());
  const { store } = await open(bouncer.url);
  expect(await use(store)).toEqual([]);
  expect(await counter(store)).toBe("40");
});

it("in transaction mode a transaction has timeouts, and one that waits for a row fails alone", async () => {
  const { url } = await startBouncer({ mode: "transaction" });
  const { store } = await open(url, { timeout: "2s", tablePrefix: "bouncer_lock_" });
  expect(await commit(store, putOf("a"))).toBeUndefined();
  const admin = await connect(postgresUrl);
  cleanup.push(() =>
    admin.query("ROLLBACK; DROP TABLE bouncer_lock_state, bouncer_lock_state_pillion_idempotency"),
  );
  await admin.query("BEGIN; SELECT FROM bouncer_lock_state WHERE key = 'a' FOR UPDATE");
  const error = await commit(store, putOf("a"), putOf("b"));
  expect(error).toMatchObject({ code: "unavailable", outcome: "not-applied" });
  expect(error?.message).toContain("a lock could not be acquired in time");
});

it("with pgbouncer=false in session mode sessions are used: timeouts, prepared statements, notifications", async () => {
  const { url } = await startBouncer({ mode: "session" });
  const { store } = await open(url, { pgbouncer: "false" });
  if (!isInvalidationSource(store)) throw new TypeError("no invalidations");
  const changed: string[] = [];
  let opened = 0;
  const stop = store.invalidations("", {
    opened: () => opened++,
    changed: (key) => changed.push(key),
    lost: () => undefined,
  });
  await expect.poll(() => opened, { timeout: 10_000 }).toBe(1);
  expect(await use(store)).toEqual([]);
  await expect.poll(() => changed).toContain("s1");
  await stop();
});

it("with pgbouncer=false in transaction mode the store finds out, and its calls succeed", async () => {
  const { url } = await startBouncer({ mode: "transaction", poolSize: 4 });
  const { store, log } = await open(url, { pgbouncer: "false" });
  const others = await Promise.all([1, 2, 3].map(() => open(url, { pgbouncer: "false" })));
  const stores = [store, ...others.map((other) => other.store)];
  for (let round = 0; round < 5; round++) {
    const errors = (await Promise.all(stores.map(use))).flat();
    for (const error of errors) expect(error).toMatchObject({ code: "unavailable", outcome: "not-applied" });
  }
  expect((await Promise.all(stores.map(use))).flat()).toEqual([]);
  const logs = [log, ...others.map((other) => other.log)].flat();
  expect(logs.map(({ message }) => message)).toContainEqual(expect.stringContaining("a pooler is between"));
});

it("a start-up parameter of the user's that PgBouncer rejects is named in the error", async () => {
  const { url } = await startBouncer({ mode: "transaction" });
  const { store } = await open(`${url}?options=-c%20work_mem%3D1MB`);
  await expect(commit(store, putOf("a"))).rejects.toMatchObject({
    code: "unavailable",
    message: expect.stringContaining("start-up parameter"),
  });
});
