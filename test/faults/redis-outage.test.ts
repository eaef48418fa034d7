// Redis cannot be reached, for every reason: it is down at the start, killed and
// restarted under load, frozen, or the host name, password or certificate is wrong.
// Calls end with the known outcome, and succeed again when Redis is back.
import { Redis } from "ioredis";
import { afterEach, describe, expect, test } from "vitest";
import { StoreError } from "../../src/model/errors.ts";
import type { RawOptions } from "../../src/store/driver.ts";
import type { StateStore } from "../../src/store/state-store.ts";
import { put } from "../conformance/mutations.ts";
import { openRedisStore } from "../conformance/redis-subject.ts";
import { type RedisServer, type RedisServerOptions, startRedis } from "../servers/redis-server.ts";
import { freePort, until } from "../servers/server-process.ts";
import { redisHome } from "../servers/test-servers.ts";
import { testTls } from "../servers/test-tls.ts";
import { openTlsTunnel } from "../servers/tls-tunnel.ts";
import { attempt, attemptRead, CounterLoad, callOf, expectAccountsToMatch } from "./redis-load.ts";

const closers: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function start(options: RedisServerOptions = {}): Promise<RedisServer> {
  const server = await startRedis(redisHome(), options);
  closers.push(() => server.process.stop());
  return server;
}

async function open(raw: RawOptions, logged: string[] = []): Promise<StateStore> {
  const store = await openRedisStore(raw, ({ message }) => logged.push(message));
  closers.push(() => store.close());
  return store;
}

async function expectServing(store: StateStore): Promise<void> {
  await until(async () => !((await attempt(store, put("faults||probe", "x"))) instanceof StoreError), 10_000);
  await store.ping(callOf());
}

/** Opens a store that cannot be reached, and expects calls to be rejected at once, with a reason and without a secret. */
async function expectUnreachable(raw: RawOptions, reason: RegExp): Promise<StateStore> {
  const logged: string[] = [];
  const store = await open({ dialTimeout: "2s", ...raw }, logged);
  const start = performance.now();
  const errors = [
    await attempt(store, put("faults||a", "x")),
    await attemptRead(store, "faults||a"),
    await store.ping(callOf()).catch((thrown: unknown) => thrown),
    await store
      .scan({ prefix: "faults||", cursor: undefined, limit: 10, view: "keys" }, callOf())
      .catch((thrown: unknown) => thrown),
  ];
  expect(performance.now() - start).toBeLessThan(5000);
  for (const error of errors) {
    expect(error).toMatchObject({ code: "unavailable", outcome: "not-applied" });
    expect((error as StoreError).message).toMatch(reason);
  }
  for (const text of [...logged, ...errors.map((error) => String(error))])
    expect(text).not.toContain("sesame");
  return store;
}

describe("down", () => {
  test("a store opens although nothing listens, rejects calls at once, and works when the server starts", async () => {
    const server = await startRedis(redisHome(), { config: { appendonly: "yes" } });
    await server.process.stop();
    const store = await expectUnreachable({ url: server.url }, /no server listens/);
    expect(store.facts.durability).toBe("memory");
    await server.process.start();
    closers.push(() => server.process.stop());
    await expectServing(store);
    expect(store.facts.durability).toBe("process-crash");
  });

  test("when the server is killed and restarted under load, no acknowledged write is lost and none is applied twice", async () => {
    const server = await start({ config: { appendonly: "yes", appendfsync: "always" } });
    const store = await open({ url: server.url });
    const load = new CounterLoad(store);
    for (let round = 0; round < 3; round++) {
      const before = load.acknowledged;
      await until(() => load.acknowledged > before + 200, 10_000);
      await server.process.kill();
      await server.process.start();
    }
    const before = load.acknowledged;
    await until(() => load.acknowledged > before + 200, 10_000);
    await load.stop();
    await expectAccountsToMatch(load, server.port);
    expect(load.slowestMs).toBeLessThan(1000 + 1000);
  });

  test("calls are rejected at once when the server is known to be down", async () => {
    const server = await start();
    const store = await open({ url: server.url });
    await expectServing(store);
    await server.process.stop();
    await until(async () => {
      const start = performance.now();
      const result = await attempt(store, put("faults||a", "x"));
      return (
        result instanceof StoreError && result.outcome === "not-applied" && performance.now() - start < 100
      );
    }, 10_000);
  });
});

describe("restarted", () => {
  test("a scan that was started before the restart continues and misses nothing", async () => {
    const server = await start({ config: { appendonly: "yes" } });
    const store = await open({ url: server.url });
    const keys = Array.from({ length: 2000 }, (_, index) => `walk||${index}`);
    for (let first = 0; first < keys.length; first += 100) {
      await store.commit(
        [{ mutations: keys.slice(first, first + 100).map((key) => put(key, "x")) }],
        callOf(),
      );
    }
    const seen = new Set<string>();
    let cursor: string | undefined;
    for (let page = 0; page === 0 || cursor !== undefined; page++) {
      // Redis orders its keys differently after every start.
      if (page === 5 || page === 20) {
        await server.process.stop();
        await server.process.start();
        await expectServing(store);
      }
      const found = await store.scan({ prefix: "walk||", cursor, limit: 50, view: "keys" }, callOf());
      for (const { key } of found.records) seen.add(key);
      cursor = found.cursor;
    }
    expect(seen.size).toBe(2000);
  });
});

