// The conformance suite: every chapter on one subject. A runner file calls
// `conformance(subject)` and is done. Each chapter works on a store of its own
// opening; each test has keys of its own, so that no test needs an empty store.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Chapter } from "./chapter.ts";
import { calls } from "./chapters/calls.ts";
import { concurrency } from "./chapters/concurrency.ts";
import { counters } from "./chapters/counters.ts";
import { durability } from "./chapters/durability.ts";
import { errors } from "./chapters/errors.ts";
import { expiry } from "./chapters/expiry.ts";
import { idempotency } from "./chapters/idempotency.ts";
import { keys } from "./chapters/keys.ts";
import { preconditions } from "./chapters/preconditions.ts";
import { reading } from "./chapters/reading.ts";
import { scanning } from "./chapters/scanning.ts";
import { transactions } from "./chapters/transactions.ts";
import { values } from "./chapters/values.ts";
import { versions } from "./chapters/versions.ts";
import { wishes } from "./chapters/wishes.ts";
import { Fixture } from "./fixture.ts";
import { clauseIds, type OpenSubject, type Subject } from "./subject.ts";

/** Every chapter by its name. */
export const chapters: Readonly<Record<string, Chapter>> = {
  keys,
  values,
  reading,
  preconditions,
  versions,
  transactions,
  idempotency,
  counters,
  expiry,
  scanning,
  concurrency,
  calls,
  errors,
  durability,
  wishes,
};

/** Runs every chapter on a subject. */
export function conformance(subject: Subject): void {
  describe(`conformance of ${subject.name}`, () => {
    it("excepts only clauses that there are", () => {
      const known: readonly string[] = clauseIds;
      expect(Object.keys(subject.exceptions ?? {}).filter((id) => !known.includes(id))).toEqual([]);
    });
    for (const [name, chapter] of Object.entries(chapters)) {
      describe(name, () => runChapter(subject, name, chapter));
    }
  });
}

function runChapter(subject: Subject, name: string, chapter: Chapter): void {
  let opened: OpenSubject | undefined;
  beforeAll(async () => {
    opened = await subject.open();
  });
  afterAll(async () => {
    await opened?.close();
  });
  const run = `${Date.now().toString(36)}${Math.random().toString(36).slice(2, 6)}`;
  const excepted = new Set<string>();
  let count = 0;
  chapter((title, test) => {
    const clause = title.slice(0, title.indexOf(" "));
    const reason = subject.exceptions?.[clause];
    if (reason !== undefined) {
      if (!excepted.has(clause)) registerException(clause, reason);
      excepted.add(clause);
      return;
    }
    count += 1;
    const keyRoot = `${run}/${name}${count}/`;
    it(title, async () => {
      if (opened === undefined) throw new Error("the subject did not open");
      const fixture = new Fixture(subject, opened, keyRoot);
      await test(fixture).finally(() => fixture.close());
    });
  }, subject);
}

function registerException(clause: string, reason: string): void {
  it(`${clause} is a named exception: ${reason}`, () => {
    expect(reason.length, "the reason has to be a sentence").toBeGreaterThan(20);
  });
}
