// How the sidecar's cost grows with calls in flight, with the number of keys, and with the size of values. Each number
// of keys has a separate store, so that a store of a thousand keys does not contain a million.
import { fillPostgres, fillRedis } from "../load/bulk-fill.ts";
import type { KeySpace } from "../load/load-plan.ts";
import { numberText } from "../report/number-text.ts";
import type { BenchCase, CaseContext, Pace } from "./bench-case.ts";
import { type Growth, measureGrowth, type Step, sharedSidecar } from "./growth-run.ts";
import { targetOf } from "./sides.ts";

// 15 % above and below the midpoint.
const flatMax = 1.15 / 0.85;

const inFlightSteps: readonly Step[] = [1, 8, 64, 512].map((inFlight) => ({
  x: inFlight,
  label: `${inFlight} in flight`,
  parts: { operation: "get", inFlight },
}));

// Small values, so that a million records take 200 MB instead of 2 GB.
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

// The sidecar's default app.
const app = "app";

interface StepStore {
  readonly store: string;
  /** Writes the records directly to the server. Undefined: they are written through the sidecar. */
  readonly fill?: (keys: KeySpace) => Promise<void>;
}

async function storeOf(context: CaseContext, kind: KeyStore, number: number): Promise<StepStore> {
  if (kind === "embedded") return { store: "embedded:" };
  const { url } = await context.servers[kind]();
  if (kind === "redis") {
    // Other cases use database 0.
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
    prepare: async (context, step) => {
      const { store, fill } = await storeOf(context, kind, steps.indexOf(step));
      const sidecar = await context.sidecar({ store, transport: "wire" });
      const load = await context.load(targetOf("wire", sidecar.address));
      const plan = context.plan(step.parts);
      await (fill === undefined ? load.fill(plan) : fill(plan));
      return { sidecar, load };
    },
  };
}

// Time to write 1.1 million records.
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
    run: (context) => measureGrowth(context, keyGrowth(context.pace, kind)),
  };
}

/** The growth cases. */
export const growthCases: readonly BenchCase[] = [
  {
    name: "growth-in-flight",
    title: "Sidecar CPU per Get of 1 KiB, in-memory store, 1 to 512 in flight",
    estimateMs: (pace) => stepsMs(pace, inFlightSteps.length),
    run: (context) =>
      measureGrowth(context, {
        xLabel: "calls in flight",
        steps: inFlightSteps,
        flatMax,
        prepare: sharedSidecar("memory:", { refillBeforeRun: false }),
      }),
  },
  keyCase("growth-keys", "redis"),
  keyCase("growth-keys-postgres", "postgres"),
  keyCase("growth-keys-embedded", "embedded"),
  {
    name: "growth-values",
    title: "Sidecar CPU per Get, in-memory store, 16 in flight, values of 16 B to 1 MiB",
    estimateMs: (pace) => stepsMs(pace, valueSteps.length) + pace.pairs * 1_000,
    run: (context) =>
      measureGrowth(context, {
        xLabel: "value bytes",
        steps: valueSteps,
        // The steps share their keys, so each run needs values of its own size.
        prepare: sharedSidecar("memory:", { refillBeforeRun: true }),
      }),
  },
  {
    name: "growth-watchers",
    title: "Sidecar CPU per Set with 10 watchers, compared with none",
    estimateMs: () => 0,
    run: async () => ({
      figures: [],
      sides: [],
      plots: [],
      notMeasured: "Watch is not implemented yet",
    }),
  },
];
