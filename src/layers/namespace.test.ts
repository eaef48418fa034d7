// The namespace layer: two apps on one store never see each other's keys.
import fc from "fast-check";
import { expect, it } from "vitest";
import { openMemory } from "../../test/conformance/memory-subject.ts";
import { add, put, remove, text } from "../../test/conformance/mutations.ts";
import { createCall } from "../model/call.ts";
import { StoreError } from "../model/errors.ts";
import type { ScanPage, StateStore } from "../store/state-store.ts";
import { checkAppId, namespace } from "./namespace.ts";

const call = createCall();

async function two(first: string, second: string): Promise<[StateStore, StateStore, StateStore]> {
  const { store } = await openMemory();
  return [namespace(first)(store), namespace(second)(store), store];
}

async function all(store: StateStore): Promise<ScanPage> {
  return store.scan({ prefix: "", cursor: undefined, limit: 1000, view: "full" }, call);
}

function appIdError(app: string): unknown {
  try {
    checkAppId(app);
    return undefined;
  } catch (thrown) {
    return thrown;
  }
}

it("keeps records under the app's prefix and shows the user's key", async () => {
  const [shop, , store] = await two("shop", "other");
  await shop.commit([{ mutations: [put("order/1", "x")] }], call);
  expect((await all(store)).records.map(({ key }) => key)).toEqual(["shop||order/1"]);
  expect((await all(shop)).records.map(({ key }) => key)).toEqual(["order/1"]);
  const [record] = await shop.read(["order/1"], { consistency: "strong", view: "full" }, call);
  expect(record).toMatchObject({ key: "order/1" });
});

it("shows the user's key in the previous record", async () => {
  const [shop] = await two("shop", "other");
  await shop.commit([{ mutations: [put("a", "old")] }], call);
  const [results] = await shop.commit(
    [{ mutations: [put("a", "new", { returnPrevious: true }), put("b", "x")] }],
    call,
  );
  expect(results).toMatchObject([{ previous: { key: "a" } }, { found: false }]);
});

it("keeps the idempotency keys of two apps apart", async () => {
  const [shop, other] = await two("shop", "other");
  const idempotency = { key: "once", fingerprint: "f", expireTime: Date.now() + 60_000 };
  const transaction = { mutations: [add("n", 1n)], idempotency };
  for (const app of [shop, other]) {
    expect(await app.commit([transaction], call)).toMatchObject([[{ value: 1n, found: false }]]);
    expect(await app.commit([transaction], call)).toMatchObject([[{ value: 1n, found: false }]]);
  }
});

it("hides the keys of an app from all others, whatever the app ids", async () => {
  const anyApp = fc
    .string({
      unit: fc.constantFrom("a", "b", "|", "%", "_", "\u00e9", "\u{1f600}"),
      minLength: 1,
      maxLength: 5,
    })
    .filter((app) => appIdError(app) === undefined);
  const anyKey = fc
    .string({ unit: fc.constantFrom("a", "b", "|", "%", "/"), minLength: 1, maxLength: 5 })
    .filter((key) => !key.includes("||"));
  await fc.assert(
    fc.asyncProperty(
      anyApp,
      anyApp,
      fc.uniqueArray(anyKey, { minLength: 1, maxLength: 6 }),
      async (a, b, keys) => {
        fc.pre(a !== b);
        const [first, second] = await two(a, b);
        for (const key of keys) await first.commit([{ mutations: [put(key, `of ${a}`)] }], call);
        expect((await all(second)).records).toEqual([]);
        for (const key of keys)
          await second.commit([{ mutations: [remove(key), put(`${key}/`, "x")] }], call);
        const records = await first.read(keys, { consistency: "strong", view: "full" }, call);
        for (const record of records) {
          expect(record instanceof StoreError || text(record?.value ?? new Uint8Array())).toBe(`of ${a}`);
        }
      },
    ),
    { numRuns: 300 },
  );
});

it("rejects app ids that could make two stored keys equal or that cannot be stored", () => {
  for (const app of ["", "a||b", "||", "a|", "a\0", "\ud800", "\uFFFD"]) {
    expect(appIdError(app), JSON.stringify(app)).toMatchObject({
      code: "invalid",
      violations: [{ path: ["appId"] }],
    });
  }
  expect(appIdError("a".repeat(129))).toMatchObject({
    code: "too-large",
    message: expect.stringContaining("129"),
  });
  for (const app of ["a", "a".repeat(128), "|a", "a|b", "shop.eu-1", "\u00e9"])
    expect(appIdError(app)).toBeUndefined();
});

it("rejects an invalid app id before a store is wrapped", () => {
  expect(() => namespace("a||b")).toThrow(/appId/);
});

it("stores keys under a configured prefix, and idempotency keys under the app id", async () => {
  const { store } = await openMemory();
  const [shop, till] = [namespace("shop", "carts")(store), namespace("till", "carts")(store)];
  const idempotency = { key: "once", fingerprint: "f", expireTime: Date.now() + 60_000 };
  await shop.commit([{ mutations: [add("n", 1n)], idempotency }], call);
  expect(await till.commit([{ mutations: [add("n", 1n)], idempotency }], call)).toMatchObject([
    [{ value: 2n }],
  ]);
  expect((await all(store)).records.map(({ key }) => key)).toEqual(["carts||n"]);
});

it("stores keys without a prefix if it is empty, and does not find keys that have one", async () => {
  const { store } = await openMemory();
  const bare = namespace("shop", "")(store);
  await namespace("other")(store).commit([{ mutations: [put("hidden", "x")] }], call);
  await bare.commit([{ mutations: [put("own", "x")] }], call);
  expect((await all(bare)).records.map(({ key }) => key)).toEqual(["own"]);
  expect((await all(store)).records.map(({ key }) => key)).toEqual(["other||hidden", "own"]);
});

it("skips keys with a second separator, as those of actors", async () => {
  const { store } = await openMemory();
  await store.commit([{ mutations: [put("shop||type||id||state", "x")] }], call);
  const shop = namespace("shop")(store);
  await shop.commit([{ mutations: [put("type", "x")] }], call);
  expect((await all(shop)).records.map(({ key }) => key)).toEqual(["type"]);
});

it.each(["a||b", "a|", "a\u0000", "\ud800", "p".repeat(257)])("rejects %j as a prefix", (prefix) => {
  expect(() => namespace("shop", prefix)).toThrow(/^keyPrefix: /);
});
