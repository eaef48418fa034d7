// Every method of the API, called by a client that is made from the .proto files alone.
import type { Client } from "@grpc/grpc-js";
import { statusCode } from "@pillion/wire";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  callErrorOf,
  callUnary,
  type GrpcFixture,
  protoClient,
  type Reply,
  startGrpc,
  stateClient,
  statusErrorOf,
} from "./grpc-fixture.ts";

describe("the state service over the wire", () => {
  let port: GrpcFixture;
  let client: Client;

  beforeEach(async () => {
    port = await startGrpc();
    client = stateClient(port.address);
  });
  afterEach(async () => {
    client.close();
    await port.close();
  });

  const call = (method: string, request: object): Promise<Reply> => callUnary(client, method, request);
  const bytes = (text: string) => Buffer.from(text);

  test("a record comes back as it was set, byte for byte and with its labels", async () => {
    const value = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
    const { version } = await call("Set", { key: "a", value, contentType: "text/x", kind: "KIND_CACHED" });
    const { found, record } = await call("Get", { store: "statestore", key: "a" });
    expect(found).toBe(true);
    expect(record).toMatchObject({ key: "a", contentType: "text/x", kind: "KIND_CACHED", version, value });
    expect(Number(record.createTime.seconds)).toBeGreaterThan(1_600_000_000);
    expect(record.expireTime).toBeNull();
  });

  test("an empty value is found, and a key that was never set is not", async () => {
    await call("Set", { key: "empty" });
    expect(await call("Get", { key: "empty" })).toMatchObject({ found: true, record: { value: bytes("") } });
    expect(await call("Get", { key: "never" })).toMatchObject({ found: false, record: null });
  });

  test("a ttl is added to the clock of the process", async () => {
    const before = Date.now();
    await call("Set", { key: "a", value: bytes("x"), expiry: { ttl: { seconds: 60, nanos: 1 } } });
    const { record } = await call("Get", { key: "a" });
    const at = Number(record.expireTime.seconds) * 1000 + record.expireTime.nanos / 1e6;
    expect(at).toBeGreaterThanOrEqual(before + 60_001);
    expect(at).toBeLessThanOrEqual(Date.now() + 60_001);
  });

  test("a record is gone when it has expired", async () => {
    await call("Set", { key: "a", value: bytes("x"), expiry: { ttl: { nanos: 1_000_000 } } });
    await expect
      .poll(async () => (await call("Exists", { key: "a" })).exists, { timeout: 5_000 })
      .toBe(false);
  });

  test("a later write keeps or removes the expiry, as requested", async () => {
    await call("Set", { key: "a", expiry: { ttl: { seconds: 60 } } });
    const first = (await call("Get", { key: "a" })).record.expireTime;
    await call("Set", { key: "a", expiry: { keep: true } });
    expect((await call("Get", { key: "a" })).record.expireTime).toEqual(first);
    await call("Set", { key: "a" });
    expect((await call("Get", { key: "a" })).record.expireTime).toBeNull();
  });

  test("a ttl may be ten years or one millisecond", async () => {
    await call("Set", { key: "a", expiry: { ttl: { seconds: 315_576_000 } } });
    expect((await call("Get", { key: "a" })).found).toBe(true);
    await call("Set", { key: "b", expiry: { ttl: { nanos: 1_000_000 } } });
  });

  test("many keys are returned in the order of the request, as often as requested", async () => {
    await call("Set", { key: "a", value: bytes("1") });
    const { entries } = await call("BatchGet", { keys: ["a", "b", "a"] });
    expect(entries.map((entry: Reply) => [entry.key, entry.found])).toEqual([
      ["a", true],
      ["b", false],
      ["a", true],
    ]);
  });

  test("Exists returns the version without the value", async () => {
    const { version } = await call("Set", { key: "a", value: bytes("1") });
    expect(await call("Exists", { key: "a" })).toEqual({ exists: true, version });
    expect(await call("Exists", { key: "b" })).toEqual({ exists: false, version: "" });
  });

  test("each precondition that does not hold has its own code and applies nothing", async () => {
    const { version } = await call("Set", { key: "a", value: bytes("1") });
    const rows = [
      { key: "a", precondition: { absent: true }, code: statusCode.alreadyExists, reason: "ALREADY_EXISTS" },
      { key: "b", precondition: { present: true }, code: statusCode.failedPrecondition, reason: "MISSING" },
      { key: "a", precondition: { version: "other" }, code: statusCode.aborted, reason: "CONFLICT" },
      { key: "b", precondition: { version }, code: statusCode.aborted, reason: "CONFLICT" },
    ];
    for (const { code, reason, ...request } of rows) {
      const error = await callErrorOf(call("Set", { ...request, value: bytes("2") }));
      expect(error).toMatchObject({ code, reason, metadata: { outcome: "NOT_APPLIED" } });
      expect(error.metadata.mutation_index).toBeUndefined();
      expect(error.retryDelayMs).toBeUndefined();
    }
    expect((await call("Get", { key: "a" })).record.value).toEqual(bytes("1"));
    await call("Set", { key: "a", value: bytes("3"), precondition: { version } });
  });

  test("the previous record is returned if requested", async () => {
    await call("Set", { key: "a", value: bytes("old") });
    const set = await call("Set", { key: "a", value: bytes("new"), returnPrevious: true });
    expect(set.previous.value).toEqual(bytes("old"));
    const removed = await call("Delete", { key: "a", returnPrevious: true });
    expect(removed).toMatchObject({ deleted: true, previous: { value: bytes("new") } });
    expect(await call("Delete", { key: "a", returnPrevious: true })).toEqual({
      deleted: false,
      previous: null,
    });
  });

  test("a counter has the whole range of 64 bits", async () => {
    const most = "9223372036854775807";
    const least = "-9223372036854775808";
    expect((await call("Increment", { key: "up", delta: "0", initial: most })).value).toBe(most);
    expect((await call("Increment", { key: "down", delta: "0", initial: least })).value).toBe(least);
    expect((await call("Increment", { key: "n", delta: "-3", initial: "9007199254740995" })).value).toBe(
      "9007199254740992",
    );
    const error = await callErrorOf(call("Increment", { key: "up", delta: "1" }));
    expect(error).toMatchObject({ code: statusCode.invalidArgument, metadata: { outcome: "NOT_APPLIED" } });
    expect((await call("Increment", { key: "up", delta: "0" })).value).toBe(most);
  });

  test("a counter on text is an error", async () => {
    await call("Set", { key: "a", value: bytes("text") });
    const error = await callErrorOf(call("Increment", { key: "a", delta: "1" }));
    expect(error).toMatchObject({ code: statusCode.failedPrecondition, reason: "WRONG_TYPE" });
  });

  test("a touch changes the expiry and keeps the version", async () => {
    const { version } = await call("Set", { key: "a", value: bytes("1") });
    const touched = await call("Touch", { key: "a", expiry: { ttl: { seconds: 60 } } });
    expect(touched.found).toBe(true);
    expect(touched.expireTime).not.toBeNull();
    expect((await call("Get", { key: "a" })).record.version).toBe(version);
    expect(await call("Touch", { key: "a", expiry: { none: true } })).toEqual({
      found: true,
      expireTime: null,
    });
    expect((await call("Touch", { key: "b", expiry: { none: true } })).found).toBe(false);
  });

  test("a commit is applied as a whole and returns a result for each mutation", async () => {
    await call("Set", { key: "gone", value: bytes("x") });
    const { results } = await call("Commit", {
      mutations: [
        { set: { key: "a", value: bytes("1") } },
        { delete: { key: "gone", returnPrevious: true } },
        { increment: { key: "n", delta: "5" } },
        { touch: { key: "never", expiry: { none: true } } },
        { check: { key: "other", precondition: { absent: true } } },
      ],
    });
    expect(results.map((result: Reply) => result.found)).toEqual([false, true, false, false, false]);
    expect(results[1].previous.value).toEqual(bytes("x"));
    expect(results[2].value).toBe("5");
    expect(results[0]._value).toBeUndefined();
  });

  test("a commit with one failed mutation applies none and names it", async () => {
    const mutations = [{ set: { key: "a" } }, { check: { key: "b", precondition: { present: true } } }];
    const error = await callErrorOf(call("Commit", { mutations }));
    expect(error).toMatchObject({
      code: statusCode.failedPrecondition,
      metadata: { outcome: "NOT_APPLIED", mutation_index: "1" },
    });
    expect((await call("Exists", { key: "a" })).exists).toBe(false);
  });

  test("a batch of writes continues after a failed one and returns its error", async () => {
    const mutations = [
      { set: { key: "a", value: bytes("1") } },
      { set: { key: "a", value: bytes("2"), precondition: { absent: true } } },
      { increment: { key: "n", delta: "7" } },
    ];
    const { entries } = await call("BatchWrite", { mutations });
    expect(entries.map((entry: Reply) => entry.status === null)).toEqual([true, false, true]);
    expect(entries[2].result.value).toBe("7");
    const { details, ...rest } = entries[1].status;
    const packed = details.map(({ type_url, value }: Reply) => ({ type_url, value }));
    expect(statusErrorOf({ ...rest, details: packed })).toMatchObject({
      code: statusCode.alreadyExists,
      reason: "ALREADY_EXISTS",
      metadata: { outcome: "NOT_APPLIED", mutation_index: "1" },
    });
  });

  test("pages list a prefix in the order of keys, with the requested view", async () => {
    for (const key of ["b", "a3", "a1", "a2"]) await call("Set", { key, value: bytes(key) });
    const first = await call("List", { prefix: "a", pageSize: 2, view: "VIEW_METADATA" });
    expect(
      first.entries.map((entry: Reply) => [entry.key, entry.value.length, entry.version !== ""]),
    ).toEqual([
      ["a1", 0, true],
      ["a2", 0, true],
    ]);
    const pageToken = first.nextPageToken;
    const second = await call("List", { prefix: "a", pageSize: 2, view: "VIEW_METADATA", pageToken });
    expect(second.entries.map((entry: Reply) => entry.key)).toEqual(["a3"]);
    expect(second.nextPageToken).toBe("");
    const keys = await call("List", {});
    expect(keys.entries.map((entry: Reply) => [entry.key, entry.version])).toEqual(
      ["a1", "a2", "a3", "b"].map((key) => [key, ""]),
    );
    const full = await call("List", { prefix: "b", view: "VIEW_FULL" });
    expect(full.entries[0].value).toEqual(bytes("b"));
  });

  test("a prefix is deleted, and nothing else", async () => {
    for (const key of ["p/1", "p/2", "p", "q"]) await call("Set", { key });
    expect((await call("DeletePrefix", { prefix: "p/" })).deletedCount).toBe("2");
    expect((await call("DeletePrefix", { prefix: "p/" })).deletedCount).toBe("0");
    const { entries } = await call("List", {});
    expect(entries.map((entry: Reply) => entry.key)).toEqual(["p", "q"]);
  });

  test("a repeat with the same idempotency key is applied once, also with a ttl", async () => {
    const request = { key: "n", delta: "1", idempotencyKey: "once", expiry: { ttl: { seconds: 60 } } };
    const first = await call("Increment", request);
    expect(await call("Increment", { ...request, store: "statestore" })).toEqual(first);
    expect((await call("Increment", { key: "n", delta: "0" })).value).toBe("1");
    const error = await callErrorOf(call("Increment", { ...request, delta: "2" }));
    expect(error).toMatchObject({ code: statusCode.invalidArgument, reason: "INVALID" });
  });

  test("a batch repeated with one idempotency key is applied once per position", async () => {
    const add = { increment: { key: "n", delta: "1" } };
    const request = { mutations: [add, add], idempotencyKey: "once" };
    const first = await call("BatchWrite", request);
    expect(first.entries.map((entry: Reply) => entry.result.value)).toEqual(["1", "2"]);
    expect(await call("BatchWrite", request)).toEqual(first);
    // The same key in a single request is a different key.
    expect((await call("Increment", { key: "n", delta: "1", idempotencyKey: "once" })).value).toBe("3");
  });

  test("the stores are listed with their facts and their health", async () => {
    port.directory.setHealth("statestore", {
      serving: false,
      checkTime: 1_700_000_000_123,
      reason: "it sleeps",
    });

    const stores = protoClient(port.address, "statestore/v1/statestore.proto", "statestore.v1.Stores");
    const reply = await callUnary(stores, "ListStores", {});
    expect(reply.stores).toEqual([
      {
        name: "statestore",
        driver: "memory",
        facts: expect.objectContaining({
          atomicity: "ATOMICITY_ANY_KEYS",
          durability: "DURABILITY_MEMORY",
          orderedScan: true,
        }),
        health: {
          serving: false,
          checkTime: { seconds: "1700000000", nanos: 123_000_000 },
          reason: "it sleeps",
        },
      },
    ]);
    stores.close();
  });
});
