// Faults of Postgres: the effect of each on a call, and what it proves about a
// write. Every call ends, nothing crashes, and calls succeed again once the server
// works.
import { Client } from "pg";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { postgresDriver } from "../../src/drivers/postgres/postgres-driver.ts";
import { PostgresStore } from "../../src/drivers/postgres/postgres-store.ts";
import {
  asStoreError,
  createCall,
  noExpiry,
  noPrecondition,
  type PutMutation,
  type RawOptions,
  type StateStore,
  StoreError,
  systemClock,
} from "../../src/index.ts";
import { type PostgresServer, startPostgres } from "../servers/postgres-server.ts";
import { until } from "../servers/server-process.ts";
import { startSilentServer } from "../servers/silent-server.ts";
import { openTcpProxy } from "../servers/tcp-proxy.ts";
import { postgresHome } from "../servers/test-servers.ts";

const secret = "s3cret-of-the-test";
const call = createCall();

let server: PostgresServer;
let admin: Client;
let closing: (() => Promise<unknown>)[] = [];
let tables = 0;

beforeAll(async () => {
  server = await startPostgres(postgresHome(), { password: secret, settings: { max_connections: "25" } });
  admin = await connectAdmin();
});

afterEach(async () => {
  await Promise.all(closing.map((close) => close()));
  closing = [];
});

afterAll(async () => {
  await admin.end();
  await server.process.stop();
});

async function connectAdmin(): Promise<Client> {
  const client = new Client({ connectionString: server.url });
  client.on("error", () => undefined);
  await client.connect();
  return client;
}

interface Opened {
  readonly store: StateStore;
  readonly table: string;
  readonly warnings: readonly string[];
}

async function open(raw: RawOptions = {}): Promise<Opened> {
  tables += 1;
  const warnings: string[] = [];
  const options = postgresDriver.compile({
    url: server.url,
    tablePrefix: `f${tables}_`,
    timeout: 2,
    maxConns: 2,
    ...raw,
  });
  const store = await postgresDriver.open(options, {
    clock: systemClock,
    random: Math.random,
    log: ({ message }) => warnings.push(message),
    storeName: "main",
  });
  closing.push(() => store.close());
  return { store, table: `f${tables}_state`, warnings };
}

function put(key: string, text: string): PutMutation {
  return {
    type: "put",
    key,
    value: Buffer.from(text),
    contentType: "",
    kind: "persistent",
    expiry: noExpiry,
    precondition: noPrecondition,
    returnPrevious: false,
  };
}

async function write(store: StateStore, key: string, text: string): Promise<StoreError | undefined> {
  try {
    const [result] = await store.commit([{ mutations: [put(key, text)] }], call);
    return result instanceof StoreError ? result : undefined;
  } catch (thrown) {
    return asStoreError(thrown);
  }
}

async function read(store: StateStore, key: string): Promise<string | undefined> {
  const [record] = await store.read([key], { consistency: "strong", view: "full" }, call);
  if (record instanceof StoreError) throw record;
  return record === undefined ? undefined : Buffer.from(record.value).toString();
}

async function pingError(store: StateStore): Promise<StoreError> {
  return store.ping(call).then(
    () => new StoreError("internal", "the ping succeeded"),
    (thrown: unknown) => asStoreError(thrown),
  );
}

it("a server that is down at the start is not an error: calls fail at once and succeed once it is up", async () => {
  await admin.end();
  await server.process.stop();
  const { store, warnings } = await open();
  await until(() => warnings.length > 0, 10_000);
  const error = await write(store, "a", "1");
  expect(error).toMatchObject({ code: "unavailable", outcome: "not-applied" });
  await server.process.start();
  admin = await connectAdmin();
  await until(async () => (await write(store, "a", "1")) === undefined, 10_000);
  expect(await read(store, "a")).toBe("1");
});

it("a restart under load loses no acknowledged write, and every call ends", async () => {
  const { store } = await open({ maxConns: 4 });
  const acknowledged = new Map<string, string>();
  let stop = false;
  const writer = async (name: string): Promise<void> => {
    for (let round = 0; !stop; round++) {
      const key = `${name}-${round}`;
      if ((await write(store, key, key)) === undefined) acknowledged.set(key, key);
      // A failure is immediate: without an event-loop turn nothing could reconnect.
      else await new Promise(setImmediate);
    }
  };
  const writers = Array.from({ length: 8 }, (_, index) => writer(`w${index}`));
  await until(() => acknowledged.size > 50, 10_000);
  await server.process.kill();
  await server.process.start();
  const before = acknowledged.size;
  await until(() => acknowledged.size > before + 50, 10_000);
  stop = true;
  await Promise.all(writers);
  for (const [key, text] of acknowledged) expect(await read(store, key)).toBe(text);
  admin = await connectAdmin();
});

