// The clauses of a query, on any store that can query values. Each subject has its
// own store and a way to write documents as another program does, so that nothing
// here depends on how the driver writes them.
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createCall, type StateStore, StoreError, systemClock } from "../../src/index.ts";
import { type JsonValue, jsonOf, matches } from "../../src/store/query-match.ts";
import type { QueryFilter, QueryPage, QueryScalar, RecordQuery } from "../../src/store/record-query.ts";
import { rejection } from "../conformance/fixture.ts";
import { put } from "../conformance/mutations.ts";

/** An open store, and operations that bypass it. */
export interface OpenQuerySubject {
  readonly store: StateStore;
  /** Writes a document under a stored key, in the layout of the store. */
  write(key: string, value: JsonValue, expiresInMs?: number): Promise<void>;
  /** Turns the record under a stored key into one that cannot be read. */
  damage(key: string): Promise<void>;
  close(): Promise<void>;
}

/** A kind of store. */
export interface QuerySubject {
  readonly name: string;
  open(): Promise<OpenQuerySubject>;
  /** Documents that the store can query. */
  readonly documents: fc.Arbitrary<JsonValue>;
  /** Filters that the store supports. */
  readonly filters: fc.Arbitrary<QueryFilter>;
  /** Whether it sorts by more than one key. */
  readonly sortsByMany: boolean;
  /** Whether a query without a filter returns values that are not JSON. */
  readonly returnsPlainBytes: boolean;
}

const call = (deadlineMs = 20_000, signal?: AbortSignal) =>
  createCall({ deadline: systemClock.monotonic() + deadlineMs, ...(signal && { signal }) });

const everything: RecordQuery = {
  prefix: "shop||",
  filter: undefined,
  sort: [],
  position: 0,
  limit: 1000,
  bytesMax: 2 ** 22,
  index: undefined,
};

/** A condition that a value is equal. */
export const equal = (path: readonly string[], value: QueryScalar): QueryFilter => ({
  type: "equal",
  path,
  value,
});

/** Queries of one subject. */
class Querier {
  readonly opened: OpenQuerySubject;

  constructor(opened: OpenQuerySubject) {
    this.opened = opened;
  }

  page(changes: Partial<RecordQuery> = {}, at = call()): Promise<QueryPage> {
    const { query } = this.opened.store;
    if (query === undefined) throw new TypeError("the store has no query");
    return query({ ...everything, ...changes }, at);
  }

  /** The keys of all pages, in order. */
  async keys(changes: Partial<RecordQuery> = {}): Promise<string[]> {
    return (await this.all(changes)).flatMap(({ records }) => records.map(({ key }) => key));
  }

  async all(changes: Partial<RecordQuery> = {}): Promise<QueryPage[]> {
    const pages: QueryPage[] = [];
    let position = 0;
    for (;;) {
      const page = await this.page({ ...changes, position });
      pages.push(page);
      if (page.isLast) return pages;
      position = page.nextPosition;
      expect(pages.length, "a query has a last page").toBeLessThan(2000);
    }
  }
}

const people: readonly (readonly [string, JsonValue])[] = [
  ["1", { person: { org: "Dev Ops", id: 1036 }, city: "Seattle", state: "WA", flag: true }],
  ["2", { person: { org: "Hardware", id: 1028 }, city: "Portland", state: "OR", flag: false }],
  ["3", { person: { org: "Finance", id: 9 }, city: "Sacramento", state: "CA", flag: true }],
  ["4", { person: { org: "Dev Ops", id: 1042.5 }, city: "Spokane", state: "WA" }],
  ["5", { person: { org: "Hardware" }, city: "Los Angeles", state: "CA" }],
];

/** Tests every clause on a subject. */
export function querySuite(subject: QuerySubject): void {
  describe(`queries of ${subject.name}`, () => {
    let querier: Querier;
    beforeAll(async () => {
      querier = new Querier(await subject.open());
      for (const [key, value] of people) await querier.opened.write(`shop||${key}`, value);
      await querier.opened.write("other||6", {
        person: { org: "Dev Ops", id: 1 },
        state: "WA",
        city: "Seattle",
      });
      await querier.opened.write("shop||actor||7||state", { person: { org: "Dev Ops", id: 3 }, state: "WA" });
      await querier.opened.write("shoplift||7", { person: { org: "Dev Ops", id: 2 }, state: "WA" });
      await querier.page();
    }, 60_000);
    afterAll(() => querier?.opened.close());
    const current = () => querier;
    conditions(current);
    pages(current, subject);
    robustness(current, subject);
    equivalence(current, subject);
  });
}

const keys = (...names: readonly string[]) => names.map((name) => `shop||${name}`);
const id = ["person", "id"];

