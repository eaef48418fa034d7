// A query through the layers, on rows of several apps in one table: limits and
// deadlines hold, an app sees only its own rows, and encrypted stores reject queries.
import { randomBytes } from "node:crypto";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createKeyRing } from "../../src/crypto/key-ring.ts";
import {
  type CallReport,
  cache,
  createCall,
  encrypt,
  gather,
  guard,
  isInvalidationSource,
  namespace,
  observe,
  type QueryFilter,
  type QueryInput,
  query,
  type RecordQuery,
  type StateStore,
  type StoreFacts,
  stack,
  systemClock,
} from "../../src/index.ts";
import { unlimited } from "../../src/store/facts.ts";
import { rejection, until } from "../conformance/fixture.ts";
import { openPostgresRows, type PostgresRows } from "./postgres-rows.ts";
import { equal } from "./query-suite.ts";

const call = (deadlineMs = 20_000) => createCall({ deadline: systemClock.monotonic() + deadlineMs });
const whole: QueryInput = { filter: undefined, sort: [], position: 0, limit: undefined, index: undefined };

describe("a query through the layers", () => {
  let rows: PostgresRows;
  let shop: StateStore;
  const reports: CallReport[] = [];
  const keys = async (changes: Partial<QueryInput>, store = shop) =>
    (await query(store, { ...whole, ...changes }, call())).records.map(({ key }) => key);

  function layered(store: StateStore, app: string): StateStore {
    if (!isInvalidationSource(store)) throw new TypeError("the store does not report changes");
    return stack(store, {
      observe: observe((report) => reports.push(report)),
      guard: guard(),
      namespace: namespace(app),
      cache: cache({ source: store, prefix: `${app}||` }),
      gather: gather({ readsInFlightMax: 2, commitsInFlightMax: 4 }),
    });
  }

  beforeAll(async () => {
    rows = await openPostgresRows();
    shop = layered(rows.store, "shop");
    for (const n of [0, 1, 2, 3, 4, 5]) {
      await rows.write(`shop||k${n}`, { n, of: "shop" });
      await rows.write(`shop||type||${n}||state`, { n, of: "shop" });
      await rows.write(`shop2||k${n}`, { n, of: "shop" });
      await rows.write(`bare${n}`, { n, of: "shop" });
    }
  });
  afterAll(() => rows?.close());

  const sort = [{ path: ["n"], descending: false }];

  it("returns the app's own rows without their prefix, and neither another app's rows nor keys with a further separator", async () => {
    expect(await keys({ sort })).toEqual(["k0", "k1", "k2", "k3", "k4", "k5"]);
    expect(await keys({ sort, filter: equal(["of"], "shop") })).toHaveLength(6);
    const store = stack(rows.store, { guard: guard(), namespace: namespace("empty") });
    expect(await keys({}, store)).toEqual([]);
  });

  it("fills a page although the app may not see some of the rows found", async () => {
    const first = await query(shop, { ...whole, sort, limit: 4 }, call());
    expect(first.records.map(({ key }) => key)).toEqual(["k0", "k1", "k2", "k3"]);
    const next = await query(shop, { ...whole, sort, limit: 4, position: first.nextPosition }, call());
    expect(next.records.map(({ key }) => key)).toEqual(["k4", "k5"]);
  });

  it("without a prefix, returns only rows whose keys have none", async () => {
    const bare = stack(rows.store, { guard: guard(), namespace: namespace("shop", "") });
    expect((await keys({}, bare)).toSorted()).toEqual(["bare0", "bare1", "bare2", "bare3", "bare4", "bare5"]);
  });

  it("names the limit of bytes if a page exceeds it", async () => {
    const error = await rejection(query(shop, { ...whole, pageBytesMax: 300, limit: 5 }, call()));
    expect(error).toMatchObject({ code: "too-large", violations: [{ path: ["limit"] }] });
    expect(error.message).toBe(
      "limit: is 5, and the records found are more than the limit of 300 bytes for a page; request fewer",
    );
    const one = await query(shop, { ...whole, pageBytesMax: 1, limit: 1 }, call());
    expect(one.records).toHaveLength(1);
  });

  it("is reported", async () => {
    await keys({ filter: equal(["n"], 3) });
    expect(reports.at(-1)).toMatchObject({ operation: "query", error: undefined });
  });

  it("is rejected by an encrypted store", async () => {
    const ring = createKeyRing({ name: "k1", hex: "11".repeat(32) });
    const encrypted = stack(rows.store, { guard: guard(), encrypt: encrypt(ring, randomBytes) });
    expect(encrypted.query).toBeUndefined();
    expect(encrypted.facts.queries).toBe(false);
    const error = await rejection(query(encrypted, whole, call()));
    expect(error).toMatchObject({ code: "unsupported", message: "the store cannot query values" });
  });

  it("ends at its deadline, also on the server", async () => {
    const holder = new Client({ connectionString: rows.url });
    await holder.connect();
    try {
      await holder.query(`BEGIN; LOCK TABLE ${rows.table} IN ACCESS EXCLUSIVE MODE`);
      for (const store of [shop, rows.store]) {
        const error = await rejection(query(store, { ...whole }, call(300)));
        expect(error).toMatchObject({ code: "deadline", outcome: "not-applied" });
      }
      // The server ends the statements, too, although they wait for the lock.
      await until("the server has ended the statements", async () => (await waitingFor(holder)) === 0);
    } finally {
      await holder.query("ROLLBACK");
      await holder.end();
    }
    expect(await keys({})).toHaveLength(6);
  });
});

