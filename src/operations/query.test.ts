// Query: pages are full whatever the store returns at a time, and bounded in records and bytes. The store is scripted:
// it returns the given pages and records the requests.
import { beforeEach, describe, expect, test } from "vitest";
import {
  createCall,
  type QueriedRecord,
  query,
  type RecordQuery,
  type StateStore,
  StoreError,
} from "../index.ts";
import type { QueryPage } from "../store/record-query.ts";
import { errorOf, handClock, numbered, openStore } from "./operation-fixture.ts";

const call = createCall();
const all = { filter: undefined, sort: [], position: 0, limit: 3, index: undefined };

function found(key: string, valueBytes = 1): QueriedRecord {
  const times = { createTime: undefined, updateTime: undefined, expireTime: undefined };
  const value = new Uint8Array(valueBytes);
  return { key, result: { key, value, contentType: "", kind: "persistent", version: "1", ...times } };
}

const corrupt = (key: string): QueriedRecord => ({ key, result: new StoreError("corrupt", "damaged") });

function page(records: readonly QueriedRecord[], nextPosition: number, isLast = false): QueryPage {
  return { records, nextPosition, isLast };
}

describe("query", () => {
  let plain: StateStore;
  let requests: RecordQuery[];

  beforeEach(async () => {
    plain = await openStore(handClock());
    requests = [];
  });

  function storeOf(...pages: readonly QueryPage[]): StateStore {
    const next = pages.values();
    return {
      facts: plain.facts,
      read: (...args) => plain.read(...args),
      commit: (...args) => plain.commit(...args),
      scan: (...args) => plain.scan(...args),
      ping: (...args) => plain.ping(...args),
      close: () => plain.close(),
      query: async (request, received) => {
        expect(received).toBe(call);
        requests.push(request);
        const { value } = next.next();
        if (value === undefined) throw new Error("one query too many");
        return value;
      },
    };
  }

  test("is unsupported where the store has no queries", async () => {
    expect(await errorOf(query(plain, all, call))).toMatchObject({
      code: "unsupported",
      message: "the store cannot query values",
    });
  });

  test("sends the request as it was given, with what is left of the page", async () => {
    const filter = { type: "equal", path: ["a"], value: 1 } as const;
    const sort = [{ path: ["b"], descending: true }];
    const store = storeOf(page([found("a", 100)], 8), page([found("b"), found("c")], 10));
    const input = { filter, sort, position: 7, limit: 3, index: "one", pageBytesMax: 1000 };
    expect(await query(store, input, call)).toEqual({
      records: [found("a", 100), found("b"), found("c")],
      nextPosition: 10,
    });
    const request = { prefix: "", filter, sort, index: "one" };
    expect(requests).toEqual([
      { ...request, position: 7, limit: 3, bytesMax: 1000 },
      { ...request, position: 8, limit: 2, bytesMax: 1000 - 100 - 1 - 128 },
    ]);
  });

  test("ends with the last page, also if it is not full", async () => {
    const last = storeOf(page([found("a")], 1), page([], 1, true));
    expect(await query(last, all, call)).toEqual({ records: [found("a")], nextPosition: 1 });
    expect(await query(storeOf(page([], 0, true)), all, call)).toEqual({ records: [], nextPosition: 0 });
    expect(requests).toHaveLength(3);
  });

  test("continues after a page without records that moved the position, and fails after one that did not", async () => {
    const moved = storeOf(page([], 4), page([found("a")], 5, true));
    expect(await query(moved, all, call)).toEqual({ records: [found("a")], nextPosition: 5 });
    for (const nextPosition of [4, 3]) {
      const stuck = storeOf(page([], 4), page([], nextPosition));
      expect(await errorOf(query(stuck, all, call))).toMatchObject({
        code: "internal",
        message: "the store returned fewer results than requested",
      });
    }
  });

  test("without a limit returns up to 1000 records, and fails if there are more", async () => {
    const keys = numbered("k", 1000);
    const records = keys.map((key) => found(key));
    const unlimited = { ...all, limit: undefined };
    const exact = await query(storeOf(page(records, 1000, true)), unlimited, call);
    expect(exact.records).toHaveLength(1000);
    expect(requests[0]?.limit).toBe(1000);
    expect(await errorOf(query(storeOf(page(records, 1000)), unlimited, call))).toMatchObject({
      code: "too-large",
      violations: [
        {
          path: ["limit"],
          description:
            "is not given, and more records are found than the limit of 1000; give a limit, and request the next page with the token",
        },
      ],
    });
  });

  test("fails if the records are larger than a page, keys and overhead included", async () => {
    // One record takes 100 bytes and its overhead of 128.
    const records = [found("a", 99), found("b", 99)];
    const fits = { ...all, pageBytesMax: 2 * 228 };
    expect((await query(storeOf(page(records, 2, true)), fits, call)).records).toEqual(records);
    const tooLarge = { ...all, pageBytesMax: 2 * 228 - 1 };
    expect(await errorOf(query(storeOf(page(records, 2, true)), tooLarge, call))).toMatchObject({
      code: "too-large",
      violations: [
        {
          path: ["limit"],
          description:
            "is 3, and the records found are more than the limit of 455 bytes for a page; request fewer",
        },
      ],
    });
    const unlimited = { ...tooLarge, limit: undefined };
    expect(await errorOf(query(storeOf(page(records, 2, true)), unlimited, call))).toMatchObject({
      message: expect.stringContaining("limit: is not given, and the records found are more than"),
    });
  });

  test("returns one record that is larger than a page, and one that cannot be read", async () => {
    const large = { ...all, limit: 1, pageBytesMax: 10 };
    expect((await query(storeOf(page([found("a", 500)], 1)), large, call)).records).toHaveLength(1);
    const damaged = [corrupt("a"), corrupt("b")];
    const input = { ...all, pageBytesMax: 2 * 129 };
    expect((await query(storeOf(page(damaged, 2, true)), input, call)).records).toEqual(damaged);
    const second = storeOf(page([found("a", 500)], 1), page([found("b")], 2, true));
    expect(await errorOf(query(second, { ...all, pageBytesMax: 10 }, call))).toMatchObject({
      code: "too-large",
    });
    expect(requests.at(-1)?.bytesMax).toBe(1);
  });
});
