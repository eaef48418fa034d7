// Atomic updates of one key within a client: they are saved together, each one's
// failure is its own, and every request carries its precondition. The store is a
// scripted server that keeps one record and records the requests.
import { RpcError, statusCode } from "@pillion/wire";
import { describe, expect, test } from "vitest";
import { connectBy } from "../../test/transports/transport.ts";
import { jsonSerializer, remove, StateClient, unchanged } from "./index.ts";
import { closers, failureOf, RecordServer, rejection, sleep, utf8 } from "./record-server-fixture.ts";

test("1 000 concurrent updates of a key all succeed, with a few requests", async () => {
  const server = await new RecordServer().start();
  const numbers = server.store<number>();
  const updates = Array.from({ length: 1_000 }, () => numbers.atomicUpdate("k", (n = 0) => n + 1));
  const results = await Promise.all(updates);
  expect(server.json).toBe(1_000);
  expect(results.map(({ value }) => value).toSorted((a = 0, b = 0) => a - b)).toEqual(
    Array.from({ length: 1_000 }, (_, index) => index + 1),
  );
  expect(server.reads.length).toBeLessThanOrEqual(4);
  expect(server.sets.length).toBeLessThanOrEqual(4);
});

test("updates that arrive while a save is in flight are saved together afterwards, in order", async () => {
  const server = await new RecordServer().start("[]");
  const lists = server.store<number[]>();
  const later: Promise<unknown>[] = [];
  let isFirst = true;
  server.beforeWrite = () => {
    if (!isFirst) return;
    isFirst = false;
    for (let index = 1; index <= 10; index++)
      later.push(lists.atomicUpdate("k", (list = []) => [...list, index]));
  };
  await lists.atomicUpdate("k", (list = []) => [...list, 0]);
  await Promise.all(later);
  expect(server.json).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect(server.sets.length).toBe(2);
});

describe("the requests of an update", () => {
  test("are a strong read and a set with the version that was read", async () => {
    const server = await new RecordServer().start("1");
    await server.store<number>({ prefix: "n/" }).atomicUpdate("k", (n = 0) => n + 1);
    expect(server.reads).toMatchObject([{ key: "n/k", consistency: 2 }]);
    expect(server.sets).toMatchObject([
      { key: "n/k", precondition: { version: "1" }, expiry: { keep: true }, contentType: "application/json" },
    ]);
  });

  test("are a set with absent if there is no record", async () => {
    const server = await new RecordServer().start();
    await server
      .store<number>()
      .atomicUpdate("k", () => 1, { ttlMs: 5_000, kind: "cached", consistency: "strong" });
    expect(server.sets).toMatchObject([
      { precondition: { absent: true }, expiry: { ttl: { nanos: 0 } }, kind: 3, consistency: 2 },
    ]);
  });

  test("are a delete with the version that was read for remove", async () => {
    const server = await new RecordServer().start("1");
    const result = await server.store<number>().atomicUpdate("k", () => remove);
    expect(result).toEqual({ changed: true, value: undefined, version: undefined, attempts: 1 });
    expect(server.reads).toMatchObject([{ consistency: 2 }]);
    expect(server.deletes).toMatchObject([{ key: "k", precondition: { version: "1" } }]);
  });

  test("are only the read for unchanged, and for remove without a record", async () => {
    const server = await new RecordServer().start();
    const numbers = server.store<number>();
    const nothing = { changed: false, value: undefined, version: undefined, attempts: 1 };
    expect(await numbers.atomicUpdate("k", () => remove)).toEqual(nothing);
    expect(await numbers.atomicUpdate("k", () => unchanged)).toEqual(nothing);
    expect([server.sets, server.deletes]).toEqual([[], []]);
  });
});

