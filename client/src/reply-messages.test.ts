// Replies as the client returns them: records, events of a watch, and stores, with all fields and with none.
import { statestore } from "@pillion/proto";
import { describe, expect, it, test } from "vitest";
import { int64Of } from "./int64.ts";
import { mutationResultOf } from "./mutation-messages.ts";
import { State, UnreadableState } from "./state.ts";
import { SerializerError } from "./state-error.ts";
import { entryOf, kindMessage, stateOf } from "./state-messages.ts";
import { storeInfoOf } from "./store-info.ts";
import { dateOf, durationMessage, msOf } from "./time-messages.ts";
import { watchEventOf } from "./watch-event.ts";

const v1 = statestore.v1;

const time = (ms: number) => ({ seconds: Math.floor(ms / 1000), nanos: (ms % 1000) * 1_000_000 });

const record = {
  key: "k",
  value: Buffer.from("[x]").subarray(1, 2),
  version: "7",
  contentType: "a/b",
  kind: v1.Kind.KIND_CACHED,
  createTime: time(1001),
  updateTime: time(2002),
  expireTime: time(3003),
  stale: true,
  staleAge: { seconds: 1, nanos: 500_999_999 },
};

const fields = {
  key: "k",
  version: "7",
  contentType: "a/b",
  kind: "cached",
  created: new Date(1001),
  updated: new Date(2002),
  expiry: new Date(3003),
  staleAgeMs: 1500,
};

const noFields = {
  key: "",
  version: "",
  contentType: "",
  kind: "persistent",
  created: undefined,
  updated: undefined,
  expiry: undefined,
  staleAgeMs: undefined,
};

describe("a record", () => {
  it("has all fields, and its value is a plain Uint8Array", () => {
    const state = stateOf(record);
    expect(state).toBeInstanceOf(State);
    expect({ ...state }).toEqual({ ...fields, value: Uint8Array.of(120) });
    expect(Buffer.isBuffer(state.value)).toBe(false);
    expect(state.value.buffer).toBe(record.value.buffer);
  });

  it("has defaults for fields that are missing", () => {
    expect({ ...stateOf({}) }).toEqual({ ...noFields, value: new Uint8Array(0) });
    expect(stateOf({ stale: true }).staleAgeMs).toBe(0);
    expect(stateOf({ stale: false, staleAge: { seconds: 5 } }).staleAgeMs).toBeUndefined();
  });

  it.each([
    [v1.Kind.KIND_UNSPECIFIED, "persistent"],
    [v1.Kind.KIND_EPHEMERAL, "ephemeral"],
    [v1.Kind.KIND_PERSISTENT, "persistent"],
    [v1.Kind.KIND_CACHED, "cached"],
    [99 as statestore.v1.Kind, "persistent"],
  ])("of kind %s is %s", (kind, word) => {
    expect(stateOf({ kind }).kind).toBe(word);
  });

  it("is reduced to a view", () => {
    expect(entryOf("keys", record)).toBe("k");
    expect(entryOf("keys", {})).toBe("");
    expect({ ...entryOf("metadata", record) }).toEqual({ ...fields, value: undefined });
    expect(entryOf("full", record).value).toEqual(Uint8Array.of(120));
  });
});

describe("a state", () => {
  it("is expired from its expiry on", () => {
    const state = stateOf(record);
    expect([3002, 3003, 3004].map((now) => state.isExpired(now))).toEqual([false, true, true]);
    expect(state.isExpired(new Date(3002))).toBe(false);
    expect(state.isExpired(new Date(3003))).toBe(true);
    expect(state.isExpired()).toBe(true);
    expect(stateOf({}).isExpired(Number.MAX_VALUE)).toBe(false);
    expect(() => state.isExpired("now" as unknown as Date)).toThrow(
      expect.objectContaining({ field: "now", message: "now: must be a Date or a number, not a string" }),
    );
  });

  it("is copied with another value, and with another key if it is given", () => {
    const state = stateOf(record);
    expect({ ...state.with(5) }).toEqual({ ...fields, value: 5 });
    expect({ ...state.with("x", "l") }).toEqual({ ...fields, key: "l", value: "x" });
  });

  it("that cannot be read has all fields except the value", () => {
    const error = new SerializerError("corrupt", "bad");
    const { value, ...rest } = { ...stateOf(record) };
    expect(value).toBeDefined();
    expect({ ...new UnreadableState({ ...rest, value: undefined }, error) }).toEqual({
      ...fields,
      value: undefined,
      error,
    });
  });
});

