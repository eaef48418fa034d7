// Requests as the engine's inputs: every field, the defaults of a request that has only what it needs, and which
// differences between two requests with one idempotency key make them different requests. Requests are encoded and
// decoded, as a server receives them.
import { statestore } from "@pillion/proto";
import { describe, expect, test } from "vitest";
import {
  batchGetInput,
  batchWriteInput,
  commitInput,
  deleteInput,
  getInput,
  incrementInput,
  listInput,
  setInput,
  touchInput,
} from "./state-messages.ts";

const v1 = statestore.v1;

interface Codec<Message, Properties> {
  encode(message: Properties): { finish(): Uint8Array };
  decode(bytes: Uint8Array): Message;
}

/** A mapping from the fields of a request, which it encodes and decodes first. */
function received<Message, Properties, Input>(
  codec: Codec<Message, Properties>,
  toInput: (request: Message) => Input,
): (fields: Properties) => Input {
  return (fields) => toInput(codec.decode(codec.encode(fields).finish()));
}

const set = received(v1.SetRequest, setInput);
const remove = received(v1.DeleteRequest, deleteInput);
const increment = received(v1.IncrementRequest, incrementInput);
const touch = received(v1.TouchRequest, touchInput);
const commit = received(v1.CommitRequest, commitInput);
const batchWrite = received(v1.BatchWriteRequest, batchWriteInput);

const bytes = (text: string) => Uint8Array.from(Buffer.from(text));
const none = { type: "none" } as const;
const ttl = { ttl: { seconds: 2, nanos: 500_000_000 } };
const after = { type: "after", ttlMs: 2500 };

describe("the defaults of a request", () => {
  test("a set removes the expiry, has no precondition, and is persistent and eventual", () => {
    expect(set({ key: "k" })).toEqual({
      mutation: {
        type: "put",
        key: "k",
        value: Buffer.alloc(0),
        contentType: "",
        kind: "persistent",
        expiry: none,
        precondition: none,
        returnPrevious: false,
      },
      consistency: "eventual",
      identity: undefined,
    });
  });

  test("a delete has no precondition and returns no previous record", () => {
    expect(remove({ key: "k" })).toEqual({
      mutation: { type: "remove", key: "k", precondition: none, returnPrevious: false },
      consistency: "eventual",
      identity: undefined,
    });
  });

  test("an increment keeps the expiry and starts from 0", () => {
    const mutation = {
      type: "add",
      key: "k",
      delta: 0n,
      initial: 0n,
      expiry: { type: "keep" },
      precondition: none,
    };
    expect(increment({ key: "k" })).toEqual({ mutation, consistency: "eventual", identity: undefined });
    expect(commit({ mutations: [{ increment: { key: "k" } }] }).mutations).toEqual([mutation]);
    expect(batchWrite({ mutations: [{ increment: { key: "k" } }] }).mutations).toEqual([mutation]);
  });

  test("a touch has none: its expiry is required", () => {
    expect(touch({ key: "k", expiry: { none: true } })).toEqual({
      mutation: { type: "touch", key: "k", expiry: none, precondition: none },
      consistency: "eventual",
      identity: undefined,
    });
    expect(() => touch({ key: "k" })).toThrow("expiry: is missing; a touch requires ttl or none");
  });

  test("a list returns keys, from the start", () => {
    const list = received(v1.ListRequest, (request) => listInput(request, "main"));
    expect(list({ prefix: "p" })).toEqual({
      storeName: "main",
      prefix: "p",
      limit: 0,
      cursor: undefined,
      view: "keys",
    });
    expect(list({ prefix: "p", pageSize: 7, pageToken: "t", view: v1.View.VIEW_FULL })).toMatchObject({
      limit: 7,
      cursor: "t",
      view: "full",
    });
  });

  test("reads are eventual", () => {
    const get = received(v1.GetRequest, getInput);
    expect(get({ key: "k" })).toEqual({ key: "k", consistency: "eventual" });
    expect(get({ key: "k", consistency: 2 })).toEqual({ key: "k", consistency: "strong" });
    const batchGet = received(v1.BatchGetRequest, batchGetInput);
    expect(batchGet({ keys: ["a", "b"] })).toEqual({
      keys: ["a", "b"],
      consistency: "eventual",
      rejectsInvalidKeys: true,
    });
    expect(batchGet({ keys: ["a"], consistency: 2 })).toMatchObject({ consistency: "strong" });
  });
});

