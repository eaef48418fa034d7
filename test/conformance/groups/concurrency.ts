// Concurrency: of conflicting writes one succeeds, no acknowledged write is lost, and
// no reader sees part of a transaction.
import { expect } from "vitest";
import { StoreError } from "../../../src/model/errors.ts";
import { absent, atVersion, check, put, remove, text } from "../mutations.ts";
import type { TestGroup } from "../test-group.ts";

export const concurrency: TestGroup = (it, subject) => {
  winners(it, subject);
  visibility(it, subject);
};

const winners: TestGroup = (it) => {
  it("C15 of many concurrent creations of a key one succeeds", async (t) => {
    for (let round = 0; round < 5; round += 1) {
      const key = t.key(`seat${round}`);
      const results = await Promise.all(
        Array.from({ length: 50 }, (_, caller) =>
          t.attempt([put(key, String(caller), { precondition: absent })]),
        ),
      );
      const winners = results.flatMap((result, caller) => (result instanceof StoreError ? [] : [caller]));
      expect(winners).toHaveLength(1);
      expect(text((await t.record(key)).value)).toBe(String(winners[0]));
      for (const result of results) {
        if (result instanceof StoreError) expect(result.code).toBe("already-exists");
      }
    }
  });

  it("C15 of many concurrent writes at the same version one succeeds", async (t) => {
    let version = await t.versionAfter(put(t.key("a"), "start"));
    for (let round = 0; round < 5; round += 1) {
      const precondition = atVersion(version);
      const results = await Promise.all(
        Array.from({ length: 50 }, (_, caller) =>
          t.attempt([put(t.key("a"), String(caller), { precondition })]),
        ),
      );
      const succeeded = results.filter((result) => !(result instanceof StoreError));
      expect(succeeded).toHaveLength(1);
      version = (await t.record(t.key("a"))).version;
    }
  });

  it("C15 a transaction that found a key absent is visible to a later creation of that key", async (t) => {
    const race = async (name: string, turns: number): Promise<void> => {
      const [checked, written] = [t.key(`checked${name}`), t.key(`written${name}`)];
      const transaction = t.attempt([check(checked, absent), put(written, "transaction")]);
      for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      await t.do(put(checked, "single", { precondition: absent }));
      const seen = await t.get(written);
      const result = await transaction;
      // The key was created before the transaction wrote, so the transaction cannot have found it absent.
      if (seen === undefined) expect(result).toMatchObject({ code: "already-exists", mutationIndex: 0 });
    };
    for (let round = 0; round < 25; round += 1) {
      await Promise.all([0, 3, 10, 30].map((turns) => race(`${round}-${turns}`, turns)));
    }
  });

  it("C15 of many concurrent removals at the same version one succeeds", async (t) => {
    const version = await t.versionAfter(put(t.key("a"), "x"));
    const results = await Promise.all(
      Array.from({ length: 30 }, () => t.attempt([remove(t.key("a"), { precondition: atVersion(version) })])),
    );
    expect(results.filter((result) => !(result instanceof StoreError))).toHaveLength(1);
  });

  it("C15 reading, changing and writing at the version loses no change", async (t) => {
    await t.do(put(t.key("a"), "0"));
    const worker = async () => {
      for (let done = 0; done < 10; ) {
        const { value, version } = await t.record(t.key("a"));
        const next = String(Number(text(value)) + 1);
        const result = await t.attempt([put(t.key("a"), next, { precondition: atVersion(version) })]);
        if (!(result instanceof StoreError)) done += 1;
        else expect(result.code).toBe("conflict");
      }
    };
    await Promise.all(Array.from({ length: 6 }, worker));
    expect(text((await t.record(t.key("a"))).value)).toBe("60");
  });
};

const visibility: TestGroup = (it) => {
  it("C2 a reader that sees one write of a transaction then sees the others", async (t) => {
    let writing = true;
    const writer = (async () => {
      for (let round = 1; round <= 150; round += 1) {
        await t.apply([put(t.key("a"), String(round)), put(t.key("b"), String(round))]);
      }
      writing = false;
    })();
    // Always strong: until a write is acknowledged, a cache may return the old record of one key and the new one of the other.
    const numberAt = async (name: string) =>
      Number(text((await t.get(t.key(name), "full", "strong"))?.value ?? new Uint8Array()));
    while (writing) {
      const b = await numberAt("b");
      expect(await numberAt("a")).toBeGreaterThanOrEqual(b);
      const a = await numberAt("a");
      expect(await numberAt("b")).toBeGreaterThanOrEqual(a);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await writer;
  });

  it("C12 transactions of concurrent commits keep the order within each commit", async (t) => {
    const send = async (caller: number) => {
      const key = t.key(`k${caller % 3}`);
      const transactions = Array.from({ length: 5 }, (_, step) => ({
        mutations: [put(key, `${caller}:${step}`)],
      }));
      const results = await t.store.commit(transactions, t.call());
      expect(results.every((result) => !(result instanceof StoreError))).toBe(true);
    };
    await Promise.all(Array.from({ length: 30 }, (_, caller) => send(caller)));
    for (const name of ["k0", "k1", "k2"]) {
      expect(text((await t.record(t.key(name))).value)).toMatch(/:4$/);
    }
  });
};