test("a function that returns undefined is an error, and the record stays", async () => {
  const server = await new RecordServer().start('{"items":[]}');
  const carts = server.store<{ items: string[] }>();
  const forgetful = ((cart: { items: string[] } | undefined) => {
    cart?.items.push("x");
  }) as unknown as () => { items: string[] };
  for (const change of [forgetful, async () => forgetful()]) {
    const error = await failureOf(carts.atomicUpdate("k", change));
    expect(error).toMatchObject({ code: "invalid", field: "change", outcome: "not-applied" });
    expect(error.message).toContain("remove");
  }
  expect(server.json).toEqual({ items: [] });
  expect([server.sets, server.deletes]).toEqual([[], []]);
});

test("a function that throws or takes too long fails alone, and its changes to the value are dropped", async () => {
  const server = await new RecordServer().start("[]");
  const lists = server.store<string[]>();
  const soldOut = new RangeError("sold out");
  const append = (text: string) => lists.atomicUpdate("k", (list = []) => [...list, text]);
  const [first, thrown, slow, cyclic, last] = await Promise.allSettled([
    append("a"),
    lists.atomicUpdate("k", (list = []) => {
      list.push("thrown");
      throw soldOut;
    }),
    lists.atomicUpdate(
      "k",
      (list = []) => {
        list.push("slow");
        return new Promise<string[]>(() => {});
      },
      { timeoutMs: 100 },
    ),
    lists.atomicUpdate("k", () => [1n as unknown as string]),
    append("b"),
  ]);
  expect([first.status, last.status]).toEqual(["fulfilled", "fulfilled"]);
  expect(thrown).toEqual({ status: "rejected", reason: soldOut });
  expect(slow).toMatchObject({ reason: { code: "deadline", outcome: "not-applied" } });
  expect(cyclic).toMatchObject({ reason: { name: "SerializerError", code: "invalid" } });
  expect(server.json).toEqual(["a", "b"]);
  expect(server.sets.length).toBe(1);
});

test("an update that ends while another function runs is not saved", async () => {
  const server = await new RecordServer().start("[]");
  const lists = server.store<string[]>();
  const controller = new AbortController();
  const aborted = failureOf(
    lists.atomicUpdate("k", (list = []) => [...list, "aborted"], { signal: controller.signal }),
  );
  const saved = lists.atomicUpdate("k", async (list = []) => {
    controller.abort();
    return [...list, "saved"];
  });
  expect(await aborted).toMatchObject({ code: "cancelled", outcome: "not-applied" });
  await saved;
  expect(server.json).toEqual(["saved"]);
});

test.each([0, 1, 2, 3, 4, 5, 6, 7, 8])(
  "an update that is cancelled %i microtasks after the last function is saved only if its outcome is unknown",
  async (microtasks) => {
    const server = await new RecordServer().start("[]");
    const lists = server.store<string[]>();
    const controller = new AbortController();
    const abortAfter = (count: number) =>
      queueMicrotask(() => (count === 0 ? controller.abort() : abortAfter(count - 1)));
    const { signal } = controller;
    const cancelled = failureOf(lists.atomicUpdate("k", (list = []) => [...list, "cancelled"], { signal }));
    const saved = lists.atomicUpdate("k", (list = []) => {
      if (!signal.aborted) abortAfter(microtasks);
      return [...list, "saved"];
    });
    const { code, outcome } = await cancelled;
    await saved;
    expect(code).toBe("cancelled");
    expect(server.json).toEqual(outcome === "not-applied" ? ["saved"] : ["cancelled", "saved"]);
  },
);

test("updates with different options are not saved together", async () => {
  const server = await new RecordServer().start("0");
  const numbers = server.store<number>();
  await Promise.all([
    numbers.atomicUpdate("k", (n = 0) => n + 1),
    numbers.atomicUpdate("k", (n = 0) => n + 10, { ttlMs: 1_000 }),
    numbers.atomicUpdate("k", (n = 0) => n + 100),
    numbers.atomicUpdate("k", (n = 0) => n + 1_000, { kind: "cached" }),
  ]);
  expect(server.json).toBe(1_111);
  expect(server.sets.map(({ expiry, kind }) => [expiry?.policy, kind])).toEqual([
    ["keep", 2],
    ["ttl", 2],
    ["keep", 3],
  ]);
});

