// Mutations that name an etag, handed to a store as Dapr's Redis component takes
// them: of a key that is not there an etag holds.
import { afterEach, beforeEach, expect, it } from "vitest";
import { createCall, type Mutation, type Precondition, type StateStore } from "../../../src/index.ts";
import { openMemoryStore } from "../../../test/e2e/grpc-fixture.ts";
import { commitEach } from "./dapr-commit.ts";

const call = createCall();
const options = { consistency: "eventual", etagHoldsWhereMissing: true } as const;
const five: Precondition = { type: "version", version: "5" };

let store: StateStore;
beforeEach(async () => {
  store = await openMemoryStore();
});
afterEach(() => store.close());

const put = (key: string, precondition: Precondition): Mutation => ({
  type: "put",
  key,
  value: Buffer.from("1"),
  contentType: "",
  kind: "persistent",
  expiry: { type: "none" },
  precondition,
  returnPrevious: false,
});
const remove = (key: string, precondition: Precondition): Mutation => ({
  type: "remove",
  key,
  precondition,
  returnPrevious: false,
});
const codes = async (...mutations: Mutation[]) =>
  (await commitEach(store, mutations, options, call)).map((fault) => fault?.code);

it("creates what is not there, and still says conflict of what is", async () => {
  expect(await codes(put("new", five), put("other", { type: "none" }))).toEqual([undefined, undefined]);
  expect(await codes(put("new", five), remove("new", five))).toEqual(["conflict", "conflict"]);
});

it("finds nothing to remove where nothing is, and removes nothing that is", async () => {
  await codes(put("there", { type: "none" }));
  expect(await codes(remove("missing", five), remove("there", five))).toEqual([undefined, "conflict"]);
  expect(await codes(put("there", { type: "absent" }))).toEqual(["already-exists"]);
});

it("asks a second time only where the component does", async () => {
  const strict = { ...options, etagHoldsWhereMissing: false };
  const [fault] = await commitEach(store, [put("new", five)], strict, call);
  expect(fault?.code).toBe("conflict");
});

it("answers each mutation with the failure of the whole, and hands over no more than a commit takes", async () => {
  const many = Array.from({ length: 250 }, (_, n) => put(`k${n}`, { type: "none" }));
  const sizes: number[] = [];
  const counting: StateStore = {
    facts: store.facts,
    read: (keys, how, at) => store.read(keys, how, at),
    commit: (batches, at) => {
      sizes.push(batches.length);
      return store.commit(batches, at);
    },
    scan: (query, at) => store.scan(query, at),
    ping: (at) => store.ping(at),
    close: () => store.close(),
  };
  await commitEach(counting, many, options, call);
  expect(sizes).toEqual([100, 100, 50]);
  await store.close();
  const faults = await commitEach(store, many.slice(0, 3), options, call);
  expect(faults.map((fault) => fault?.code)).toEqual(["closed", "closed", "closed"]);
});
