// Two writers of the same records, Pillion and one that writes as daprd does: no
// update of either is lost, in any order. The etag rule of the component is a
// parameter; the stored value has to match the writes that succeeded.
import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SwapRecord, SwapWriter } from "./swap-sidecar.ts";

/** The writers of one store. */
export interface SwapSubject {
  readonly ours: () => SwapWriter;
  readonly foreign: () => SwapWriter;
  /** Whether a save with an etag creates a missing record. */
  readonly etagHoldsWhereMissing: boolean;
}

const runs = 15;
const seed = Number(process.env.TEST_SEED ?? Math.floor(Math.random() * 2 ** 31));

interface Step {
  readonly writer: "ours" | "foreign";
  readonly action: "read" | "increment" | "set" | "remove" | "remove without etag";
}

const step: fc.Arbitrary<Step> = fc.record({
  writer: fc.constantFrom("ours", "foreign"),
  action: fc.constantFrom(
    "read",
    "read",
    "increment",
    "increment",
    "increment",
    "set",
    "remove",
    "remove without etag",
  ),
});

/** The expected record after the steps so far. */
interface Expected {
  value: number | undefined;
  /** As both writers read it; undefined if there is no record. */
  etag: string | undefined;
}

/** Registers the suite. */
export function describeSwap(subject: SwapSubject): void {
  describe(`beside a writer that writes as daprd does (seed ${seed})`, () => {
    it("accepts a write exactly if its etag is that of the record, in any order of steps", async () => {
      const property = fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), (steps) =>
        runSteps(subject, steps),
      );
      await fc.assert(property, { numRuns: runs, seed });
    }, 60_000);

    it("counts every increment when both increment concurrently and retry after a conflict", async () => {
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
      "rejects the etag of a record that was removed and created again by %s",
      async (creator) => {
        const key = `aba-${randomUUID()}`;
        const [ours, foreign] = [subject.ours(), subject.foreign()];
        const first = creator === "foreign" ? ours : foreign;
        await first.save(key, "a");
        const before = await ours.read(key);
        expect(before?.data).toBe("a");
        const again = subject[creator]();
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
    if (record === undefined) throw new TypeError("the record is missing");
    if (await writer.save(key, String(Number(record.data) + 1), record.etag)) done += 1;
  }
}

async function runSteps(subject: SwapSubject, steps: readonly Step[]): Promise<void> {
  const key = `steps-${randomUUID()}`;
  const writers = { ours: subject.ours(), foreign: subject.foreign() };
  const seen: Record<Step["writer"], SwapRecord | undefined> = { ours: undefined, foreign: undefined };
  const expected: Expected = { value: undefined, etag: undefined };
  for (const { writer: name, action } of steps) {
    const writer = writers[name];
    if (action === "read") seen[name] = await writer.read(key);
    else await change(writer, key, action, seen[name], expected, subject);
    // Both writers always read the same.
    const [one, other] = [await writers.ours.read(key), await writers.foreign.read(key)];
    expect(one).toEqual(other);
    expect(one?.data).toBe(expected.value === undefined ? undefined : String(expected.value));
    expected.etag = one?.etag;
  }
}

async function change(
  writer: SwapWriter,
  key: string,
  action: Exclude<Step["action"], "read">,
  seen: SwapRecord | undefined,
  expected: Expected,
  { etagHoldsWhereMissing }: SwapSubject,
): Promise<void> {
  if (action === "set") {
    expect(await writer.save(key, "100")).toBe(true);
    expected.value = 100;
    return;
  }
  if (action === "remove without etag") {
    expect(await writer.remove(key)).toBe(true);
    expected.value = undefined;
    return;
  }
  if (seen === undefined) return;
  const isMissing = expected.etag === undefined;
  const holds = isMissing ? etagHoldsWhereMissing : seen.etag === expected.etag;
  if (action === "remove") {
    expect(await writer.remove(key, seen.etag)).toBe(holds);
    if (holds) expected.value = undefined;
    return;
  }
  const next = Number(seen.data) + 1;
  expect(await writer.save(key, String(next), seen.etag)).toBe(holds);
  if (holds) expected.value = next;
}
