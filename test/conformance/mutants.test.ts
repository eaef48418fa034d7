// Tests the suite itself: on each store that breaks a clause, at least one test of that
// clause has to fail. A mutant that passes is a gap in the suite.
import { expect, it } from "vitest";
import { guard } from "../../src/layers/guard.ts";
import type { StateStore } from "../../src/store/state-store.ts";
import { callMutants } from "./call-mutants.ts";
import { Fixture } from "./fixture.ts";
import { openMemory } from "./memory-subject.ts";
import { type Change, wrapped } from "./mutant-changes.ts";
import type { Subject } from "./subject.ts";
import { groups } from "./suite.ts";
import { writeMutants } from "./write-mutants.ts";

const mutants = [...writeMutants, ...callMutants];

for (const [clause, what, change] of mutants) {
  it(`${clause} fails on a store that ${what}`, async () => {
    const subject = subjectOf(clause, what, change);
    const outcomes = await outcomesOf(clause, subject);
    expect(outcomes.length).toBeGreaterThan(0);
    expect(outcomes).toContain("failed");
  });
}

it("no clause fails on the unchanged store", async () => {
  for (const clause of new Set(mutants.map(([id]) => id))) {
    const subject = subjectOf(clause, "unchanged", () => ({}));
    expect(await outcomesOf(clause, subject), clause).not.toContain("failed");
  }
});

// Clauses that the guard implements: deadlines of a store that does not reply, and keys that a transaction names twice.
const guardedClauses: ReadonlySet<string> = new Set(["L2", "C12"]);

function subjectOf(clause: string, name: string, change: Change): Subject {
  const isGuarded = guardedClauses.has(clause);
  const below = isGuarded ? guard() : (inner: StateStore) => inner;
  return { name, open: () => openMemory((inner) => wrapped(change)(below(inner))), isGuarded };
}

async function outcomesOf(clause: string, subject: Subject): Promise<("passed" | "failed")[]> {
  const tests: ((t: Fixture) => Promise<void>)[] = [];
  for (const group of Object.values(groups)) {
    group((title, test) => {
      if (title.startsWith(`${clause} `)) tests.push(test);
    }, subject);
  }
  const outcomes: ("passed" | "failed")[] = [];
  for (const [index, test] of tests.entries()) {
    const opened = await subject.open();
    const fixture = new Fixture(subject, opened, `mutant${index}/`);
    const outcome = await test(fixture).then(
      () => "passed" as const,
      () => "failed" as const,
    );
    outcomes.push(outcome);
    await fixture.close().finally(() => opened.close());
    if (outcome === "failed" && subject.name !== "unchanged") break;
  }
  return outcomes;
}