function conditions(querier: () => Querier): void {
  it.each<readonly [string, QueryFilter, readonly string[]]>([
    ["equal", equal(["state"], "WA"), ["1", "4"]],
    ["equal to a boolean", equal(["flag"], true), ["1", "3"]],
    ["equal to a text with a space", equal(["person", "org"], "Dev Ops"), ["1", "4"]],
    ["unequal", { type: "unequal", path: id, value: 9 }, ["1", "2", "4"]],
    ["greater", { type: "greater", path: id, value: 1028 }, ["1", "4"]],
    ["greater or equal", { type: "greater-or-equal", path: id, value: 1028 }, ["1", "2", "4"]],
    ["less, as numbers and not as texts", { type: "less", path: id, value: 1028 }, ["3"]],
    ["less or equal", { type: "less-or-equal", path: id, value: 1028 }, ["2", "3"]],
    ["one of several", { type: "in", path: ["state"], values: ["CA", "OR"] }, ["2", "3", "5"]],
    ["one of one", { type: "in", path: id, values: [9] }, ["3"]],
    [
      "joined",
      {
        type: "or",
        filters: [
          equal(["state"], "OR"),
          { type: "and", filters: [equal(["state"], "CA"), { type: "less", path: id, value: 100 }] },
        ],
      },
      ["2", "3"],
    ],
    ["equal to a value that no document has", equal(["city"], "Nowhere"), []],
  ])("Q1 returns the documents that are %s", async (_, filter, found) => {
    expect((await querier().keys({ filter })).toSorted()).toEqual(keys(...found));
  });

  it("Q1 returns records as a read does", async () => {
    const { records } = await querier().page({ filter: equal(["city"], "Portland") });
    const options = { consistency: "strong", view: "full" } as const;
    const [read] = await querier().opened.store.read(["shop||2"], options, call());
    expect(records).toEqual([{ key: "shop||2", result: read }]);
    expect(read).not.toBeUndefined();
  });

  it("Q1 returns no record of another prefix, whatever the query", async () => {
    expect((await querier().keys()).toSorted()).toEqual(keys("1", "2", "3", "4", "5"));
    expect(await querier().keys({ prefix: "other||" })).toEqual(["other||6"]);
    expect(await querier().keys({ prefix: "sho%" })).toEqual([]);
    expect(await querier().keys({ prefix: "shop||1" })).toEqual(["shop||1"]);
    expect(await querier().keys({ prefix: "shop||actor||7||" })).toEqual(["shop||actor||7||state"]);
  });

  it("Q8 states that it can be queried", () => {
    expect(querier().opened.store.facts.queries).toBe(true);
  });
}

function pages(querier: () => Querier, { sortsByMany }: QuerySubject): void {
  const byId = { path: id, descending: false };

  it("Q3 pages of every size hold every record once, in order", async () => {
    const whole = await querier().keys({ sort: [byId] });
    for (const limit of [1, 2, 3, 4, 5, 6]) {
      const found = await querier().all({ sort: [byId], limit });
      expect(found.flatMap(({ records }) => records.map(({ key }) => key))).toEqual(whole);
      expect(Math.max(...found.map(({ records }) => records.length))).toBeLessThanOrEqual(limit);
    }
  });

  it("Q3 a page of more than one record respects its limit of bytes; a single record is returned whatever its size", async () => {
    const found = await querier().all({ bytesMax: 160 });
    expect(found.flatMap(({ records }) => records)).toHaveLength(5);
    expect(found.length).toBeGreaterThan(1);
    for (const one of await querier().all({ bytesMax: 1 })) expect(one.records.length).toBeLessThanOrEqual(1);
  });

  it("Q3 a position beyond the end is an empty last page", async () => {
    expect(await querier().page({ position: 500 })).toMatchObject({ records: [], isLast: true });
  });

  it("Q4 numbers are ordered as numbers, and records without one come last", async () => {
    expect(await querier().keys({ sort: [byId] })).toEqual(keys("3", "2", "1", "4", "5"));
  });

  it("Q4 descending is the reverse order", async () => {
    const sort = [{ ...byId, descending: true }];
    expect(await querier().keys({ sort })).toEqual(keys("4", "1", "2", "3", "5"));
  });

  it(`Q4 ${sortsByMany ? "a second key orders records that are equal by the first" : "a second key is rejected"}`, async () => {
    const sort = [{ path: ["state"], descending: true }, byId];
    if (sortsByMany) expect(await querier().keys({ sort })).toEqual(keys("1", "4", "2", "3", "5"));
    else
      expect(await rejection(querier().page({ sort }))).toMatchObject({
        code: "invalid",
        violations: [{ path: ["sort"] }],
      });
  });
}

