// Listing: pages are bounded in count and bytes and omit nothing, and a cursor
// is accepted only for the query that returned it.
import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { createCall, type ListInput, list, type StateStore, violationError } from "../index.ts";
import { countingFetches, errorOf, fill, handClock, numbered, openStore, put } from "./operation-fixture.ts";

const clock = handClock();
const call = createCall({ clock, app: "app" });

describe("list", () => {
  let store: StateStore;

  beforeEach(async () => {
    store = await openStore(clock);
  });

  const query = (options: Partial<ListInput> = {}): ListInput => ({
    storeName: "one",
    prefix: "",
    view: "keys",
    limit: 0,
    cursor: undefined,
    ...options,
  });
  const walk = async (options: Partial<ListInput>) => {
    const pages: string[][] = [];
    let cursor: string | undefined;
    do {
      const page = await list(store, query({ ...options, cursor }), call);
      pages.push(page.records.map(({ key }) => key));
      cursor = page.cursor;
    } while (cursor !== undefined);
    return pages;
  };

  test("a page holds a hundred records by default, and never more than a thousand", async () => {
    const keys = numbered("k", 1_100);
    await fill(store, keys, call);
    expect((await list(store, query(), call)).records.length).toBe(100);
    expect((await list(store, query({ limit: 5_000 }), call)).records.length).toBe(1_000);
    expect((await walk({ limit: 400 })).flat()).toEqual(keys);
  });

  test("a negative limit is rejected", async () => {
    expect(await errorOf(list(store, query({ limit: -1 }), call))).toMatchObject({
      code: "invalid",
      violations: [{ path: ["limit"], description: "is -1; it must be from 0 to 1000" }],
    });
  });

  test("a page of keys or metadata is read at once", async () => {
    await fill(store, numbered("k", 200), call);
    for (const view of ["keys", "metadata"] as const) {
      const { counted, fetchedBytes } = countingFetches(store);
      expect((await list(counted, query({ view, limit: 200 }), call)).records).toHaveLength(200);
      expect(fetchedBytes).toHaveLength(1);
    }
  });

  test("a page of whole records that fits exactly is not cut", async () => {
    // Each record takes its key of 6 bytes, a value of one byte and an overhead of 128 bytes.
    await fill(store, numbered("k", 8), call);
    expect(await walk({ view: "full", pageBytesMax: 4 * 135 })).toEqual([
      numbered("k", 4),
      numbered("k", 8).slice(4),
    ]);
  });

  describe("the steps of a page of whole records", () => {
    const limits: number[] = [];
    const observed = (): StateStore => ({
      ...store,
      facts: store.facts,
      scan: (scan, received) => {
        limits.push(scan.limit);
        return store.scan(scan, received);
      },
    });
    const pageOf = async (pageBytesMax: number, limit = 0) => {
      limits.length = 0;
      const page = await list(observed(), query({ view: "full", pageBytesMax, limit }), call);
      return page.records.map(({ key }) => key);
    };

    // Each record takes 135 bytes: its key of 6, a value of one and an overhead of 128.
    beforeEach(() => fill(store, numbered("k", 40), call));

    test("are four records, then as many as fit, and none when the mean record does not fit", async () => {
      expect(await pageOf(12 * 135 + 134)).toHaveLength(12);
      expect(limits).toEqual([4, 8]);
      expect(await pageOf(13 * 135)).toHaveLength(13);
      expect(limits).toEqual([4, 9]);
      expect(await pageOf(100 * 135)).toHaveLength(40);
      expect(limits).toEqual([4, 16, 64]);
    });

    test("end at the limit of records", async () => {
      expect(await pageOf(100 * 135, 20)).toHaveLength(20);
      expect(limits).toEqual([4, 16]);
      expect(await pageOf(100 * 135, 21)).toHaveLength(21);
      expect(limits).toEqual([4, 16, 1]);
      expect(await pageOf(100 * 135, 3)).toHaveLength(3);
      expect(limits).toEqual([3]);
    });

    test("leave a later step that does not fit to the next page", async () => {
      const large = numbered("k", 8).slice(5);
      for (const key of large) await store.commit([{ mutations: [put(key, new Uint8Array(300))] }], call);
      expect(await pageOf(6 * 135)).toEqual(numbered("k", 4));
      expect(limits).toEqual([4, 2]);
    });

    test("halve a first step that does not fit, until one record is alone", async () => {
      expect(await pageOf(2 * 135)).toEqual(numbered("k", 2));
      expect(limits).toEqual([4, 2]);
      expect(await pageOf(134)).toEqual(numbered("k", 1));
      expect(limits).toEqual([4, 1]);
    });
  });

  test("a store that has no records for a cursor ends the page", async () => {
    let scans = 0;
    const endless: StateStore = {
      ...store,
      facts: store.facts,
      scan: async () => {
        scans += 1;
        return { records: [], cursor: "more" };
      },
    };
    const page = await list(endless, query({ view: "full" }), call);
    expect(page.records).toEqual([]);
    expect(page.cursor).toBeDefined();
    expect(scans).toBe(1);
  });

  test("whatever the sizes of values, listing returns each key once and no page is too large", async () => {
    const sizes = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(sizes, fc.integer({ min: 1, max: 70 }), async (lengths, limit) => {
        store = await openStore(clock);
        const keys = numbered("k", lengths.length);
        for (const [index, key] of keys.entries()) {
          await store.commit([{ mutations: [put(key, new Uint8Array(lengths[index] ?? 0))] }], call);
        }
        const pageBytesMax = 500;
        const pages = await walk({ view: "full", limit, pageBytesMax });
        expect(pages.flat()).toEqual(keys);
        for (const page of pages) {
          const bytes = page.reduce((sum, key) => sum + (lengths[keys.indexOf(key)] ?? 0), 0);
          if (page.length > 1) expect(bytes).toBeLessThanOrEqual(pageBytesMax);
          expect(page.length).toBeLessThanOrEqual(limit);
        }
      }),
      { numRuns: 60 },
    );
  });

  test("a record larger than a page is returned alone", async () => {
    for (const key of ["a", "b", "c"]) {
      await store.commit([{ mutations: [put(key, new Uint8Array(1_000))] }], call);
    }
    expect(await walk({ view: "full", pageBytesMax: 500 })).toEqual([["a"], ["b"], ["c"]]);
  });

  test("listing large values never reads more than about two pages at once", async () => {
    const valueBytes = 64 * 1024;
    const keys = numbered("k", 60);
    for (const key of keys) await store.commit([{ mutations: [put(key, new Uint8Array(valueBytes))] }], call);
    const pageBytesMax = 6 * valueBytes;
    const { counted, fetchedBytes } = countingFetches(store);
    store = counted;
    expect((await walk({ view: "full", limit: 1_000, pageBytesMax })).flat()).toEqual(keys);
    expect(Math.max(...fetchedBytes)).toBeLessThanOrEqual(2 * pageBytesMax);
    const all = fetchedBytes.reduce((sum, bytes) => sum + bytes, 0);
    expect(all).toBeLessThanOrEqual(2 * keys.length * valueBytes);
  });

  test("a page counts whole records, so that a client with gRPC's default limit of 4 MiB can receive it", async () => {
    const keys = Array.from({ length: 30 }, (_, index) => `${index}`.padStart(1000, "0"));
    for (const key of keys) {
      await store.commit([{ mutations: [{ ...put(key), contentType: "t".repeat(200) }] }], call);
    }
    const pages = await walk({ view: "full", pageBytesMax: 6_000 });
    expect(pages.flat()).toEqual(keys);
    for (const page of pages) expect(page.length).toBeLessThanOrEqual(5);
    store = await openStore(clock);
    for (const key of numbered("k", 8)) {
      await store.commit([{ mutations: [put(key, new Uint8Array(2 ** 20))] }], call);
    }
    for (const page of await walk({ view: "full" })) expect(page.length).toBeLessThanOrEqual(3);
  });

  describe("a cursor", () => {
    let cursor: string;

    beforeEach(async () => {
      await fill(store, numbered("k", 10), call);
      cursor = (await list(store, query({ prefix: "k", limit: 3 }), call)).cursor ?? "";
    });

    const expectRejected = async (options: Partial<ListInput>, app = "app") => {
      const other = createCall({ clock, app });
      const error = await errorOf(list(store, query({ prefix: "k", cursor, ...options }), other));
      const { length } = options.cursor ?? cursor;
      const description = `its ${length} characters are not a token that a list of this store, prefix and view has returned; start again without it`;
      expect(error).toMatchObject({ code: "invalid", violations: [{ path: ["cursor"], description }] });
    };

    test("of 8192 characters is read, and a longer one is rejected", async () => {
      const cursors: string[] = [];
      const long: StateStore = {
        ...store,
        facts: store.facts,
        scan: async (scan) => {
          cursors.push(scan.cursor ?? "");
          return { records: [], cursor: `${"é".repeat(3065)}a` };
        },
      };
      const { cursor: accepted = "" } = await list(long, query({ prefix: "k" }), call);
      expect(accepted.length).toBe(8192);
      await list(long, query({ prefix: "k", cursor: accepted }), call);
      expect(cursors).toEqual(["", `${"é".repeat(3065)}a`]);
      await expectRejected({ cursor: "A".repeat(8193) });
    });

    test("continues where the previous page ended, also with another page size", async () => {
      const { records } = await list(store, query({ prefix: "k", cursor, limit: 2 }), call);
      expect(records.map(({ key }) => key)).toEqual(["k00003", "k00004"]);
    });

    test("of another prefix, view, store or app is rejected", async () => {
      await expectRejected({ prefix: "" });
      await expectRejected({ prefix: "k0" });
      await expectRejected({ view: "full" });
      await expectRejected({ storeName: "two" });
      await expectRejected({}, "another app");
    });

    test("with a changed character is rejected", async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.nat(cursor.length - 1),
          fc.constantFrom(..."Aaz09-_= "),
          async (index, character) => {
            fc.pre(cursor[index] !== character);
            await expectRejected({
              cursor: `${cursor.slice(0, index)}${character}${cursor.slice(index + 1)}`,
            });
          },
        ),
        { numRuns: 200 },
      );
    });

    test("that is malformed, truncated or far too long is rejected", async () => {
      for (const bad of ["x", "\0", "🙂", cursor.slice(0, -1), `${cursor}A`, "A".repeat(100_000)]) {
        await expectRejected({ cursor: bad });
      }
    });

    test("does not show the key in plain text, for example in a log", () => {
      expect(cursor).not.toContain("k0000");
    });
  });

  test("a cursor that the store rejects is reported as a violation of the page token", async () => {
    const { cursor } = await (async () => {
      await fill(store, numbered("k", 5), call);
      return list(store, query({ limit: 2 }), call);
    })();
    const forgetful: StateStore = {
      ...store,
      facts: store.facts,
      scan: () =>
        Promise.reject(violationError([{ path: ["cursor"], description: "is not one of this store" }])),
    };
    expect(await errorOf(list(forgetful, query({ cursor: cursor }), call))).toMatchObject({
      code: "invalid",
      violations: [{ path: ["cursor"] }],
    });
  });
});