it("a statement that waits too long for a lock is cancelled by the server: not applied", async () => {
  const { store, table } = await open();
  await write(store, "a", "1");
  await admin.query(`BEGIN; LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`);
  const error = await write(store, "a", "2");
  await admin.query("ROLLBACK");
  expect(error).toMatchObject({ code: "unavailable", outcome: "not-applied" });
  expect(await read(store, "a")).toBe("1");
});

it("a row that another session locks does not fail the writes of other rows", async () => {
  const { store, table } = await open();
  await write(store, "a", "1");
  await admin.query(`BEGIN; SELECT FROM ${table} WHERE key = 'a' FOR UPDATE`);
  const transactions = ["a", "b", "c"].map((key) => ({ mutations: [put(key, "2")] }));
  const results = await store.commit(transactions, call);
  await admin.query("ROLLBACK");
  expect(results[0]).toMatchObject({ code: "unavailable", outcome: "not-applied" });
  expect(await read(store, "b")).toBe("2");
  expect(await read(store, "c")).toBe("2");
});

it("a put that a trigger discards is never acknowledged, alone or in a transaction", async () => {
  const { store, table } = await open();
  await admin.query(
    "CREATE OR REPLACE FUNCTION discard() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
  );
  await write(store, "existing", "1");
  await admin.query(
    `CREATE TRIGGER discard BEFORE INSERT OR UPDATE ON ${table} FOR EACH ROW EXECUTE FUNCTION discard()`,
  );
  expect(await write(store, "a", "1")).toMatchObject({ code: "internal", mutationIndex: 0 });
  const [result] = await store.commit([{ mutations: [put("existing", "2"), put("b", "2")] }], call);
  expect(result).toBeInstanceOf(StoreError);
  expect(await read(store, "existing")).toBe("1");
});

it("a close while connections are being made closes them, and a second close waits for the first", async () => {
  const { store } = await open({ maxConns: 4 });
  await admin.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'pillion'",
  );
  const reading = Promise.allSettled([read(store, "a"), read(store, "b")]);
  await Promise.all([store.close(), store.close()]);
  await reading;
  await until(async () => {
    const { rows } = await admin.query("SELECT FROM pg_stat_activity WHERE application_name = 'pillion'");
    return rows.length === 0;
  }, 10_000);
});

it("a close does not wait for hosts that do not reply", async () => {
  const silent = await startSilentServer();
  try {
    const url = `postgres://user@127.0.0.1:${silent.port},localhost:${silent.port}/db?connect_timeout=20`;
    const { store } = await open({ url, timeout: 30 });
    const start = performance.now();
    await store.close();
    expect(performance.now() - start).toBeLessThan(5_000);
  } finally {
    silent.stop();
  }
});

it("a lost reply makes the write unknown, and it is applied once", async () => {
  const proxy = await openTcpProxy(server.port);
  closing.push(() => proxy.close());
  const { store } = await open({
    host: "127.0.0.1",
    port: proxy.port,
    url: server.url.replace(`:${server.port}`, `:${proxy.port}`),
  });
  await write(store, "n", "0");
  proxy.replies("swallow");
  const swallowed = proxy.swallowed();
  const pending = store.commit(
    [
      {
        mutations: [
          {
            type: "add",
            key: "c",
            delta: 1n,
            initial: 0n,
            expiry: { type: "keep" },
            precondition: noPrecondition,
          },
        ],
      },
    ],
    call,
  );
  await swallowed;
  proxy.cut();
  const [error] = await pending;
  expect(error).toMatchObject({ code: "unavailable", outcome: "unknown" });
  proxy.replies("pass");
  await until(async () => (await write(store, "n", "1")) === undefined, 10_000);
  expect(await read(store, "c")).toBe("1");
});

it("a connection that the server ends while it is idle is replaced", async () => {
  const { store } = await open();
  await write(store, "a", "1");
  await admin.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'pillion'",
  );
  await until(async () => (await write(store, "a", "2")) === undefined, 10_000);
  expect(await read(store, "a")).toBe("2");
});

it("a read-only server rejects writes, serves reads, and accepts writes again later", async () => {
  const { store } = await open();
  await write(store, "a", "1");
  await admin.query("ALTER SYSTEM SET default_transaction_read_only = on");
  await admin.query("SELECT pg_reload_conf()");
  await until(async () => (await write(store, "a", "2")) !== undefined, 10_000);
  expect(await write(store, "a", "3")).toMatchObject({ code: "unavailable", outcome: "not-applied" });
  const kept = await read(store, "a");
  await admin.query("SET default_transaction_read_only = off");
  await admin.query("ALTER SYSTEM RESET default_transaction_read_only");
  await admin.query("SELECT pg_reload_conf()");
  await until(async () => (await write(store, "a", "4")) === undefined, 10_000);
  expect(["1", "2"]).toContain(kept);
});

