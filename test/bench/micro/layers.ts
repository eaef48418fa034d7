// The CPU cost that each layer adds to a read and a write of the memory store.
import {
  guard,
  type Layer,
  loadDriver,
  namespace,
  observe,
  type StateStore,
  stack,
  systemClock,
} from "../../../src/index.ts";
import type { MicroBench } from "./micro-bench.ts";
import { storeBenches } from "./store-bench.ts";

async function memory(): Promise<StateStore> {
  const driver = await loadDriver("memory");
  const context = { clock: systemClock, random: Math.random, storeName: "bench", log: () => undefined };
  return driver.open(driver.compile({}), context);
}

/** The micro-benchmarks of the layers. */
export async function layerBenches(): Promise<readonly MicroBench[]> {
  const observing: Layer = observe(() => undefined);
  const guarding = guard({ valueBytesMax: 4 << 20 });
  const naming = namespace("app");
  return [
    ...storeBenches("memory, no layer", await memory()),
    ...storeBenches("with namespace", stack(await memory(), { namespace: naming })),
    ...storeBenches("with guard", stack(await memory(), { guard: guarding })),
    ...storeBenches("with observe", stack(await memory(), { observe: observing })),
    ...storeBenches(
      "with all three",
      stack(await memory(), { observe: observing, guard: guarding, namespace: naming }),
    ),
  ];
}
