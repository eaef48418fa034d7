// Runs long random sequences of commands on real stores and compares each step
// with the model. The name of each test contains the seed; MODEL_SEED repeats a run
// and MODEL_RUNS sets the number of runs. `README.md` lists the bugs that this test found.
import fc from "fast-check";
import { describe, it } from "vitest";
import { guard } from "../../src/layers/guard.ts";
import { stack } from "../../src/layers/layer.ts";
import { namespace } from "../../src/layers/namespace.ts";
import { openEmbedded } from "../conformance/embedded-subject.ts";
import { openMemory } from "../conformance/memory-subject.ts";
import type { OpenSubject } from "../conformance/subject.ts";
import { type Real, storeCommands } from "./store-commands.ts";
import { StoreModel } from "./store-model.ts";

const seed = Number(process.env.MODEL_SEED ?? Math.floor(Math.random() * 2 ** 31));
const runsRequested = process.env.MODEL_RUNS;

const subjects: readonly (readonly [string, number, () => Promise<OpenSubject>])[] = [
  ["memory", 300, () => openMemory()],
  [
    "guard and namespace over memory",
    100,
    () => openMemory((driver) => stack(driver, { guard: guard(), namespace: namespace("shop") })),
  ],
  ["embedded", 60, () => openEmbedded()],
];

describe.each(subjects)("the model and %s", (_, runs, open) => {
  it(`agree after every command (MODEL_SEED=${seed})`, async () => {
    const commands = fc.commands([...storeCommands], { maxCommands: 60, size: "max" });
    await fc.assert(
      fc.asyncProperty(commands, async (steps) => {
        const opened = await open();
        try {
          await fc.asyncModelRun(() => ({ model: modelOf(opened), real: realOf(opened) }), steps);
        } finally {
          await opened.close();
        }
      }),
      { seed, numRuns: runsRequested === undefined ? runs : Number(runsRequested) },
    );
  }, 120_000);
});

function realOf(opened: OpenSubject): Real {
  const { clock, store } = opened;
  if (clock === undefined) throw new Error("the model needs an adjustable clock");
  return { store, opened, clock, versions: new Map() };
}

function modelOf({ clock }: OpenSubject): StoreModel {
  return new StoreModel(clock?.now() ?? 0);
}
