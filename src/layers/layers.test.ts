// What every layer passes on: calls that it does not change, facts, and queries where the store below has them. The
// store below is a memory store with a query that returns the given records.
import { randomBytes } from "node:crypto";
import { beforeEach, describe, expect, it, test } from "vitest";
import { openMemory } from "../../test/conformance/memory-subject.ts";
import { add, put } from "../../test/conformance/mutations.ts";
import { createKeyRing } from "../crypto/key-ring.ts";
import { createCall } from "../model/call.ts";
import { StoreError } from "../model/errors.ts";
import type { QueriedRecord, QueryPage, RecordQuery } from "../store/record-query.ts";
import { keyOnly } from "../store/record-view.ts";
import type { StateStore } from "../store/state-store.ts";
import { encrypt } from "./encrypt.ts";
import { ForwardingStore } from "./forwarding-store.ts";
import { gather } from "./gather.ts";
import { guard } from "./guard.ts";
import { type Layer, stack } from "./layer.ts";
import { namespace } from "./namespace.ts";
import { type CallReport, observe } from "./observe.ts";

const call = createCall({ app: "shop", deadline: performance.now() + 60_000 });
const request: RecordQuery = {
  prefix: "p",
  filter: undefined,
  sort: [],
  position: 0,
  limit: 10,
  bytesMax: 100,
  index: undefined,
};

const found = (key: string): QueriedRecord => ({ key, result: keyOnly(key) });
const corrupt = (key: string): QueriedRecord => ({ key, result: new StoreError("corrupt", "bad") });

let plain: StateStore;
let requests: RecordQuery[];
let records: readonly QueriedRecord[];
let reports: CallReport[];

beforeEach(async () => {
  plain = (await openMemory()).store;
  requests = [];
  records = [];
  reports = [];
});

class QueryStore extends ForwardingStore {
  override get facts() {
    return { ...this.inner.facts, queries: true };
  }

  override get query() {
    return async (received: RecordQuery): Promise<QueryPage> => {
      requests.push(received);
      return { records, nextPosition: 7, isLast: true };
    };
  }
}

const forward: Layer = (inner) => new ForwardingStore(inner);
const layers: readonly (readonly [string, Layer])[] = [
  ["forwarding", forward],
  ["observe", observe((report) => reports.push(report))],
  ["guard", guard()],
  ["gather", gather()],
  ["namespace", namespace("shop", "")],
];

describe.each(layers)("the layer %s", (_, layer) => {
  it("forwards every call", async () => {
    const store = layer(plain);
    expect(store.facts).toEqual(plain.facts);
    expect(await store.commit([{ mutations: [put("a", "x")] }], call)).toMatchObject([[{ found: false }]]);
    const options = { consistency: "strong", view: "full" } as const;
    expect(await store.read(["a", "b"], options, call)).toMatchObject([{ key: "a" }, undefined]);
    const scan = { prefix: "", cursor: undefined, limit: 10, view: "keys" } as const;
    expect(await store.scan(scan, call)).toMatchObject({ records: [{ key: "a" }] });
    await store.ping(call);
    await store.close();
    await expect(store.ping(call)).rejects.toMatchObject({ code: "closed" });
    await expect(store.scan(scan, call)).rejects.toMatchObject({ code: "closed" });
  });

  it("has queries exactly where the store below has them", async () => {
    expect(layer(plain).query).toBeUndefined();
    records = [found("p1"), corrupt("p2")];
    const store = layer(new QueryStore(plain));
    expect(await store.query?.(request, call)).toEqual({ records, nextPosition: 7, isLast: true });
    expect(requests).toEqual([request]);
  });
});

test("a query is reported, with the records that cannot be read", async () => {
  records = [found("p1"), corrupt("p2")];
  await layers[1]?.[1](new QueryStore(plain)).query?.(request, call);
  expect(reports).toMatchObject([{ operation: "query", error: undefined, failures: [{ code: "corrupt" }] }]);
});

test("an invalid query, and one whose deadline has passed, are rejected before they are sent", async () => {
  const { query } = guard()(new QueryStore(plain));
  await expect(query?.({ ...request, limit: 0 }, call)).rejects.toMatchObject({
    violations: [{ path: ["limit"] }],
  });
  const late = createCall({ deadline: performance.now() - 1 });
  await expect(query?.(request, late)).rejects.toMatchObject({ code: "deadline", outcome: "not-applied" });
  expect(requests).toEqual([]);
});

test("a query is rejected once the gathering store is closed", async () => {
  const store = gather()(new QueryStore(plain));
  const { query } = store;
  await store.close();
  await expect(query?.(request, call)).rejects.toMatchObject({ code: "closed" });
});

test("a query has the prefix of the app, and finds no keys of others", async () => {
  records = [found("shop||p1"), found("shop||actor||p2"), corrupt("shop||p3")];
  const page = await namespace("shop")(new QueryStore(plain)).query?.(request, call);
  expect(page).toEqual({ records: [found("p1"), corrupt("p3")], nextPosition: 7, isLast: true });
  expect(requests).toMatchObject([{ prefix: "shop||p" }]);
});