// How many sessions of the server wait for a lock that this client holds.
async function waitingFor(holder: Client): Promise<number> {
  const text =
    "SELECT count(*)::int AS n FROM pg_stat_activity WHERE pg_backend_pid() = ANY (pg_blocking_pids(pid))";
  return (await holder.query<{ n: number }>(text)).rows[0]?.n ?? 0;
}

describe("the limits of a query", () => {
  const deep = (depth: number): QueryFilter =>
    depth === 1 ? equal(["a"], 1) : { type: "and", filters: [deep(depth - 1)] };
  const many = (count: number): QueryFilter => ({ type: "in", path: ["a"], values: Array(count).fill(1) });

  it.each<readonly [string, Partial<RecordQuery>, string, RegExp]>([
    ["nine levels", { filter: deep(9) }, "too-large", /^filter: is 9 levels deep or deeper; the limit is 8$/],
    [
      "201 values",
      { filter: many(201) },
      "too-large",
      /^filter: compares with 201 or more values; the limit is 200$/,
    ],
    [
      "201 values in two lists",
      { filter: { type: "or", filters: [many(100), many(101)] } },
      "too-large",
      /the limit is 200$/,
    ],
    ["no values", { filter: many(0) }, "invalid", /^filter: IN has no values$/],
    [
      "an OR without filters",
      { filter: { type: "or", filters: [] } },
      "invalid",
      /^filter: OR has no filters$/,
    ],
    ["a text of 4097 bytes", { filter: equal(["a"], "x".repeat(4097)) }, "too-large", /4097 bytes .* 4096$/],
    ["a text with NUL", { filter: equal(["a"], "\0") }, "invalid", /^filter: a string must not contain NUL/],
    [
      "a lone surrogate",
      { filter: equal(["a"], "\ud800") },
      "invalid",
      /^filter: a string is not valid UTF-8/,
    ],
    [
      "an infinite number",
      { filter: equal(["a"], Number.POSITIVE_INFINITY) },
      "invalid",
      /a number is too large/,
    ],
    ["2^53", { filter: equal(["a"], 2 ** 53) }, "invalid", /beyond 2\^53 cannot be compared exactly$/],
    [
      "a key of 17 names",
      { filter: equal(Array(17).fill("a"), 1) },
      "too-large",
      /17 names; the limit is 16$/,
    ],
    [
      "a key of 513 bytes",
      { filter: equal(["k".repeat(513)], 1) },
      "too-large",
      /513 bytes long; the limit is 512$/,
    ],
    ["an empty key", { filter: equal([""], 1) }, "invalid", /^filter: a key is empty$/],
    [
      "nine sorts",
      { sort: Array(9).fill({ path: ["a"], descending: false }) },
      "too-large",
      /^sort: has 9 keys; the limit is 8$/,
    ],
    ["a page of 1001", { limit: 1001 }, "invalid", /^limit: is 1001; .* from 1 to 1000$/],
    ["a page of 0", { limit: 0 }, "invalid", /^limit: is 0/],
    ["a negative position", { position: -1 }, "invalid", /^position: is -1; .* from 0 to 1000000$/],
    ["a position over the limit", { position: 1_000_001 }, "invalid", /^position: is 1000001/],
  ])("rejects %s", async (_, changes, code, message) => {
    const rows = { ...nothing, query: async () => ({ records: [], nextPosition: 0, isLast: true }) };
    const guarded = guard()(rows).query;
    const valid = {
      prefix: "",
      filter: undefined,
      sort: [],
      position: 0,
      limit: 10,
      bytesMax: 1000,
      index: undefined,
    };
    if (guarded === undefined) throw new TypeError("the guard has no query");
    expect(await guarded(valid, call())).toMatchObject({ isLast: true });
    const error = await rejection(guarded({ ...valid, ...changes }, call()));
    expect(error.code).toBe(code);
    expect(error.message).toMatch(message);
  });
});

// The guard rejects before it calls the store.
const unreached = () => Promise.reject(new TypeError("the guard did not reject the query"));
const nothing: StateStore = {
  facts: { limits: unlimited } as StoreFacts,
  read: unreached,
  commit: unreached,
  scan: unreached,
  ping: unreached,
  close: async () => {},
};
