// A Postgres that misbehaves: what each fault does to a call, and what it
// proves of a write. Every call ends, nothing crashes, and work goes on once
// the server does.
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

async function pingFault(store: StateStore): Promise<StoreError> {
  return store.ping(call).then(
    () => new StoreError("internal", "the ping succeeded"),
    (thrown: unknown) => asStoreError(thrown),
  );
}

it("a server that is down at the start is no error: calls fail at once and work once it is there", async () => {
  await admin.end();
  await server.process.stop();
  const { store, warnings } = await open();
  await until(() => warnings.length > 0, 10_000);
  const fault = await write(store, "a", "1");
  expect(fault).toMatchObject({ code: "unavailable", outcome: "not-applied" });
  await server.process.start();
  admin = await connectAdmin();
  await until(async () => (await write(store, "a", "1")) === undefined, 10_000);
  expect(await read(store, "a")).toBe("1");
});

it("a server that is restarted under load loses no acknowledged write and no call", async () => {
  const { store } = await open({ maxConns: 4 });
  const acknowledged = new Map<string, string>();
  let stop = false;
  const writer = async (name: string): Promise<void> => {
    for (let round = 0; !stop; round++) {
      const key = `${name}-${round}`;
      if ((await write(store, key, key)) === undefined) acknowledged.set(key, key);
      // A refusal comes at once: without a turn of the event loop nothing could reconnect.
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

it("a statement that waits for a lock too long is given up by the server: not applied", async () => {
  const { store, table } = await open();
  await write(store, "a", "1");
  await admin.query(`BEGIN; LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`);
  const fault = await write(store, "a", "2");
  await admin.query("ROLLBACK");
  expect(fault).toMatchObject({ code: "unavailable", outcome: "not-applied" });
  expect(await read(store, "a")).toBe("1");
});

it("a row that somebody holds does not fail the writes of other rows", async () => {
  const { store, table } = await open();
  await write(store, "a", "1");
  await admin.query(`BEGIN; SELECT FROM ${table} WHERE key = 'a' FOR UPDATE`);
  const batches = ["a", "b", "c"].map((key) => ({ mutations: [put(key, "2")] }));
  const results = await store.commit(batches, call);
  await admin.query("ROLLBACK");
  expect(results[0]).toMatchObject({ code: "unavailable", outcome: "not-applied" });
  expect(await read(store, "b")).toBe("2");
  expect(await read(store, "c")).toBe("2");
});

it("a put that a trigger swallows is never acknowledged, alone or in a batch", async () => {
  const { store, table } = await open();
  await admin.query(
    "CREATE OR REPLACE FUNCTION swallow() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
  );
  await write(store, "there", "1");
  await admin.query(
    `CREATE TRIGGER swallow BEFORE INSERT OR UPDATE ON ${table} FOR EACH ROW EXECUTE FUNCTION swallow()`,
  );
  expect(await write(store, "a", "1")).toMatchObject({ code: "internal", mutationIndex: 0 });
  const [batch] = await store.commit([{ mutations: [put("there", "2"), put("b", "2")] }], call);
  expect(batch).toBeInstanceOf(StoreError);
  expect(await read(store, "there")).toBe("1");
});

it("a close while connections are being made ends them, and a second close waits for the first", async () => {
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

it("an answer that is lost makes the write unknown, and it is applied once", async () => {
  const proxy = await openTcpProxy(server.port);
  closing.push(() => proxy.close());
  const { store } = await open({
    host: "127.0.0.1",
    port: proxy.port,
    url: server.url.replace(`:${server.port}`, `:${proxy.port}`),
  });
  await write(store, "n", "0");
  proxy.replies("swallow");
  const answered = proxy.swallowed();
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
  await answered;
  proxy.cut();
  const [fault] = await pending;
  expect(fault).toMatchObject({ code: "unavailable", outcome: "unknown" });
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

it("a server that is read-only refuses writes, answers reads, and takes writes again", async () => {
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

it("a server without a free connection is overloaded, and nothing is applied", async () => {
  const hogs: Client[] = [];
  for (;;) {
    const client = new Client({ connectionString: server.url });
    client.on("error", () => undefined);
    try {
      await client.connect();
    } catch {
      break;
    }
    hogs.push(client);
  }
  const { store } = await open();
  const fault = await write(store, "a", "1");
  await Promise.all(hogs.map((client) => client.end()));
  expect(fault).toMatchObject({ code: "overloaded", outcome: "not-applied" });
  await until(async () => (await write(store, "a", "1")) === undefined, 10_000);
});

it("a password that fails, a host that does not resolve and a database that is not there are said, without secrets", async () => {
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
    const fault = await pingFault(store);
    expect(fault).toMatchObject({ code: "unavailable", outcome: "not-applied" });
    expect(fault.message).toMatch(/^store main: /);
    expect(fault.message).toMatch(message);
    expect(fault.message).not.toMatch(/canary|s3cret/);
  }
});

it("a database that is not UTF-8 is refused at the start", async () => {
  await admin.query("CREATE DATABASE latin ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0");
  const url = server.url.replace(/\/postgres$/, "/latin");
  // A server that takes more than a moment to say so is found out by the first call.
  const fault = await open({ url }).then(({ store }) => pingFault(store), asStoreError);
  expect(["invalid", "unsupported"]).toContain(fault.code);
  expect(fault.message).toContain("UTF8");
});

it("eight writers of the same two keys in opposite orders all get through", async () => {
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

it("L4 a close waits for a first call that still has to make the tables", async () => {
  // Not by the driver's `open`, which waits for the tables by itself, though not for ever.
  const options = postgresDriver.compile({ url: server.url, tablePrefix: "first_", maxConns: 2 });
  const context = { clock: systemClock, random: Math.random, log: () => {}, storeName: "main" };
  const store = new PostgresStore(options, context);
  const written = store.commit([{ mutations: [put("a", "x")] }], call);
  await Promise.all([store.close(), expect(written).resolves.toMatchObject([[{ found: false }]])]);
});

it("L4 a close waits for calls that send a second statement because their first was refused", async () => {
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