describe("every field of a mutation", () => {
  const precondition = { version: "v" };
  const version = { type: "version", version: "v" };
  const rows = {
    set: [
      {
        key: "k",
        value: bytes("x"),
        contentType: "a/b",
        kind: v1.Kind.KIND_CACHED,
        expiry: ttl,
        precondition,
        returnPrevious: true,
      },
      {
        type: "put",
        key: "k",
        value: expect.objectContaining({ 0: 120, length: 1 }),
        contentType: "a/b",
        kind: "cached",
        expiry: after,
        precondition: version,
        returnPrevious: true,
      },
    ],
    delete: [
      { key: "k", precondition, returnPrevious: true },
      { type: "remove", key: "k", precondition: version, returnPrevious: true },
    ],
    increment: [
      { key: "k", delta: -2, initial: 40, expiry: ttl, precondition },
      { type: "add", key: "k", delta: -2n, initial: 40n, expiry: after, precondition: version },
    ],
    touch: [
      { key: "k", expiry: ttl, precondition },
      { type: "touch", key: "k", expiry: after, precondition: version },
    ],
    check: [
      { key: "k", precondition },
      { type: "check", key: "k", precondition: version },
    ],
  } as const;

  test.each(Object.entries(rows))("%s in a list", (name, [message, mutation]) => {
    const mutations = [{ [name]: message }];
    const expected = { mutations: [mutation], consistency: "strong" };
    expect(commit({ mutations, consistency: 2 })).toMatchObject(expected);
    expect(batchWrite({ mutations, consistency: 2 })).toMatchObject(expected);
  });

  test("in a request of its own", () => {
    expect(set({ ...rows.set[0], consistency: 2 })).toMatchObject({
      mutation: rows.set[1],
      consistency: "strong",
    });
    expect(remove({ ...rows.delete[0], consistency: 2 })).toMatchObject({
      mutation: rows.delete[1],
      consistency: "strong",
    });
    const { precondition: _, ...add } = rows.increment[0];
    expect(increment({ ...add, consistency: 2 })).toMatchObject({
      mutation: { ...rows.increment[1], precondition: none },
      consistency: "strong",
    });
    expect(touch({ key: "k", expiry: ttl }).mutation).toMatchObject({ key: "k", expiry: after });
  });

  test("a mutation without an operation, and a check without a condition, are violations of that mutation", () => {
    expect(() => commit({ mutations: [{ touch: { key: "k", expiry: ttl } }, {}] })).toThrow(
      "mutations[1]: has no operation; set one of set, delete, increment, touch, check",
    );
    expect(() => commit({ mutations: [{ check: { key: "k" } }] })).toThrow(
      "mutations[0].precondition: is missing; a check requires absent, present or version",
    );
  });
});

describe("the fingerprint of a request", () => {
  const base = { key: "k", idempotencyKey: "once" };

  test.each([
    [
      "Set",
      set,
      [
        ...[{ key: "l" }, { value: bytes("x") }, { contentType: "a" }, { kind: 3 }, { expiry: ttl }],
        ...[{ precondition: { present: true } }, { returnPrevious: true }, { consistency: 2 }],
      ],
    ],
    [
      "Delete",
      remove,
      [{ key: "l" }, { precondition: { present: true } }, { returnPrevious: true }, { consistency: 2 }],
    ],
    [
      "Increment",
      increment,
      [{ key: "l" }, { delta: 1 }, { initial: 1 }, { expiry: ttl }, { consistency: 2 }],
    ],
    [
      "Touch",
      (fields: object) => touch({ ...base, expiry: { none: true }, ...fields }),
      [{ key: "l" }, { expiry: ttl }],
    ],
  ] as const)(
    "of %s differs if any field does, except the store and the idempotency key",
    (_, toInput, changes) => {
      const identityOf = (fields: object) => toInput({ ...base, ...fields }).identity;
      const first = identityOf({});
      expect(first?.key).toBe("once");
      expect(identityOf({ store: "main" })).toEqual(first);
      expect(identityOf({ idempotencyKey: "twice" })).toEqual({ ...first, key: "twice" });
      const prints = [{}, ...changes].map((change) => identityOf(change)?.fingerprint);
      expect(new Set(prints).size).toBe(changes.length + 1);
    },
  );

  test("differs between the verbs", () => {
    const prints = [set, remove, increment].map((toInput) => toInput(base).identity?.fingerprint);
    prints.push(touch({ ...base, expiry: { none: true } }).identity?.fingerprint);
    expect(new Set(prints).size).toBe(4);
  });

  test("of Commit covers all mutations and the consistency", () => {
    const mutations = [{ delete: { key: "a" } }, { delete: { key: "b" } }];
    const printOf = (fields: object) =>
      commit({ mutations, idempotencyKey: "once", ...fields }).identity?.fingerprint;
    const prints = [
      printOf({}),
      printOf({ mutations: mutations.slice(0, 1) }),
      printOf({ mutations: mutations.toReversed() }),
      printOf({ consistency: 2 }),
    ];
    expect(new Set(prints).size).toBe(4);
    expect(printOf({ store: "main" })).toBe(prints[0]);
    expect(commit({ mutations }).identity).toBeUndefined();
  });

  test("of BatchWrite is one for each mutation, and covers the consistency", () => {
    const mutations = [{ delete: { key: "a" } }, { delete: { key: "b" } }];
    const identitiesOf = (fields: object) =>
      batchWrite({ mutations, idempotencyKey: "once", ...fields }).identities;
    const first = identitiesOf({});
    expect(first?.key).toBe("once");
    const strong = identitiesOf({ consistency: 2 });
    const prints = [...(first?.fingerprints ?? []), ...(strong?.fingerprints ?? [])];
    expect(new Set(prints).size).toBe(4);
    expect(identitiesOf({ consistency: 1, store: "main" })).toEqual(first);
    expect(identitiesOf({ mutations: mutations.toReversed() })?.fingerprints).toEqual(
      first?.fingerprints.toReversed(),
    );
    expect(batchWrite({ mutations }).identities).toBeUndefined();
  });
});
