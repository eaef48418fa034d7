// The encryption layer: what reaches the store below, and the errors for stored
// values that cannot be decrypted.
import { randomBytes } from "node:crypto";
import { expect, it } from "vitest";
import { openMemory } from "../../test/conformance/memory-subject.ts";
import { add, check, present, put, remove, text, touch } from "../../test/conformance/mutations.ts";
import { createKeyRing, type NamedKey } from "../crypto/key-ring.ts";
import { createCall } from "../model/call.ts";
import { StoreError } from "../model/errors.ts";
import type { Mutation, MutationResult } from "../model/mutation.ts";
import type { StateStore } from "../store/state-store.ts";
import { encrypt } from "./encrypt.ts";

const k1 = { name: "k1", hex: "11".repeat(16) };
const k2 = { name: "k2", hex: "22".repeat(32) };

async function open() {
  const { store: plain, clock, close } = await openMemory();
  const call = createCall({ clock: clock ?? { now: Date.now, monotonic: () => performance.now() } });
  const layer = (primary: NamedKey, secondary?: NamedKey) =>
    encrypt(createKeyRing(primary, secondary), randomBytes)(plain);
  const value = async (store: StateStore, key: string) => {
    const [found] = await store.read([key], { consistency: "strong", view: "full" }, call);
    return found === undefined || found instanceof StoreError ? found : text(found.value);
  };
  return { plain, call, layer, value, close };
}

it("the store below receives only encrypted values, with the name of the primary key", async () => {
  const { plain, call, layer, value, close } = await open();
  await layer(k1, k2).commit([{ mutations: [put("a", "canary", { contentType: "text/x" })] }], call);
  expect(await value(plain, "a")).toMatch(/^[A-Za-z0-9+/]+=*\|\|k1$/);
  const [record] = await plain.read(["a"], { consistency: "strong", view: "metadata" }, call);
  expect(record).toMatchObject({ key: "a", contentType: "text/x" });
  await close();
});

it("after key rotation, old values are read with the secondary key and new ones are written with the primary key", async () => {
  const { plain, call, layer, value, close } = await open();
  await layer(k1).commit([{ mutations: [put("old", "1")] }], call);
  const rotated = layer(k2, k1);
  expect(await value(rotated, "old")).toBe("1");
  await rotated.commit([{ mutations: [put("old", "2")] }], call);
  expect(await value(plain, "old")).toMatch(/\|\|k2$/);
  expect(await value(layer(k2), "old")).toBe("2");
  await close();
});

it("a value that cannot be decrypted is a corrupt error in its own place, and the others are returned", async () => {
  const { plain, call, layer, close } = await open();
  const store = layer(k1);
  await store.commit([{ mutations: [put("good", "1")] }], call);
  await plain.commit([{ mutations: [put("plain", "canary")] }], call);
  const results = await store.read(["plain", "good", "none"], { consistency: "strong", view: "full" }, call);
  expect(results[0]).toMatchObject({
    code: "corrupt",
    message: expect.stringContaining('"plain" is not encrypted'),
  });
  expect(String(results[0])).not.toContain("canary");
  expect(results[1]).toMatchObject({ key: "good" });
  expect(results[2]).toBeUndefined();
  await close();
});

it("only reads and scans of values report that a value cannot be decrypted", async () => {
  const { plain, call, layer, close } = await open();
  await plain.commit([{ mutations: [put("p", "x")] }], call);
  const store = layer(k1);
  expect(await store.read(["p"], { consistency: "strong", view: "metadata" }, call)).toMatchObject([
    { key: "p" },
  ]);
  const query = { prefix: "p", cursor: undefined, limit: 10 };
  expect(await store.scan({ ...query, view: "keys" }, call)).toMatchObject({ records: [{ key: "p" }] });
  await expect(store.scan({ ...query, view: "full" }, call)).rejects.toMatchObject({ code: "corrupt" });
  await close();
});

it("a counter is stored encrypted, and counts", async () => {
  const { plain, call, layer, value, close } = await open();
  const store = layer(k1);
  for (const sum of [2n, 4n]) {
    const [result] = await store.commit([{ mutations: [add("n", 2n)] }], call);
    expect(result).toMatchObject([{ value: sum }]);
    expect(result).not.toHaveProperty("0.previous");
  }
  expect(await value(plain, "n")).toMatch(/\|\|k1$/);
  expect(await value(store, "n")).toBe("4");
  await close();
});