test("an unknown outcome reaches every update of the save, and no update is repeated", async () => {
  const server = await new RecordServer().start("0");
  const numbers = server.store<number>();
  server.beforeWrite = () => {
    throw new RpcError(statusCode.unavailable, "lost");
  };
  const updates = Array.from({ length: 5 }, () => failureOf(numbers.atomicUpdate("k", (n = 0) => n + 1)));
  for (const error of await Promise.all(updates))
    expect(error).toMatchObject({ code: "unavailable", outcome: "unknown" });
  expect(server.sets.length).toBe(1);
});

test("an update whose deadline passes during the save has an unknown outcome, the others their result", async () => {
  const server = await new RecordServer().start("0");
  const numbers = server.store<number>();
  server.beforeWrite = async () => {
    await sleep(400);
  };
  const short = failureOf(numbers.atomicUpdate("k", (n = 0) => n + 1, { timeoutMs: 200 }));
  const long = numbers.atomicUpdate("k", (n = 0) => n + 1);
  expect(await short).toMatchObject({ code: "deadline", outcome: "unknown" });
  expect((await long).value).toBe(2);
  const alone = await failureOf(numbers.atomicUpdate("k", (n = 0) => n + 1, { timeoutMs: 200 }));
  expect(alone).toMatchObject({ code: "deadline", outcome: "unknown" });
});

test("a value that the sidecar rejects fails its own update only", async () => {
  const server = await new RecordServer().start("[]");
  const lists = server.store<string[]>();
  server.beforeWrite = ({ value }) => {
    if (value && value.length > 100) throw rejection(statusCode.invalidArgument, "TOO_LARGE");
  };
  const [small, large, other] = await Promise.allSettled([
    lists.atomicUpdate("k", (list = []) => [...list, "a"]),
    lists.atomicUpdate("k", (list = []) => [...list, "x".repeat(200)]),
    lists.atomicUpdate("k", (list = []) => [...list, "b"]),
  ]);
  expect([small.status, other.status]).toEqual(["fulfilled", "fulfilled"]);
  expect(large).toMatchObject({ reason: { code: "too-large", outcome: "not-applied" } });
  expect(server.json).toEqual(["a", "b"]);
});

test("conflicts with another client are retried until the deadline, more than 16 times", async () => {
  const server = await new RecordServer().start("0");
  const client = new StateClient({ transport: connectBy, address: server.address, random: () => 0 });
  closers.push(() => client.close());
  const numbers = client.store(jsonSerializer<number>());
  server.beforeWrite = () => {
    if (server.sets.length <= 40) server.put(utf8("5"));
  };
  const { attempts, value } = await numbers.atomicUpdate("k", (n = 0) => n + 1);
  expect([attempts, value]).toEqual([41, 6]);
});

test("concurrent updates of several clients lose no change", async () => {
  const server = await new RecordServer().start("0");
  const stores = Array.from({ length: 4 }, () => server.store<number>());
  const updates = stores.flatMap((store) =>
    Array.from({ length: 100 }, () => store.atomicUpdate("k", (n = 0) => n + 1, { timeoutMs: 30_000 })),
  );
  await Promise.all(updates);
  expect(server.json).toBe(400);
});

test("a removal ends the save, so that a later value does not keep the removed expiry", async () => {
  const server = await new RecordServer().start("1");
  const numbers = server.store<number>();
  const results = await Promise.all([
    numbers.atomicUpdate("k", (n = 0) => n + 1),
    numbers.atomicUpdate("k", () => remove),
    numbers.atomicUpdate("k", (n = 0) => n + 5),
  ]);
  expect(results.map(({ value }) => value)).toEqual([2, undefined, 5]);
  expect(server.deletes.length).toBe(1);
  expect(server.sets).toMatchObject([{ precondition: { absent: true } }]);
  expect(server.json).toBe(5);
});
