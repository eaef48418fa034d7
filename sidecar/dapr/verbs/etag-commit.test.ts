// Commits of mutations with etags as Dapr's Redis component defines them: an etag
// holds for a missing key.
import { afterEach, beforeEach, expect, it } from "vitest";
import {
  createCall,
  type ExistingPrecondition,
  type Mutation,
  type Precondition,
  type StateStore,
} from "../../../src/index.ts";
import { openMemoryStore } from "../../../test/e2e/grpc-fixture.ts";
import { commitEach } from "./etag-commit.ts";

const call = createCall();
const options = { consistency: "eventual", etagHoldsWhereMissing: true } as const;
const five: ExistingPrecondition = { type: "version", version: "5" };

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
const remove = (key: string, precondition: ExistingPrecondition): Mutation => ({
  type: "remove",
  key,
  precondition,
  returnPrevious: false,
});
const codes = async (...mutations: Mutation[]) =>
  (await commitEach(store, mutations, options, call)).map((error) => error?.code);

it("creates a missing record, and reports a conflict for an existing one", async () => {
  expect(await codes(put("new", five), put("other", { type: "none" }))).toEqual([undefined, undefined]);
  expect(await codes(put("new", five), remove("new", five))).toEqual(["conflict", "conflict"]);
});

it("accepts the removal of a missing record, and does not remove an existing one", async () => {
  await codes(put("there", { type: "none" }));
  expect(await codes(remove("missing", five), remove("there", five))).toEqual([undefined, "conflict"]);
  expect(await codes(put("there", { type: "absent" }))).toEqual(["already-exists"]);
});

it("tries a second time only where the component lets an etag hold for a missing key", async () => {
  const strict = { ...options, etagHoldsWhereMissing: false };
  const [error] = await commitEach(store, [put("new", five)], strict, call);
  expect(error?.code).toBe("conflict");
});

it("reports the failure of a whole call for each mutation, and commits at most as many as a call allows", async () => {
  const many = Array.from({ length: 250 }, (_, n) => put(`k${n}`, { type: "none" }));
  const sizes: number[] = [];
  const counting: StateStore = {
    facts: store.facts,
    read: (keys, how, at) => store.read(keys, how, at),
    commit: (transactions, at) => {
      sizes.push(transactions.length);
      return store.commit(transactions, at);
    },
    scan: (query, at) => store.scan(query, at),
    ping: (at) => store.ping(at),
    close: () => store.close(),
  };
  await commitEach(counting, many, options, call);
  expect(sizes).toEqual([100, 100, 50]);
  await store.close();
  const errors = await commitEach(store, many.slice(0, 3), options, call);
  expect(errors.map((error) => error?.code)).toEqual(["closed", "closed", "closed"]);
});
