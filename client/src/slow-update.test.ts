// Atomic updates with slow functions: they fail alone, and do not delay the others
// until their deadlines.
import { describe, expect, test } from "vitest";
import { failureOf, RecordServer, sleep } from "./record-server-fixture.ts";

describe("a slow function", () => {
  const never = () => new Promise<string[]>(() => {});
  const options = { timeoutMs: 1_500 };

  test.each([1, 3])(
    "that never ends fails alone, with the same timeout as the others (%i such functions)",
    async (count) => {
      const server = await new RecordServer().start("[]");
      const lists = server.store<string[]>();
      const append = (text: string) => lists.atomicUpdate("k", (list = []) => [...list, text], options);
      const before = append("a");
      const pending = Array.from({ length: count }, () => failureOf(lists.atomicUpdate("k", never, options)));
      const after = append("b");
      expect((await before).value).toEqual(["a"]);
      expect((await after).value).toEqual(["a", "b"]);
      for (const error of await Promise.all(pending))
        expect(error).toMatchObject({ code: "deadline", outcome: "not-applied" });
      expect(server.json).toEqual(["a", "b"]);
    },
  );

  test("that is called first and never ends does not fail the updates that arrive later", async () => {
    const server = await new RecordServer().start("[]");
    const lists = server.store<string[]>();
    const isCalled = new Promise<void>((resolve) => {
      const change = () => {
        resolve();
        return never();
      };
      lists.atomicUpdate("k", change, options).catch(() => {});
    });
    await isCalled;
    await lists.atomicUpdate("k", (list = []) => [...list, "a"], options);
    expect(server.json).toEqual(["a"]);
  });

  test("that is called first is repeated after an update that arrived later was saved", async () => {
    const server = await new RecordServer().start("[]");
    const lists = server.store<string[]>();
    let called = () => {};
    const isCalled = new Promise<void>((resolve) => {
      called = resolve;
    });
    const first = lists.atomicUpdate(
      "k",
      async (list = []) => {
        called();
        await sleep(600);
        return [...list, "slow"];
      },
      options,
    );
    await isCalled;
    const later = lists.atomicUpdate("k", (list = []) => [...list, "later"], options);
    expect((await later).value).toEqual(["later"]);
    expect(await first).toMatchObject({ value: ["later", "slow"], attempts: 2 });
  });

  test("is called once if no other update writes the record, and again with the new value if one does", async () => {
    const server = await new RecordServer().start("[]");
    const lists = server.store<string[]>();
    let calls = 0;
    const update = () =>
      lists.atomicUpdate(
        "k",
        async (list = []) => {
          calls += 1;
          await sleep(600);
          return [...list, "slow"];
        },
        options,
      );
    await update();
    expect([server.json, calls]).toEqual([["slow"], 1]);
    const [second, other] = await Promise.all([
      update(),
      lists.atomicUpdate("k", (list = []) => [...list, "fast"], options),
    ]);
    expect([other.value, second.value]).toEqual([
      ["slow", "fast"],
      ["slow", "fast", "slow"],
    ]);
    expect([second.attempts, calls]).toEqual([1, 3]);
  });

  test("ends the round after half of the time, so that many functions together do not fail an update", async () => {
    const server = await new RecordServer().start("[]");
    const lists = server.store<number[]>();
    const updates = Array.from({ length: 9 }, (_, index) =>
      lists.atomicUpdate(
        "k",
        async (list = []) => {
          await sleep(250);
          return [...list, index];
        },
        { timeoutMs: index === 0 ? 2_000 : 20_000 },
      ),
    );
    await Promise.all(updates);
    expect(server.json).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    expect(server.sets.length).toBeGreaterThan(1);
  });
});
