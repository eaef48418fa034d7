// The client against a sidecar process on the embedded store: every call as an
// application makes it, and what the application gets when the sidecar stops.

import { join } from "node:path";
import {
  isConflict,
  isNotApplied,
  jsonSerializer,
  remove,
  SerializerError,
  StateClient,
  StateError,
  textSerializer,
} from "@pillion/client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connectBy } from "../transports/transport.ts";
import { ensureBuilt, ProcessFixture, type SidecarProcess, until } from "./sidecar-process.ts";

let fixture: ProcessFixture;
let sidecar: SidecarProcess;
let client: StateClient;

beforeAll(async () => {
  ensureBuilt();
  fixture = new ProcessFixture();
  sidecar = await fixture.start();
  client = new StateClient({ transport: connectBy, address: sidecar.address("gRPC"), environment: {} });
}, 120_000);

afterAll(async () => {
  await client?.close();
  await fixture?.dispose();
});

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (value: Uint8Array | undefined) => new TextDecoder().decode(value);

async function failureOf(promise: Promise<unknown>): Promise<StateError> {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(StateError);
  return error as StateError;
}

interface Cart {
  readonly items: readonly string[];
}

const carts = () => client.store(jsonSerializer<Cart>(), { prefix: "cart/" });

describe("one record", () => {
  test("is read as it was written, with all its properties", async () => {
    const before = Date.now();
    const { version, previous } = await carts().set(
      "ada",
      { items: ["tea"] },
      { ttlMs: 60_000, kind: "cached" },
    );
    const state = await carts().get("ada");
    expect(previous).toBeUndefined();
    expect(state).toMatchObject({
      key: "ada",
      value: { items: ["tea"] },
      version,
      kind: "cached",
      contentType: "application/json",
      staleAgeMs: undefined,
    });
    expect(state?.created?.getTime()).toBeGreaterThanOrEqual(before);
    expect(state?.updated).toEqual(state?.created);
    expect(state?.isExpired()).toBe(false);
    expect(state?.isExpired(Date.now() + 61_000)).toBe(true);
    expect(state?.isExpired(state.expiry ?? 0)).toBe(true);
  });

  test("that does not exist is undefined for every method", async () => {
    expect(await carts().get("absent")).toBeUndefined();
    expect(await carts().exists("absent")).toBe(false);
    expect(await carts().version("absent")).toBeUndefined();
    expect(await carts().delete("absent")).toEqual({ deleted: false, previous: undefined });
    expect(await carts().touch("absent", { ttlMs: 1_000 })).toEqual({ found: false, expiry: undefined });
  });

  test("with an empty value exists", async () => {
    await client.set("empty", new Uint8Array());
    expect((await client.get("empty"))?.value).toEqual(new Uint8Array());
    expect(await client.exists("empty")).toBe(true);
  });

  test("is returned as it was before, with returnPrevious", async () => {
    await carts().set("bob", { items: ["a"] });
    const set = await carts().set("bob", { items: ["b"] }, { returnPrevious: true });
    expect(set.previous).toMatchObject({ key: "bob", value: { items: ["a"] } });
    const removed = await carts().delete("bob", { returnPrevious: true, ifVersion: set.version });
    expect(removed).toMatchObject({ deleted: true, previous: { value: { items: ["b"] } } });
  });

  test("loses, keeps or changes its expiry as requested", async () => {
    await client.set("e", bytes("1"), { ttlMs: 60_000 });
    await client.set("e", bytes("2"), { expiry: "keep" });
    expect((await client.get("e"))?.expiry).toBeInstanceOf(Date);
    const { expiry } = await client.touch("e", { ttlMs: 120_000 });
    expect((await client.get("e"))?.expiry).toEqual(expiry);
    await client.touch("e", { expiry: "none" });
    expect((await client.get("e"))?.expiry).toBeUndefined();
    await client.set("e", bytes("3"), { ttlMs: 60_000 });
    await client.set("e", bytes("4"));
    expect((await client.get("e"))?.expiry).toBeUndefined();
  });

  test("is gone when it has expired", async () => {
    await client.set("brief", bytes("x"), { ttlMs: 30 });
    await until("the record is gone", async () => !(await client.exists("brief")));
    expect(await client.get("brief")).toBeUndefined();
  });

  test("of another content type is rejected by the typed store that reads it", async () => {
    await client.store(textSerializer(), { prefix: "cart/" }).set("text", "hello");
    const error = await failureOf(carts().get("text"));
    expect(error).toBeInstanceOf(SerializerError);
    expect(error.code).toBe("wrong-type");
    const [entry] = await carts().batchGet(["text"]);
    expect(entry).toMatchObject({ status: "failed", key: "text", error: { code: "wrong-type" } });
  });
});