it("connections that are replaced while the server is read-only are closed", async () => {
  const { store } = await open();
  await write(store, "a", "1");
  await admin.query("ALTER SYSTEM SET default_transaction_read_only = on");
  await admin.query("SELECT pg_reload_conf()");
  await until(async () => (await write(store, "a", "2")) !== undefined, 10_000);
  const codes = new Set<string | undefined>();
  const writer = async (name: string): Promise<void> => {
    for (let round = 0; round < 40; round++) {
      codes.add((await write(store, `${name}-${round}`, "1"))?.code);
      await new Promise(setImmediate);
    }
  };
  await Promise.all(Array.from({ length: 8 }, (_, index) => writer(`w${index}`)));
  await admin.query("SET default_transaction_read_only = off");
  await admin.query("ALTER SYSTEM RESET default_transaction_read_only");
  await admin.query("SELECT pg_reload_conf()");
  expect([...codes]).toEqual(["unavailable"]);
  await until(async () => {
    const { rows } = await admin.query("SELECT FROM pg_stat_activity WHERE application_name = 'pillion'");
    return rows.length <= 2;
  }, 10_000);
});

it("a server without a free connection is reported as overloaded, and nothing is applied", async () => {
  const occupants: Client[] = [];
  for (;;) {
    const client = new Client({ connectionString: server.url });
    client.on("error", () => undefined);
    try {
      await client.connect();
    } catch {
      break;
    }
    occupants.push(client);
  }
  const { store } = await open();
  const error = await write(store, "a", "1");
  await Promise.all(occupants.map((client) => client.end()));
  expect(error).toMatchObject({ code: "overloaded", outcome: "not-applied" });
  await until(async () => (await write(store, "a", "1")) === undefined, 10_000);
});

it("a wrong password, a host that does not resolve and a missing database are named in the error, without secrets", async () => {
  const cases: readonly (readonly [RawOptions, RegExp])[] = [
    [{ url: server.url.replace(secret, "wrong-canary") }, /rejected the password/],
    [
      { host: "no-such-host.invalid", url: server.url.replace("127.0.0.1", "no-such-host.invalid") },
      /does not resolve/,
    ],
    [{ url: server.url.replace(/\/postgres$/, "/absent") }, /database does not exist/],
  ];
  for (const [raw, message] of cases) {
    const { store } = await open(raw);
    const error = await pingError(store);
    expect(error).toMatchObject({ code: "unavailable", outcome: "not-applied" });
    expect(error.message).toMatch(/^store main: /);
    expect(error.message).toMatch(message);
    expect(error.message).not.toMatch(/canary|s3cret/);
  }
});

it("a database that is not UTF-8 is rejected at the start", async () => {
  await admin.query("CREATE DATABASE latin ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0");
  const url = server.url.replace(/\/postgres$/, "/latin");
  // With a slow server the first call finds out.
  const error = await open({ url }).then(({ store }) => pingError(store), asStoreError);
  expect(["invalid", "unsupported"]).toContain(error.code);
  expect(error.message).toContain("UTF8");
});

it("eight writers of the same two keys in opposite orders all succeed", async () => {
  const { store } = await open({ maxConns: 8 });
  const writer = async (name: number): Promise<void> => {
    for (let round = 0; round < 15; round++) {
      const keys = name % 2 === 0 ? ["x", "y"] : ["y", "x"];
      const [result] = await store.commit([{ mutations: keys.map((key) => put(key, `${name}`)) }], call);
      if (result instanceof StoreError) throw result;
    }
  };
  await Promise.all(Array.from({ length: 8 }, (_, name) => writer(name)));
  expect(await read(store, "x")).toBe(await read(store, "y"));
});

it("L4 a close waits for a first call that still has to create the tables", async () => {
  // Without the driver's `open`, which would create the tables before.
  const options = postgresDriver.compile({ url: server.url, tablePrefix: "first_", maxConns: 2 });
  const context = { clock: systemClock, random: Math.random, log: () => {}, storeName: "main" };
  const store = new PostgresStore(options, context);
  const written = store.commit([{ mutations: [put("a", "x")] }], call);
  await Promise.all([store.close(), expect(written).resolves.toMatchObject([[{ found: false }]])]);
});

it("L4 a close waits for calls that send a second statement because their first was rejected", async () => {
  const { store } = await open({ layout: "v1", tableName: "second" });
  const written = store.commit(
    [{ mutations: [{ ...put("bad", "{"), hints: { asJson: true } }] }, { mutations: [put("good", "x")] }],
    call,
  );
  await Promise.all([
    store.close(),
    expect(written).resolves.toMatchObject([{ code: "invalid" }, [{ found: false }]]),
  ]);
});
