// Compares the statements of the Postgres driver with the memory driver, in both
// layouts, on direct connections and where sessions are not kept.
import { afterAll, beforeAll, it } from "vitest";
import type { StateStore } from "../../src/store/state-store.ts";
import { openPostgres } from "../conformance/postgres-subject.ts";
import type { OpenSubject } from "../conformance/subject.ts";
import { casesOf } from "../projects/full-run.ts";
import { expectAgreement, modelSeed, openMemory } from "./against-memory.ts";

let memory: StateStore;
const subjects: OpenSubject[] = [];

beforeAll(async () => {
  memory = await openMemory();
});

afterAll(async () => {
  for (const subject of subjects) await subject.close();
  await memory?.close();
});

it.each([
  ["v1", {}],
  ["v2", {}],
  ["v2", { pgbouncer: true }],
] as const)(
  `Postgres %s with options %j and the memory driver agree (MODEL_SEED=${modelSeed})`,
  async (layout, options) => {
    const subject = await openPostgres(layout, undefined, options);
    subjects.push(subject);
    await expectAgreement(subject.store, memory, casesOf(20, 400));
  },
  300_000,
);