describe("a precondition that does not hold", () => {
  test("is reported by its error code, and nothing is written", async () => {
    const { version } = await client.set("p", bytes("1"));
    const absent = await failureOf(client.set("p", bytes("2"), { ifAbsent: true }));
    const present = await failureOf(client.set("p-none", bytes("2"), { ifPresent: true }));
    await client.set("p", bytes("3"), { ifVersion: version });
    const stale = await failureOf(client.set("p", bytes("4"), { ifVersion: version }));
    expect([absent.code, present.code, stale.code]).toEqual(["already-exists", "missing", "conflict"]);
    for (const error of [absent, present, stale]) {
      expect(isConflict(error)).toBe(true);
      expect(isNotApplied(error)).toBe(true);
    }
    expect(text((await client.get("p"))?.value)).toBe("3");
    expect(await client.exists("p-none")).toBe(false);
  });

  test("fails the whole commit and names the mutation", async () => {
    const error = await failureOf(
      client.commit([
        { type: "set", key: "c1", value: bytes("1") },
        { type: "check", key: "c2", ifPresent: true },
      ]),
    );
    expect(error).toMatchObject({ code: "missing", mutationIndex: 1, outcome: "not-applied" });
    expect(await client.exists("c1")).toBe(false);
  });
});

describe("a counter", () => {
  test("has the whole range of 64 bits", async () => {
    expect((await client.increment("n")).value).toBe(1n);
    expect((await client.increment("n", -3)).value).toBe(-2n);
    const max = 2n ** 63n - 1n;
    expect((await client.increment("big", 0, { initial: max })).value).toBe(max);
    expect(await failureOf(client.increment("big", 1n))).toMatchObject({ code: "invalid", field: "delta" });
    expect((await client.increment("small", -1n, { initial: -max })).value).toBe(-(2n ** 63n));
  });

  test("is rejected if the key holds something else", async () => {
    await client.set("word", bytes("one"));
    expect(await failureOf(client.increment("word"))).toMatchObject({
      code: "wrong-type",
      outcome: "not-applied",
    });
  });
});

describe("many mutations", () => {
  test("are committed together, over several typed stores", async () => {
    const notes = client.store(textSerializer(), { prefix: "note/" });
    const results = await client.commit([
      ...carts().encode([{ type: "set", key: "eve", value: { items: ["x"] }, ifAbsent: true }]),
      ...notes.encode([{ type: "set", key: "eve", value: "hi", ttlMs: 60_000 }]),
      { type: "increment", key: "carts", delta: 2, initial: 40n },
    ]);
    expect(results.map(({ found, counter }) => [found, counter])).toEqual([
      [false, undefined],
      [false, undefined],
      [false, 42n],
    ]);
    expect(results[1]?.expiry).toBeInstanceOf(Date);
    expect((await carts().get("eve"))?.version).toBe(results[0]?.version);
    expect((await notes.get("eve"))?.value).toBe("hi");
  });

  test("are applied independently of each other in a batch", async () => {
    const entries = await carts().batchWrite([
      { type: "set", key: "b1", value: { items: [] } },
      { type: "check", key: "b2", ifPresent: true },
      { type: "set", key: "b1", value: { items: ["2"] }, returnPrevious: true },
    ]);
    expect(entries).toMatchObject([
      { status: "applied", result: { found: false } },
      { status: "failed", error: { code: "missing", mutationIndex: 1, outcome: "not-applied" } },
      { status: "applied", result: { found: true, previous: { key: "b1", value: { items: [] } } } },
    ]);
    expect(await carts().batchGet(["b2", "b1"])).toMatchObject([
      { status: "missing", key: "b2" },
      { status: "found", key: "b1", state: { value: { items: ["2"] } } },
    ]);
  });

  test("with one idempotency key are applied once, and another request with it is rejected", async () => {
    const idempotencyKey = crypto.randomUUID();
    const first = await client.increment("once", 5, { idempotencyKey });
    expect(await client.increment("once", 5, { idempotencyKey })).toEqual(first);
    expect((await client.get("once"))?.version).toBe(first.version);
    const error = await failureOf(client.increment("once", 6, { idempotencyKey }));
    expect(error).toMatchObject({ code: "invalid", outcome: "not-applied" });
  });
});