function robustness(querier: () => Querier, { returnsPlainBytes }: QuerySubject): void {
  it("Q2 a value that is not JSON satisfies no filter and fails no query", async () => {
    const { store } = querier().opened;
    const unequal: QueryFilter = { type: "unequal", path: ["state"], value: "none" };
    const [result] = await store.commit([{ mutations: [put("shop||bytes", "\u0001no JSON")] }], call());
    expect(result).not.toBeInstanceOf(StoreError);
    expect(await querier().keys({ filter: unequal })).not.toContain("shop||bytes");
    expect((await querier().keys()).includes("shop||bytes")).toBe(returnsPlainBytes);
    await store.commit([{ mutations: [{ ...put("shop||bytes", ""), type: "remove" } as never] }], call());
  });

  it("Q2 a record that cannot be read is an error in its own place, or excluded by a filter", async () => {
    const { write, damage } = querier().opened;
    await write("shop||damaged", { state: "WA" });
    await damage("shop||damaged");
    const { records } = await querier().page();
    const place = records.find(({ key }) => key === "shop||damaged");
    if (place !== undefined) expect(place.result).toMatchObject({ code: "corrupt" });
    expect(records.filter(({ result }) => !(result instanceof StoreError))).toHaveLength(5);
    expect((await querier().keys({ filter: equal(["state"], "WA") })).toSorted()).toEqual(keys("1", "4"));
  });

  it("Q5 a record is returned until it expires, and not after", async () => {
    await querier().opened.write("shop||due", { state: "due" }, 60_000);
    expect(await querier().keys({ filter: equal(["state"], "due") })).toEqual(["shop||due"]);
    await querier().opened.write("shop||due", { state: "due" }, -60_000);
    expect(await querier().keys({ filter: equal(["state"], "due") })).toEqual([]);
  });

  it.each([
    "'",
    '"',
    "\\",
    "'; DROP TABLE x --",
    "$1",
    "{}",
    "*",
    "a|b",
    ") | (@var0:[0 9",
    "the",
    "is it",
    "",
    " pad ",
    "Running",
    "é\u{1f600}",
    "\n",
    "-",
  ])("Q6 the text %j is only a text", async (text) => {
    expect(await querier().keys({ filter: equal(["state"], text) })).toEqual([]);
    await querier().opened.write("shop||strange", { state: text, city: text });
    expect(await querier().keys({ filter: equal(["state"], text) })).toEqual(["shop||strange"]);
    expect(await querier().keys({ filter: equal(["city"], text) })).toEqual(["shop||strange"]);
    await querier().opened.write("shop||strange", { state: "gone" }, -60_000);
  });

  it("Q7 a call that was cancelled, or whose deadline has passed, is not started", async () => {
    const cancelled = await rejection(querier().page({}, call(1000, AbortSignal.abort())));
    expect(cancelled).toMatchObject({ code: "cancelled", outcome: "not-applied" });
    const late = await rejection(querier().page({}, call(-1)));
    expect(late).toMatchObject({ code: "deadline", outcome: "not-applied" });
  });
}

function equivalence(querier: () => Querier, { documents, filters }: QuerySubject): void {
  it("Q1 any filter over any documents finds exactly the documents that satisfy it", async () => {
    let round = 0;
    const rows = fc.array(documents, { minLength: 1, maxLength: 8 });
    const property = fc.asyncProperty(
      rows,
      fc.array(filters, { minLength: 1, maxLength: 6 }),
      async (written, tried) => {
        round += 1;
        const prefix = `shop||p${round}-`;
        for (const [at, value] of written.entries()) await querier().opened.write(`${prefix}${at}`, value);
        for (const filter of tried) {
          const expected = written.flatMap((value, at) => (matches(filter, value) ? [`${prefix}${at}`] : []));
          expect((await querier().keys({ prefix, filter })).toSorted()).toEqual(expected.toSorted());
        }
      },
    );
    await fc.assert(property, { numRuns: 40 });
  }, 60_000);

  it("Q1 the values that it returns are the documents", async () => {
    const { records } = await querier().page({ filter: equal(["state"], "OR") });
    const values = records.map(({ result }) =>
      result instanceof StoreError ? undefined : jsonOf(result.value),
    );
    expect(values).toEqual([people[1]?.[1]]);
  });
}

/** Clauses that the interface states and the suite does not test, and the reverse. */
export function clauseGaps(): readonly string[] {
  const read = (path: string) => readFileSync(new URL(path, import.meta.url), "utf8");
  const stated = [...read("../../src/store/record-query.ts").matchAll(/^ \* - (Q\d+) /gm)].map(
    ([, name]) => name ?? "",
  );
  const tested = new Set(
    [...read("./query-suite.ts").matchAll(/["'`](Q\d+) /g)].map(([, name]) => name ?? ""),
  );
  return [
    ...stated.filter((name) => !tested.has(name)),
    ...[...tested].filter((name) => !stated.includes(name)),
  ];
}
