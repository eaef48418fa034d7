// Two writers of the same records, Pillion and one that writes as daprd does: no
// update of either is lost, whatever the order. What a store lets through, the
// rule of its component, is a parameter; the count of what was let through has
// to be what is there.
import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SwapRecord, SwapWriter } from "./swap-sidecar.ts";

/** The writers of one store. */
export interface SwapSubject {
  readonly ours: () => SwapWriter;
  readonly foreign: () => SwapWriter;
  /** Whether a save with an etag creates a record that is not there. */
  readonly etagHoldsWhereMissing: boolean;
}

const runs = 15;
const seed = Number(process.env.TEST_SEED ?? Math.floor(Math.random() * 2 ** 31));

interface Act {
  readonly who: "ours" | "foreign";
  readonly what: "read" | "increment" | "set" | "remove" | "remove blindly";
}

const act: fc.Arbitrary<Act> = fc.record({
  who: fc.constantFrom("ours", "foreign"),
  what: fc.constantFrom(
    "read",
    "read",
    "increment",
    "increment",
    "increment",
    "set",
    "remove",
    "remove blindly",
  ),
});

/** What is really there, as far as the acts so far say. */
interface Truth {
  value: number | undefined;
  /** As whoever looks reads it; undefined where nothing is there. */
  etag: string | undefined;
}

/** Registers the suite. */
export function describeSwap(subject: SwapSubject): void {
  describe(`beside a writer that writes as daprd does (seed ${seed})`, () => {
    it("lets a write pass exactly if its etag is the record's, in any order of acts", async () => {
      const property = fc.asyncProperty(fc.array(act, { minLength: 5, maxLength: 40 }), (acts) =>
        runActs(subject, acts),
      );
      await fc.assert(property, { numRuns: runs, seed });
    }, 60_000);

    it("adds up when both increment at the same time, and try again after a conflict", async () => {
      const key = `count-${randomUUID()}`;
      await subject.foreign().save(key, "0");
      const [workers, each] = [4, 15];
      const loops = Array.from({ length: workers }, (_, n) =>
        incrementTimes(n % 2 === 0 ? subject.ours() : subject.foreign(), key, each),
      );
      await Promise.all(loops);
      expect((await subject.ours().read(key))?.data).toBe(String(workers * each));
      expect((await subject.foreign().read(key))?.data).toBe(String(workers * each));
    }, 60_000);

    it.each(["foreign", "ours"] as const)(
      "refuses the etag of a record that was removed and made anew by %s",
      async (maker) => {
        const key = `aba-${randomUUID()}`;
        const [ours, foreign] = [subject.ours(), subject.foreign()];
        const first = maker === "foreign" ? ours : foreign;
        await first.save(key, "a");
        const before = await ours.read(key);
        expect(before?.data).toBe("a");
        const again = subject[maker]();
        expect(await again.remove(key)).toBe(true);
        await again.save(key, "a");
        for (const writer of [ours, foreign]) {
          expect(await writer.save(key, "lost", before?.etag)).toBe(false);
          expect(await writer.remove(key, before?.etag)).toBe(false);
        }
        expect((await ours.read(key))?.data).toBe("a");
      },
    );
  });
}

async function incrementTimes(writer: SwapWriter, key: string, times: number): Promise<void> {
  for (let done = 0; done < times; ) {
    const record = await writer.read(key);
    if (record === undefined) throw new TypeError("nobody removes the record");
    if (await writer.save(key, String(Number(record.data) + 1), record.etag)) done += 1;
  }
}

async function runActs(subject: SwapSubject, acts: readonly Act[]): Promise<void> {
  const key = `acts-${randomUUID()}`;
  const writers = { ours: subject.ours(), foreign: subject.foreign() };
  const seen: Record<Act["who"], SwapRecord | undefined> = { ours: undefined, foreign: undefined };
  const truth: Truth = { value: undefined, etag: undefined };
  for (const { who, what } of acts) {
    const writer = writers[who];
    if (what === "read") seen[who] = await writer.read(key);
    else await change(writer, key, what, seen[who], truth, subject);
    // Both always read the same.
    const [one, other] = [await writers.ours.read(key), await writers.foreign.read(key)];
    expect(one).toEqual(other);
    expect(one?.data).toBe(truth.value === undefined ? undefined : String(truth.value));
    truth.etag = one?.etag;
  }
}

async function change(
  writer: SwapWriter,
  key: string,
  what: Exclude<Act["what"], "read">,
  seen: SwapRecord | undefined,
  truth: Truth,
  { etagHoldsWhereMissing }: SwapSubject,
): Promise<void> {
  if (what === "set") {
    expect(await writer.save(key, "100")).toBe(true);
    truth.value = 100;
    return;
  }
  if (what === "remove blindly") {
    expect(await writer.remove(key)).toBe(true);
    truth.value = undefined;
    return;
  }
  if (seen === undefined) return;
  const isMissing = truth.etag === undefined;
  const holds = isMissing ? etagHoldsWhereMissing : seen.etag === truth.etag;
  if (what === "remove") {
    expect(await writer.remove(key, seen.etag)).toBe(holds);
    if (holds) truth.value = undefined;
    return;
  }
  const next = Number(seen.data) + 1;
  expect(await writer.save(key, String(next), seen.etag)).toBe(holds);
  if (holds) truth.value = next;
}