it("additions of two processes on one store all count", async () => {
  const { call, layer, value, close } = await open();
  const stores = [layer(k1), layer(k1)];
  const results = await Promise.all(
    Array.from({ length: 60 }, async (_, n) => stores[n % 2]?.commit([{ mutations: [add("n", 1n)] }], call)),
  );
  expect(results.filter((result) => result?.[0] instanceof StoreError)).toEqual([]);
  expect(await value(layer(k1), "n")).toBe("60");
  await close();
});

it("a failing addition is reported only if no earlier mutation fails, and changes nothing", async () => {
  const { plain, call, layer, value, close } = await open();
  const store = layer(k1);
  await store.commit([{ mutations: [put("word", "x")] }], call);
  const attempt = async (...mutations: Mutation[]) => (await store.commit([{ mutations }], call))[0];
  expect(await attempt(put("a", "1"), add("word", 1n))).toMatchObject({
    code: "wrong-type",
    mutationIndex: 1,
  });
  const missing = put("a", "1", { precondition: present });
  expect(await attempt(missing, add("word", 1n))).toMatchObject({ code: "missing", mutationIndex: 0 });
  await plain.commit([{ mutations: [put("clear", "5")] }], call);
  const corrupt = { code: "corrupt", outcome: "not-applied", mutationIndex: 0 };
  expect(await attempt(add("clear", 1n))).toMatchObject(corrupt);
  expect(await value(store, "a")).toBeUndefined();
  await close();
});

it("a failure of one transaction of a commit leaves the results of the others in their places", async () => {
  const { call, plain, close } = await open();
  const failing = new Proxy(plain, {
    get: (target, name) =>
      name === "read"
        ? async () => Promise.reject(new StoreError("unavailable", "gone"))
        : target[name as "read"].bind(target),
  });
  const store = encrypt(createKeyRing(k1), randomBytes)(failing);
  const transactions = [
    { mutations: [put("a", "1")] },
    { mutations: [add("n", 1n)] },
    { mutations: [put("b", "1")] },
  ];
  const results = await store.commit(transactions, call);
  expect(results[0]).toMatchObject([{ found: false }]);
  expect(results[1]).toMatchObject({ code: "unavailable", outcome: "not-applied" });
  expect(results[2]).toMatchObject([{ found: false }]);
  await close();
});

it("previous values are returned decrypted, by the write itself and by its repetition", async () => {
  const { call, layer, close } = await open();
  const store = layer(k1);
  await store.commit([{ mutations: [put("a", "before")] }], call);
  const transaction = {
    mutations: [put("a", "after", { returnPrevious: true })],
    idempotency: { key: "once", fingerprint: "f", expireTime: Date.now() + 60_000 },
  };
  for (const _ of ["first", "again"]) {
    const [result] = await store.commit([transaction], call);
    const [{ previous } = {} as MutationResult] = result as readonly MutationResult[];
    expect(text(previous?.value ?? new Uint8Array())).toBe("before");
  }
  await close();
});

it("a write whose previous value cannot be decrypted is applied, and its outcome is not not-applied", async () => {
  const { plain, call, layer, value, close } = await open();
  const store = layer(k1);
  await plain.commit([{ mutations: [put("a", "plain"), put("b", "plain")] }], call);
  const mutations = [put("c", "1"), put("a", "new", { returnPrevious: true })];
  const [result] = await store.commit([{ mutations }], call);
  expect(result).toMatchObject({ code: "corrupt", outcome: "unknown", mutationIndex: 1 });
  expect(await value(store, "a")).toBe("new");
  const [removed] = await store.commit([{ mutations: [remove("b", { returnPrevious: true })] }], call);
  expect(removed).toMatchObject({ code: "corrupt", outcome: "unknown" });
  await close();
});

it("touch, check and remove do not decrypt the value", async () => {
  const { plain, call, layer, close } = await open();
  await plain.commit([{ mutations: [put("a", "x"), put("b", "x"), put("c", "x")] }], call);
  const mutations = [touch("a", { type: "none" }), check("b", present), remove("c")];
  expect((await layer(k1).commit([{ mutations }], call))[0]).not.toBeInstanceOf(StoreError);
  await close();
});
