// How the sidecar's cost grows: with calls in flight, with the number of keys,
// with the size of values. Every number of keys has a store of its own, so that
// a thousand keys are a thousand keys and not a part of a million.
import { fillPostgres, fillRedis } from "../load/bulk-fill.ts";
import type { KeySpace } from "../load/load-plan.ts";
import { numberText } from "../report/number-text.ts";
import type { BenchCase, Pace, Scene } from "./bench-case.ts";
import { type Growth, measureGrowth, oneForAll, type Step } from "./growth-run.ts";
import { targetOf } from "./sides.ts";

// Within 15 % of the middle on either side.
const flatMax = 1.15 / 0.85;

const inFlightSteps: readonly Step[] = [1, 8, 64, 512].map((inFlight) => ({
  x: inFlight,
  label: `${inFlight} in flight`,
  parts: { operation: "get", inFlight },
}));

// Small values, so that a million records need 200 MB and not two gigabytes.
const keyValueBytes = 64;

function keySteps({ quick }: Pace): Step[] {
  return [1e3, 1e4, ...(quick ? [] : [1e5, 1e6])].map((keyCount) => ({
    x: keyCount,
    label: `${numberText(keyCount)} keys`,
    parts: { operation: "get", keyCount, valueBytes: keyValueBytes },
  }));
}

const valueSteps: readonly Step[] = [16, 1 << 10, 1 << 14, 1 << 17, 1 << 20].map((valueBytes) => ({
  x: valueBytes,
  label: `${valueBytes} B`,
  parts: { operation: "get", valueBytes, keyCount: 100, inFlight: 16 },
}));

type KeyStore = "redis" | "postgres" | "embedded";

// The app under which a sidecar keeps its records if it is not told another.
const app = "app";

interface StepStore {
  readonly store: string;
  /** Writes the records behind the sidecar's back. Undefined: they go through it. */
  readonly fill?: (keys: KeySpace) => Promise<void>;
}

async function storeOf(scene: Scene, kind: KeyStore, number: number): Promise<StepStore> {
  if (kind === "embedded") return { store: "embedded:" };
  const { url } = await scene.servers[kind]();
  if (kind === "redis") {
    // Database 0 is what other cases use.
    const store = `${url}/${number + 1}`;
    return { store, fill: (keys) => fillRedis(store, app, keys) };
  }
  const prefix = `growth${number}_`;
  return {
    store: `${url}?tablePrefix=${prefix}`,
    fill: (keys) => fillPostgres(url, `${prefix}state`, app, keys),
  };
}

function keyGrowth(pace: Pace, kind: KeyStore): Growth {
  const steps = keySteps(pace);
  return {
    xLabel: "keys",
    steps,
    flatMax,
    prepare: async (scene, step) => {
      const { store, fill } = await storeOf(scene, kind, steps.indexOf(step));
      const sidecar = await scene.sidecar({ store, transport: "wire" });
      const load = await scene.load(targetOf("wire", sidecar.address));
      const plan = scene.plan(step.parts);
      await (fill === undefined ? load.fill(plan) : fill(plan));
      return { sidecar, load };
    },
  };
}

// How long it takes to write 1.1 million records.
const fillMs: Readonly<Record<KeyStore, number>> = { redis: 6_000, postgres: 15_000, embedded: 15_000 };

const stepsMs = ({ pairs, firstMs, warmUpMs, measureMs }: Pace, steps: number) =>
  steps * (firstMs + warmUpMs + pairs * (warmUpMs + measureMs));

const storeTitles: Readonly<Record<KeyStore, string>> = {
  redis: "Redis",
  postgres: "Postgres",
  embedded: "embedded store",
};

function keyCase(name: string, kind: KeyStore): BenchCase {
  return {
    name,
    title: `Sidecar CPU per Get of 64 B, ${storeTitles[kind]}, 32 in flight, a thousand to a million keys`,
    estimateMs: (pace) => stepsMs(pace, keySteps(pace).length) + (pace.quick ? 2_000 : fillMs[kind]),
    run: (scene) => measureGrowth(scene, keyGrowth(scene.pace, kind)),
  };
}

/** The cases of growth. */
export const growthCases: readonly BenchCase[] = [
  {
    name: "growth-in-flight",
    title: "Sidecar CPU per Get of 1 KiB, store in memory, 1 to 512 in flight",
    estimateMs: (pace) => stepsMs(pace, inFlightSteps.length),
    run: (scene) =>
      measureGrowth(scene, {
        xLabel: "in flight",
        steps: inFlightSteps,
        flatMax,
        prepare: oneForAll("memory:", { isFilledAnew: false }),
      }),
  },
  keyCase("growth-keys", "redis"),
  keyCase("growth-keys-postgres", "postgres"),
  keyCase("growth-keys-embedded", "embedded"),
  {
    name: "growth-values",
    title: "Sidecar CPU per Get, store in memory, 16 in flight, values of 16 B to 1 MiB",
    estimateMs: (pace) => stepsMs(pace, valueSteps.length) + pace.pairs * 1_000,
    run: (scene) =>
      measureGrowth(scene, {
        xLabel: "value bytes",
        steps: valueSteps,
        // A key has one value: the steps take turns.
        prepare: oneForAll("memory:", { isFilledAnew: true }),
      }),
  },
  {
    name: "growth-watchers",
    title: "Sidecar CPU per Set with 10 watchers beside none",
    estimateMs: () => 0,
    run: async () => ({
      figures: [],
      sides: [],
      plots: [],
      notMeasured: "no store of this sidecar has Watch yet; it answers UNIMPLEMENTED",
    }),
  },
];