describe("an event of a watch", () => {
  it("has its type and its fields", () => {
    const put = watchEventOf("full", { resumeToken: "t", put: { record } });
    expect(put).toMatchObject({ resumeToken: "t", type: "put", key: "k", state: { version: "7" } });
    expect(watchEventOf("metadata", { put: { record } })).toMatchObject({ state: { value: undefined } });
    expect(watchEventOf("keys", { put: { record } })).toEqual({
      resumeToken: "",
      type: "put",
      key: "k",
      state: undefined,
    });
    expect(watchEventOf("full", { resumeToken: "t", delete: { key: "k" } })).toEqual({
      resumeToken: "t",
      type: "delete",
      key: "k",
    });
    expect(watchEventOf("full", { resumeToken: "t", expire: { key: "k" } })).toEqual({
      resumeToken: "t",
      type: "expire",
      key: "k",
    });
    expect(watchEventOf("full", { resumeToken: "t", progress: {} })).toEqual({
      resumeToken: "t",
      type: "progress",
    });
    expect(watchEventOf("full", { resumeToken: "t", reset: { reason: "restart" } })).toEqual({
      resumeToken: "t",
      type: "reset",
      reason: "restart",
    });
  });

  it("has defaults for fields that are missing", () => {
    expect(watchEventOf("keys", { put: {} })).toMatchObject({ resumeToken: "", type: "put", key: "" });
    expect(watchEventOf("keys", { delete: {} })).toEqual({ resumeToken: "", type: "delete", key: "" });
    expect(watchEventOf("keys", { expire: {} })).toEqual({ resumeToken: "", type: "expire", key: "" });
    expect(watchEventOf("keys", { reset: {} })).toEqual({ resumeToken: "", type: "reset", reason: "" });
  });

  it("of a newer type is unsupported", () => {
    expect(() => watchEventOf("keys", { resumeToken: "t" })).toThrow(
      expect.objectContaining({
        code: "unsupported",
        message: expect.stringContaining("update @pillion/client"),
      }),
    );
  });
});

describe("a store", () => {
  const flags = ["nativeExpiry", "orderedScan", "changeFeed", "replicas", "queries"] as const;

  it("has all fields", () => {
    const facts = {
      atomicity: v1.Atomicity.ATOMICITY_ANY_KEYS,
      durability: 3,
      durabilityPromise: "flushed",
      ...Object.fromEntries(flags.map((flag) => [flag, true])),
    };
    const health = { serving: true, checkTime: time(1001), reason: "none" };
    expect(storeInfoOf({ name: "a", driver: "memory", facts, health })).toEqual({
      name: "a",
      driver: "memory",
      commitsAnyKeys: true,
      durability: "power-loss",
      durabilityPromise: "flushed",
      ...Object.fromEntries(flags.map((flag) => [flag, true])),
      serving: true,
      checked: new Date(1001),
      reason: "none",
    });
  });

  it("has defaults for fields that are missing, and an unknown durability if it is newer", () => {
    expect(storeInfoOf({})).toEqual({
      name: "",
      driver: "",
      commitsAnyKeys: false,
      durability: "unknown",
      durabilityPromise: "",
      ...Object.fromEntries(flags.map((flag) => [flag, false])),
      serving: false,
      checked: undefined,
      reason: "",
    });
    expect(storeInfoOf({ facts: { durability: 99 as statestore.v1.Durability }, health: {} })).toMatchObject({
      durability: "unknown",
      serving: false,
      reason: "",
    });
  });
});

test("the result of a mutation has all fields, or none", () => {
  const message = {
    found: true,
    version: "7",
    value: { low: -1, high: 0 },
    expireTime: time(5),
    previous: record,
  };
  const result = mutationResultOf(message);
  expect(result).toMatchObject({ found: true, version: "7", counter: 4_294_967_295n, expiry: new Date(5) });
  expect(result.previous?.version).toBe("7");
  expect(mutationResultOf({ version: "", value: null, previous: null })).toEqual({
    found: false,
    version: undefined,
    counter: undefined,
    expiry: undefined,
    previous: undefined,
  });
  expect(mutationResultOf({ value: 0 }).counter).toBe(0n);
});

test("numbers and times are decoded exactly, or not at all", () => {
  expect([int64Of(undefined), int64Of(null), int64Of(5), int64Of({ low: 1, high: -1 })]).toEqual([
    0n,
    0n,
    5n,
    -(2n ** 32n) + 1n,
  ]);
  expect(() => int64Of(2 ** 53)).toThrow(
    expect.objectContaining({
      code: "internal",
      message: "a 64-bit integer was decoded inexactly because the package `long` is not installed",
    }),
  );
  expect([msOf({}), msOf({ seconds: 1, nanos: 999_999 }), msOf({ nanos: 1_000_000 })]).toEqual([0, 1000, 1]);
  expect([dateOf(null), dateOf(undefined), dateOf({})]).toEqual([undefined, undefined, new Date(0)]);
  expect(durationMessage(1500)).toEqual({ seconds: 1, nanos: 500_000_000 });
  expect([kindMessage(undefined), kindMessage("ephemeral")]).toEqual([
    v1.Kind.KIND_UNSPECIFIED,
    v1.Kind.KIND_EPHEMERAL,
  ]);
  expect(() => kindMessage("x" as "cached", "mutations[0].")).toThrow("mutations[0].kind: must be one of");
});
