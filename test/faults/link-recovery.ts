// One fault of the link between a store and its server under load: how long calls
// fail after it, and what became of the writes.
import { setTimeout as delay } from "node:timers/promises";
import { gather, guard, namespace, type StateStore, stack } from "../../src/index.ts";
import type { LinkDirection, LinkFault, LinkProxy } from "../servers/link-proxy.ts";
import { until } from "../servers/server-process.ts";
import { LinkLoad, linkApp } from "./link-load.ts";

/** A fault. */
export interface LinkFaultCase {
  readonly direction: LinkDirection;
  readonly fault: LinkFault;
  readonly faultMs: number;
  /** The deadline of each call. Default: 1 s. */
  readonly deadlineMs?: number;
}

/** What was measured. */
export interface LinkRecovery {
  /** From the end of the fault to the first acknowledged write, in ms; undefined: none within 30 s. */
  readonly firstWriteMs: number | undefined;
  /** From the end of the fault to the last error, in ms. */
  readonly lastErrorMs: number;
  readonly overtimeMsMax: number;
  readonly acknowledged: number;
  readonly violations: readonly string[];
}

/** Every direction, with held and with dropped bytes. */
export const linkFaults: readonly Pick<LinkFaultCase, "direction" | "fault">[] = (
  ["requests", "replies", "both"] as const
).flatMap((direction) => (["held", "dropped"] as const).map((fault) => ({ direction, fault })));

/** The layers that the sidecar adds to a store without options. */
export function layered(driver: StateStore): StateStore {
  const { gathering } = driver.facts;
  return stack(driver, {
    guard: guard({}),
    namespace: namespace(linkApp),
    ...(gathering && {
      gather: gather({ readsInFlightMax: gathering.reads, commitsInFlightMax: gathering.commits }),
    }),
  });
}

/** Runs load through a fault. `direct` reaches the same server past the proxy; `healed` is called when the fault ends. */
export async function measureRecovery(
  { direction, fault, faultMs, deadlineMs = 1000 }: LinkFaultCase,
  { store, direct, proxy }: { store: StateStore; direct: StateStore; proxy: LinkProxy },
  onHealed: () => Promise<void> = async () => {},
): Promise<LinkRecovery> {
  const load = new LinkLoad(layered(store), deadlineMs);
  await until(() => load.acknowledged > 100, 20_000);
  proxy.fail(direction, fault);
  await delay(faultMs);
  const healed = performance.now();
  proxy.heal();
  await Promise.all([
    onHealed(),
    until(() => load.firstWriteMs(healed) !== undefined, 30_000).catch(() => undefined),
  ]);
  // Errors of calls that were sent before the end of the fault arrive by their deadlines.
  await delay(deadlineMs + 500);
  await until(() => performance.now() - healed - load.lastErrorMs(healed) > 1000, 30_000);
  await load.stop();
  const { overtimeMsMax, acknowledged } = load;
  return {
    firstWriteMs: load.firstWriteMs(healed),
    lastErrorMs: load.lastErrorMs(healed),
    overtimeMsMax,
    acknowledged,
    violations: await load.violations(direct),
  };
}

/** The figures, for people. */
export function recoveryText({ direction, fault, faultMs }: LinkFaultCase, figures: LinkRecovery): string {
  const { firstWriteMs, lastErrorMs, overtimeMsMax, acknowledged, violations } = figures;
  const first = firstWriteMs === undefined ? "none in 30 s" : `${firstWriteMs.toFixed(0)} ms`;
  return (
    `${direction} ${fault} for ${faultMs} ms: first write ${first}, last error ${lastErrorMs.toFixed(0)} ms after it; ` +
    `${acknowledged} writes acknowledged, ${violations.length} wrong; at most ${overtimeMsMax.toFixed(0)} ms over the deadline`
  );
}
