// Operations of one key that are folded into one mutation have the same effect as
// when they are applied in order: compared with a map that applies them in order.
import fc from "fast-check";
import { expect, it } from "vitest";
import { createCall, type Mutation, type StateStore } from "../../../src/index.ts";
import { openMemoryStore } from "../../../test/e2e/grpc-fixture.ts";
import type { DaprComponent } from "../quirks/dapr-component.ts";
import { quirksOf } from "../quirks/dapr-quirks.ts";
import { ItemFailure } from "../texts/item-failure.ts";
import type { DaprItem } from "./dapr-item.ts";
import { createDaprStores, type DaprStore } from "./dapr-store.ts";
import { commitAll } from "./etag-commit.ts";
import { deleteMutation, upsertMutation } from "./item-mutation.ts";
import { foldOperations } from "./operation-folding.ts";

interface Operation {
  readonly type: "upsert" | "delete";
  readonly key: string;
  readonly value: string;
  /** The etag that the record has before the transaction, another one, or none. */
  readonly etag: "none" | "first" | "other";
  readonly concurrency: string;
}

const operation: fc.Arbitrary<Operation> = fc.record({
  type: fc.constantFrom("upsert", "delete"),
  key: fc.constantFrom("a", "b"),
  value: fc.constantFrom("1", "2", "3"),
  etag: fc.constantFrom("none", "none", "none", "first", "other"),
  concurrency: fc.constantFrom("", "first-write", "last-write"),
} as const);

const components: readonly DaprComponent[] = [
  { type: "state.in-memory", version: "v1" },
  { type: "state.redis", version: "v1" },
  { type: "state.postgresql", version: "v1" },
];

async function serve(component: DaprComponent, store: StateStore): Promise<DaprStore> {
  const [served] = createDaprStores([{ name: "s", component, store }]).stores;
  if (served === undefined) throw new TypeError("no store");
  return served;
}

// Etags that are numbers: those of the memory store are not.
const numbers = { first: "7", other: "8" } as const;

function itemOf({ key, value, etag, concurrency }: Operation): DaprItem {
  return {
    key,
    value: Buffer.from(value),
    etag: etag === "none" ? undefined : numbers[etag],
    metadata: {},
    concurrency,
    consistency: "",
    contentTypeDefault: "",
    isDecoded: false,
  };
}

/** A store whose one record `a` has the version 7 until it is changed. */
class Model {
  readonly #records = new Map([["a", { value: "0", version: "7" }]]);
  #versions = 100;

  /** False if the precondition does not hold. */
  apply(mutation: Mutation, etagHoldsWhereMissing: boolean): boolean {
    const there = this.#records.get(mutation.key);
    const { precondition } = mutation;
    if (precondition.type === "absent" && there !== undefined) return false;
    if (precondition.type === "version") {
      const holds = there === undefined ? etagHoldsWhereMissing : there.version === precondition.version;
      if (!holds) return false;
    }
    this.#versions += 1;
    if (mutation.type === "put") {
      const value = Buffer.from(mutation.value).toString();
      this.#records.set(mutation.key, { value, version: String(this.#versions) });
    }
    if (mutation.type === "remove") this.#records.delete(mutation.key);
    return true;
  }

  get values() {
    return Object.fromEntries([...this.#records].map(([key, { value }]) => [key, value]));
  }
}

function applied(mutations: readonly Mutation[], etagHoldsWhereMissing: boolean) {
  const model = new Model();
  return mutations.every((mutation) => model.apply(mutation, etagHoldsWhereMissing))
    ? model.values
    : "rejected";
}

it.each(components)("have the same effect folded as one by one, on $type", async (component) => {
  const memory = await openMemoryStore();
  const store = await serve(component, memory);
  const { etagHoldsWhereMissing } = store.quirks;
  await fc.assert(
    fc.asyncProperty(fc.array(operation, { maxLength: 6 }), async (operations) => {
      const made = operations.map((one) =>
        one.type === "upsert" ? upsertMutation(itemOf(one), store) : deleteMutation(itemOf(one), store),
      );
      const sound = made.filter((one) => !(one instanceof ItemFailure)) as readonly Mutation[];
      const folded = foldOperations(sound, store.quirks);
      const together = Array.isArray(folded) ? applied(folded, etagHoldsWhereMissing) : "rejected";
      expect(together).toEqual(applied(sound, etagHoldsWhereMissing));
      if (Array.isArray(folded)) {
        const keys = (folded as readonly Mutation[]).map(({ key }) => key);
        expect(new Set(keys).size).toBe(keys.length);
      }
    }),
  );
  await memory.close();
});

it("lets an etag create a missing key where the component does, all or none", async () => {
  const memory = await openMemoryStore();
  const call = createCall();
  const options = { consistency: "eventual", etagHoldsWhereMissing: true } as const;
  const put = (key: string, version: string): Mutation => ({
    type: "put",
    key,
    value: Buffer.from("1"),
    contentType: "",
    kind: "persistent",
    expiry: { type: "none" },
    precondition: { type: "version", version },
    returnPrevious: false,
  });
  await commitAll(memory, [put("x", "1"), put("y", "2")], options, call);
  const [x] = await memory.read(["x"], { consistency: "eventual", view: "full" }, call);
  expect(x).toMatchObject({ key: "x" });
  await expect(commitAll(memory, [put("new", "1"), put("x", "1")], options, call)).rejects.toMatchObject({
    code: "conflict",
    mutationIndex: 1,
  });
  expect(await memory.read(["new"], { consistency: "eventual", view: "full" }, call)).toEqual([undefined]);
  await memory.close();
});

it("keeps the expiry of an earlier operation, and none after a removal", async () => {
  const memory = await openMemoryStore();
  const store = await serve({ type: "state.redis", version: "v1" }, memory);
  const put = (metadata: Record<string, string>) =>
    upsertMutation(
      { ...itemOf({ type: "upsert", key: "a", value: "1", etag: "none", concurrency: "" }), metadata },
      store,
    ) as Mutation;
  const removal: Mutation = {
    type: "remove",
    key: "a",
    precondition: { type: "none" },
    returnPrevious: false,
  };
  const fold = (...operations: Mutation[]) => foldOperations(operations, store.quirks);
  expect(fold(put({}))).toMatchObject([{ expiry: { type: "keep" } }]);
  expect(fold(put({ ttlInSeconds: "5" }), put({}))).toMatchObject([
    { expiry: { type: "after", ttlMs: 5000 } },
  ]);
  expect(fold(put({ ttlInSeconds: "5" }), removal, put({}))).toMatchObject([{ expiry: { type: "none" } }]);
  await memory.close();
});

it("clears the first-write mark for a write after a removal, and for no other write", () => {
  const quirks = quirksOf({ type: "state.redis", version: "v1" });
  const put: Mutation = {
    type: "put",
    key: "a",
    value: Buffer.from("1"),
    contentType: "",
    kind: "persistent",
    expiry: { type: "keep" },
    precondition: { type: "none" },
    returnPrevious: false,
  };
  const removal: Mutation = {
    type: "remove",
    key: "a",
    precondition: { type: "none" },
    returnPrevious: false,
  };
  const fold = (...operations: Mutation[]) => foldOperations(operations, quirks);
  for (const operations of [
    [removal, put],
    [put, removal, put],
    [removal, put, put],
  ])
    expect(fold(...operations)).toMatchObject([{ type: "put", hints: { clearsFirstWrite: true } }]);
  for (const operations of [[put], [put, put]])
    expect(JSON.stringify(fold(...operations))).not.toContain("clearsFirstWrite");
});
