// How the verbs call a store: what they send, and what they do with wrong numbers of results and with errors.
import { beforeEach, describe, expect, test } from "vitest";
import {
  createCall,
  get,
  increment,
  noPrecondition,
  type ReadResult,
  type StateStore,
  StoreError,
  set,
  type Transaction,
  type TransactionResult,
  violationError,
} from "../index.ts";
import { errorOf, handClock, openStore, put, withCommit } from "./operation-fixture.ts";
import { ofBatchItem, reroot } from "./store-calls.ts";

const clock = handClock();
const call = createCall({ clock });
const consistency = "eventual" as const;
const input = { mutation: put("a"), consistency };
const fewer = { code: "internal", message: "the store returned fewer results than requested" };

let store: StateStore;

beforeEach(async () => {
  store = await openStore(clock);
});

const returning = (...results: readonly TransactionResult[]): StateStore =>
  withCommit(store, async () => results);

const reading = (...results: readonly ReadResult[]): StateStore => ({
  ...withCommit(store, (_, next) => next()),
  read: async () => results,
});

test("a transaction has an idempotency key only if the request has an identity", async () => {
  const sent: Transaction[] = [];
  const observed = withCommit(store, (transactions, next) => {
    sent.push(...transactions);
    return next();
  });
  await set(observed, input, call);
  await set(observed, { ...input, consistency: "strong", identity: { key: "k", fingerprint: "f" } }, call);
  expect(sent[0]).toEqual({ mutations: [input.mutation], consistency });
  expect("idempotency" in (sent[0] ?? {})).toBe(false);
  expect(sent[1]).toMatchObject({ consistency: "strong", idempotency: { fingerprint: "f" } });
});

describe("a store that returns fewer results than requested", () => {
  test("is an internal error of unknown outcome", async () => {
    expect(await errorOf(set(returning(), input, call))).toMatchObject({ ...fewer, outcome: "unknown" });
    expect(await errorOf(set(returning([]), input, call))).toMatchObject({ ...fewer, outcome: "unknown" });
    const key = { key: "a", consistency };
    expect(await errorOf(get(reading(), key, call))).toMatchObject(fewer);
    expect(await errorOf(get(reading(undefined, undefined), key, call))).toMatchObject(fewer);
    expect(await get(reading(undefined), key, call)).toBeUndefined();
  });

  test("also if it returns no version, or no value for an addition", async () => {
    const bare = { found: true, version: undefined, expireTime: undefined };
    expect(await errorOf(set(returning([bare]), input, call))).toMatchObject({
      code: "internal",
      message: "the store returned no version for a write",
    });
    const expiry = { type: "keep" } as const;
    const add = {
      type: "add",
      key: "n",
      delta: 1n,
      initial: 0n,
      expiry,
      precondition: noPrecondition,
    } as const;
    for (const result of [bare, { ...bare, version: "1" }, { ...bare, value: 1n }]) {
      const adding = increment(returning([result]), { mutation: add, consistency }, call);
      expect(await errorOf(adding)).toMatchObject({
        code: "internal",
        message: "the store returned no value or no version for an addition",
      });
    }
    const complete = { ...bare, version: "1", value: 0n };
    expect(await increment(returning([complete]), { mutation: add, consistency }, call)).toEqual({
      value: 0n,
      version: "1",
    });
  });
});

describe("the error of a verb with one key", () => {
  test("of a read has the path of the key", async () => {
    const error = violationError([{ path: ["keys", 0], description: "is missing" }]);
    expect(await errorOf(get(reading(error), { key: "", consistency }, call))).toMatchObject({
      violations: [{ path: ["key"], description: "is missing" }],
    });
  });

  test("has no mutation index, with or without violations", async () => {
    const indexed = new StoreError("conflict", "x", { mutationIndex: 0 });
    const thrown = await errorOf(set(returning(indexed), input, call));
    expect(thrown).toMatchObject({ code: "conflict", message: "x", mutationIndex: undefined });
    const violated = violationError([{ path: ["mutations", 0, "value"], description: "is bad" }]);
    expect(await errorOf(set(returning(violated), input, call))).toMatchObject({
      violations: [{ path: ["value"] }],
      mutationIndex: undefined,
    });
    const other = violationError([{ path: ["idempotency", "key"], description: "is bad" }]);
    expect(await errorOf(set(returning(other), input, call))).toMatchObject({
      violations: [{ path: ["idempotency", "key"] }],
    });
  });

  test("is passed on as it is if there is nothing to change, and so is another thrown value", async () => {
    const plain = new StoreError("unavailable", "x");
    expect(await errorOf(set(returning(plain), input, call))).toBe(plain);
    const bug = new TypeError("x");
    const broken = withCommit(store, () => Promise.reject(bug));
    expect(await errorOf(set(broken, input, call))).toBe(bug);
  });
});

test("the beginning of a path is replaced only where all of it is there", () => {
  const error = violationError([
    { path: ["mutations", 0, "key"], description: "a" },
    { path: ["mutations", 1, "key"], description: "b" },
    { path: ["idempotency", 0], description: "c" },
  ]);
  const paths = reroot(error, ["mutations", 0], ["mutations", 7]).violations.map(({ path }) => path);
  expect(paths).toEqual([
    ["mutations", 7, "key"],
    ["mutations", 1, "key"],
    ["idempotency", 0],
  ]);
  const plain = new StoreError("conflict", "x");
  expect(reroot(plain, [], ["a"])).toBe(plain);
  expect(ofBatchItem(plain, 4)).toMatchObject({ code: "conflict", message: "x", mutationIndex: 4 });
});
