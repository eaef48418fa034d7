// The conformance suite: runs every group of tests on one subject. A runner file only
// calls `conformance(subject)`. Each group opens its own store and each test has its
// own keys, so that no test needs an empty store.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Fixture } from "./fixture.ts";
import { calls } from "./groups/calls.ts";
import { concurrency } from "./groups/concurrency.ts";
import { counters } from "./groups/counters.ts";
import { durability } from "./groups/durability.ts";
import { errors } from "./groups/errors.ts";
import { expiry } from "./groups/expiry.ts";
import { hints } from "./groups/hints.ts";
import { idempotency } from "./groups/idempotency.ts";
import { keys } from "./groups/keys.ts";
import { preconditions } from "./groups/preconditions.ts";
import { reading } from "./groups/reading.ts";
import { scanning } from "./groups/scanning.ts";
import { transactions } from "./groups/transactions.ts";
import { values } from "./groups/values.ts";
import { versions } from "./groups/versions.ts";
import { clauseIds, type OpenSubject, type Subject } from "./subject.ts";
import type { TestGroup } from "./test-group.ts";

/** Every group by its name. */
export const groups: Readonly<Record<string, TestGroup>> = {
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
  hints,
};

/** Runs every group on a subject. */
export function conformance(subject: Subject): void {
  describe(`conformance of ${subject.name}`, () => {
    it("has only exceptions of known clauses", () => {
      const known: readonly string[] = clauseIds;
      expect(Object.keys(subject.exceptions ?? {}).filter((id) => !known.includes(id))).toEqual([]);
    });
    for (const [name, group] of Object.entries(groups)) {
      describe(name, () => runGroup(subject, name, group));
    }
  });
}

function runGroup(subject: Subject, name: string, group: TestGroup): void {
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
  group((title, test) => {
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