describe("a prefix", () => {
  test("is listed in order over many pages, in each view", async () => {
    const notes = client.store(textSerializer(), { prefix: "list/" });
    const keys = Array.from({ length: 25 }, (_, index) => String(index).padStart(3, "0"));
    await notes.batchWrite(keys.map((key) => ({ type: "set", key, value: `v${key}` })));
    const full: string[] = [];
    for await (const state of notes.list("", { pageSize: 7 })) full.push(`${state.key}=${state.value}`);
    expect(full).toEqual(keys.map((key) => `${key}=v${key}`));
    const bare: string[] = [];
    for await (const key of notes.list("01", { view: "keys", pageSize: 3 })) bare.push(key);
    expect(bare).toEqual(keys.slice(10, 20));
    const page = await notes.listPage("", { view: "metadata", pageSize: 2 });
    expect(page.entries.map(({ key, value }) => [key, value])).toEqual([
      ["000", undefined],
      ["001", undefined],
    ]);
    const next = await notes.listPage("", { view: "metadata", pageToken: page.nextPageToken ?? "" });
    expect(next.entries[0]?.key).toBe("002");
  });

  test("is deleted whole, and nothing beside it", async () => {
    await client.set("delete/1", bytes("x"));
    await client.set("delete/2", bytes("x"));
    await client.set("delete", bytes("x"));
    expect(await client.deletePrefix("delete/")).toBe(2);
    expect(await client.exists("delete")).toBe(true);
    expect(await failureOf(client.deletePrefix(""))).toMatchObject({ code: "invalid", field: "prefix" });
  });
});

describe("what the sidecar rejects", () => {
  test.each([
    ["store-not-found", "store", (c: StateClient) => c.get("k", { store: "nope" })],
    ["invalid", "key", (c: StateClient) => c.get("")],
    ["invalid", "key", (c: StateClient) => c.set("a||b", bytes("x"))],
    ["too-large", "key", (c: StateClient) => c.set("k".repeat(1025), bytes("x"))],
    ["invalid", "pageToken", (c: StateClient) => c.listPage("", { pageToken: "x" })],
  ])("is %s at %s", async (code, field, call) => {
    expect(await failureOf(call(client))).toMatchObject({ code, field });
  });

  test("is reported per store: the embedded store has no change feed", async () => {
    const [store] = await client.listStores();
    expect(store).toMatchObject({
      name: "statestore",
      driver: "embedded",
      durability: "power-loss",
      commitsAnyKeys: true,
      orderedScan: true,
      serving: true,
    });
    if (store?.changeFeed) return;
    const watching = client.watch({ prefix: "" })[Symbol.asyncIterator]();
    expect((await failureOf(watching.next())).code).toBe("unsupported");
  });

  test("for its size is known to be not applied, whichever side notices", async () => {
    const roomy = new StateClient({
      transport: connectBy,
      address: sidecar.address("gRPC"),
      requestBytesMax: 8 << 20,
    });
    for (const each of [client, roomy]) {
      const error = await failureOf(each.set("big", new Uint8Array(5 << 20)));
      expect(error).toMatchObject({ code: "too-large", outcome: "not-applied" });
      expect(error.message).toMatch(/524\d{4}.*4194304/);
    }
    await roomy.close();
  });
});

test("concurrent updates lose no change", async () => {
  const counts = client.store(jsonSerializer<number>(), { prefix: "count/" });
  const clients = Array.from({ length: 16 }, async () => {
    for (let round = 0; round < 5; round++)
      await counts.atomicUpdate("shared", (n = 0) => n + 1, { timeoutMs: 60_000, attemptsMax: 1_000 });
  });
  await Promise.all(clients);
  expect((await counts.get("shared"))?.value).toBe(80);
  const gone = await counts.atomicUpdate("shared", () => remove);
  expect(gone).toMatchObject({ changed: true, value: undefined, version: undefined });
  expect(await counts.exists("shared")).toBe(false);
});

test("a sidecar that requires a token accepts the client's, and rejects clients without it", async () => {
  const guarded = await fixture.start([`--data-dir=${join(fixture.folder, "guarded")}`], {
    DAPR_API_TOKEN: "s3cret",
  });
  const address = guarded.address("gRPC");
  await using known = new StateClient({
    transport: connectBy,
    address,
    environment: { DAPR_API_TOKEN: "s3cret" },
  });
  await using anonymous = new StateClient({ transport: connectBy, address, environment: {} });
  await using wrong = new StateClient({ transport: connectBy, address, token: "guess" });
  await known.set("k", bytes("x"));
  for (const each of [anonymous, wrong])
    expect(await failureOf(each.set("k", bytes("y")))).toMatchObject({
      code: "unauthenticated",
      outcome: "not-applied",
    });
  await guarded.dispose();
});