describe("frozen", () => {
  test("calls end at their deadlines, only unknown calls have late effects, and the store works again", async () => {
    const server = await start();
    const store = await open({ url: server.url });
    const load = new CounterLoad(store, 16, 500);
    await until(() => load.acknowledged > 100, 10_000);
    server.process.freeze();
    const results = await Promise.all([
      attempt(store, put("faults||a", "x"), {}, 300),
      attemptRead(store, "faults||a", 300),
    ]);
    for (const result of results) expect(result).toMatchObject({ code: "deadline", outcome: "unknown" });
    server.process.thaw();
    const before = load.acknowledged;
    await until(() => load.acknowledged > before + 100, 10_000);
    await load.stop();
    expect(load.slowestMs).toBeLessThan(500 + 1000);
    await expectAccountsToMatch(load, server.port);
  });

  test("a server without replies counts as lost after the read timeout, and is connected to again", async () => {
    const server = await start();
    const store = await open({ url: server.url, readTimeout: "300ms", dialTimeout: "300ms" });
    await expectServing(store);
    server.process.freeze();
    const first = await attempt(store, put("faults||a", "x"));
    expect(first).toMatchObject({ code: "unavailable", outcome: "unknown" });
    await until(async () => {
      const next = await attempt(store, put("faults||a", "x"));
      return next instanceof StoreError && next.code === "unavailable" && next.outcome === "not-applied";
    }, 10_000);
    server.process.thaw();
    await expectServing(store);
  });

  test("commands to a frozen server are bounded: more are rejected, not queued", async () => {
    const server = await start();
    const store = await open({ url: server.url, inFlightMax: 50 });
    await expectServing(store);
    server.process.freeze();
    const sent = Array.from({ length: 200 }, (_, index) =>
      attempt(store, put(`faults||${index}`, "x"), {}, 400),
    );
    const results = await Promise.all(sent);
    const codes = results.map((result) => (result instanceof StoreError ? result.code : "ok"));
    expect(codes.filter((code) => code === "overloaded")).toHaveLength(150);
    // Calls that have ended still count until the server has replied.
    expect(await attempt(store, put("faults||more", "x"), {}, 400)).toMatchObject({
      code: "overloaded",
      outcome: "not-applied",
    });
    server.process.thaw();
    await expectServing(store);
  });
});

describe("wrong", () => {
  test("a host that does not resolve", async () => {
    await expectUnreachable({ redisHost: "no-such-host.invalid:6379" }, /does not resolve/);
  });

  test("a password that is missing", async () => {
    const server = await start({ config: { requirepass: "open-sesame" } });
    await expectUnreachable({ url: server.url }, /requires a user and a password/);
  });

  test("a wrong password, and then the right one", async () => {
    const server = await start({ config: { user: ["default off", "ada on >open-sesame ~* &* +@all"] } });
    const redisHost = `${server.host}:${server.port}`;
    await expectUnreachable(
      { redisHost, redisUsername: "ada", redisPassword: "closed-sesame" },
      /rejects the configured user or password/,
    );
    await expectServing(await open({ url: `redis://ada:open-sesame@${redisHost}` }));
  });

  test("a certificate for another name, and one for the right name", async () => {
    const server = await start();
    const wrong = await openTlsTunnel(testTls("elsewhere"), server.port);
    const right = await openTlsTunnel(testTls("server"), server.port, true);
    closers.push(wrong.close, right.close);
    const { caText, certText, keyText } = testTls("client");
    await expectUnreachable({ url: `rediss://localhost:${wrong.port}`, caCert: caText }, /for another name/);
    await expectUnreachable({ url: `rediss://localhost:${right.port}` }, /not trusted|TLS/);
    const identity = { caCert: caText, clientCert: certText, clientKey: keyText };
    await expectServing(await open({ url: `rediss://localhost:${right.port}`, ...identity }));
    await expectServing(
      await open({ url: `rediss://localhost:${wrong.port}`, insecureSkipTLSVerify: "true" }),
    );
  });

  test("a server without TLS where TLS is configured", async () => {
    const server = await start();
    await expectUnreachable({ url: `rediss://localhost:${server.port}` }, /cannot be reached/);
  });

  test("a database that the server does not have", async () => {
    const server = await start({ config: { databases: "4" } });
    await expectUnreachable({ url: `${server.url}/7` }, /no database/);
  });

  test("a port where nothing listens", async () => {
    const port = await freePort();
    await expectUnreachable({ url: `redis://127.0.0.1:${port}` }, /no server listens/);
  });
});

describe("closed", () => {
  test("calls in flight end, also those that send two commands", async () => {
    const server = await start();
    const store = await open({ url: server.url });
    const client = new Redis({ path: server.socket });
    const keys = Array.from({ length: 50 }, (_, index) => `faults||dapr-${index}`);
    for (const key of keys) await client.hset(key, "data", "x", "version", "1");
    client.disconnect();
    const reads = keys.map((key) => attemptRead(store, key));
    const writes = keys.map((key) => attempt(store, put(key, "y")));
    await store.close();
    for (const end of await Promise.all([...reads, ...writes])) expect(end).not.toBeInstanceOf(StoreError);
  });
});