describe("an encrypted store", () => {
  const layer = encrypt(createKeyRing({ name: "k1", hex: "11".repeat(32) }), randomBytes);

  it("has no queries", () => {
    const store = layer(new QueryStore(plain));
    expect([store.query, store.facts.queries]).toEqual([undefined, false]);
    expect(layer(plain).facts).toBe(plain.facts);
  });

  it("does not store an encrypted value as JSON", async () => {
    const sent: unknown[] = [];
    class Spy extends ForwardingStore {
      override async commit(...args: Parameters<StateStore["commit"]>) {
        for (const { mutations } of args[0])
          for (const mutation of mutations) if (mutation.type === "put") sent.push(mutation.hints);
        return this.inner.commit(...args);
      }
    }
    const store = layer(new Spy(plain));
    const mutations = [
      put("a", "1", { hints: { asJson: true } }),
      put("b", "1", { hints: { asJson: false } }),
      put("c", "1"),
    ];
    await store.commit([{ mutations }], call);
    expect(sent).toEqual([{ asJson: false }, { asJson: false }, undefined]);
  });

  it("applies transactions with and without counters in order, and other mutations beside a counter", async () => {
    const store = layer(plain);
    const [first, second, third] = await store.commit(
      [
        { mutations: [put("n", "5")] },
        { mutations: [put("a", "x"), add("n", 1n)] },
        { mutations: [put("n", "7")] },
      ],
      call,
    );
    expect(first).toMatchObject([{ found: false }]);
    expect(second).toMatchObject([{ found: false }, { found: true, value: 6n }]);
    expect(third).toMatchObject([{ found: true }]);
    const page = await store.scan({ prefix: "", cursor: undefined, limit: 10, view: "full" }, call);
    expect(page.records.map(({ key, value }) => [key, Buffer.from(value).toString()])).toEqual([
      ["a", "x"],
      ["n", "7"],
    ]);
  });

  it("reads a counter strongly, because a stale copy would lose the race again", async () => {
    const options: unknown[] = [];
    class Spy extends ForwardingStore {
      override async read(...args: Parameters<StateStore["read"]>) {
        options.push(args[1]);
        return this.inner.read(...args);
      }
    }
    await layer(new Spy(plain)).commit([{ mutations: [put("a", "x"), add("n", 1n)] }], call);
    expect(options).toEqual([{ consistency: "strong", view: "full" }]);
  });

  it("does not try an addition again once its call was cancelled", async () => {
    const controller = new AbortController();
    let attempts = 0;
    class Racing extends ForwardingStore {
      override async commit() {
        attempts += 1;
        if (attempts === 3) controller.abort();
        return [new StoreError("conflict", "changed", { mutationIndex: 0 })];
      }
    }
    const cancelled = createCall({ signal: controller.signal });
    const [result] = await layer(new Racing(plain)).commit([{ mutations: [add("n", 1n)] }], cancelled);
    expect(result).toMatchObject({ code: "cancelled", outcome: "not-applied" });
    expect(attempts).toBe(3);
  });

  it("returns stored values as they are in views without values", async () => {
    await plain.commit([{ mutations: [put("plain", "x")] }], call);
    const store = layer(plain);
    const options = { consistency: "strong", view: "keys" } as const;
    expect(await store.read(["plain"], options, call)).toEqual([keyOnly("plain")]);
    const scan = { prefix: "", cursor: undefined, limit: 10, view: "metadata" } as const;
    expect(await store.scan(scan, call)).toMatchObject({
      records: [{ key: "plain", version: expect.any(String) }],
    });
  });

  it("gives up an addition that loses every race, and says so", async () => {
    let attempts = 0;
    class Racing extends ForwardingStore {
      override async commit() {
        attempts += 1;
        return [new StoreError("conflict", "changed", { mutationIndex: 0 })];
      }
    }
    const [result] = await layer(new Racing(plain)).commit([{ mutations: [add("n", 1n)] }], call);
    expect(result).toMatchObject({
      code: "overloaded",
      outcome: "not-applied",
      message: "other clients changed the counter during each of 100 attempts to add to it; try again",
    });
    expect(attempts).toBe(100);
  });
});

test("layers are stacked in their order, each only if it is given", async () => {
  const order: string[] = [];
  const named = (name: string): Layer => {
    class Named extends ForwardingStore {
      override async ping() {
        order.push(name);
        await this.inner.ping(call);
      }
    }
    return (inner) => new Named(inner);
  };
  await stack(plain, { gather: named("gather"), observe: named("observe"), guard: named("guard") }).ping(
    call,
  );
  expect(order).toEqual(["observe", "guard", "gather"]);
  expect(stack(plain, {})).toBe(plain);
});
