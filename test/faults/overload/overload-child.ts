// The load of the overload experiment, as its own process: finds how many calls a second a sidecar
// ends in time, offers a multiple of it in an open loop, and then a normal load again. Prints the
// figures as one line of JSON. Its argument is an OverloadPlan as JSON.
import { readFileSync } from "node:fs";
import { StateStoreMethods } from "@pillion/proto";
import { createWireTransport, RpcError, statusCode, type Transport } from "@pillion/wire";
import type { OverloadFigures, OverloadPlan } from "./overload-figures.ts";

const deadlineMs = 250;
const keyCount = 1_000;
const value = Buffer.alloc(100, "x");
const lateMs = 200;
const connections = 16;

const plan = JSON.parse(process.argv[2] ?? "") as OverloadPlan;
const transports: readonly Transport[] = Array.from({ length: connections }, () =>
  createWireTransport({ address: plan.address }),
);
let calls = 0;

/** What happened to the calls of one phase. */
class Counts {
  inTime = 0;
  rejected = 0;
  deadline = 0;
  other = 0;
  overdue = 0;
  readonly durationsMs: number[] = [];

  async call(): Promise<void> {
    const index = calls++;
    const transport = transports[index % connections] as Transport;
    const startedMs = performance.now();
    try {
      const request = { key: `key-${index % keyCount}`, value };
      await transport.unary(StateStoreMethods.set, request, { timeoutMs: deadlineMs, waitForReady: true });
      this.inTime += 1;
      this.durationsMs.push(performance.now() - startedMs);
    } catch (thrown) {
      const code = thrown instanceof RpcError ? thrown.code : undefined;
      if (code === statusCode.resourceExhausted) this.rejected += 1;
      else if (code === statusCode.deadlineExceeded) this.deadline += 1;
      else this.other += 1;
    }
    if (performance.now() - startedMs > deadlineMs + lateMs) this.overdue += 1;
  }

  /** The duration that 99 of 100 successful calls did not exceed, in ms. */
  get p99Ms(): number {
    const sorted = this.durationsMs.sort((one, other) => one - other);
    return Math.round(sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN);
  }
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

// Calls in time per second with this many callers. A call that fails is followed by a short pause.
async function closedLoop(callers: number, forMs: number): Promise<number> {
  const counts = new Counts();
  const endMs = performance.now() + forMs;
  const caller = async (): Promise<void> => {
    while (performance.now() < endMs) {
      const { inTime } = counts;
      await counts.call();
      if (counts.inTime === inTime) await wait(1);
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  return (counts.inTime * 1_000) / forMs;
}

// This many calls arrive each second, however the earlier ones end.
async function openLoop(perSecond: number, forMs: number): Promise<{ counts: Counts; offered: number }> {
  const counts = new Counts();
  const pending: Promise<void>[] = [];
  const startMs = performance.now();
  for (let elapsed = 0; elapsed < forMs; elapsed = performance.now() - startMs) {
    const due = (elapsed / 1_000) * perSecond;
    while (pending.length < due) pending.push(counts.call());
    await wait(2);
  }
  await Promise.all(pending);
  return { counts, offered: (pending.length * 1_000) / (performance.now() - startMs) };
}

// Resident memory of the sidecar, in MiB.
function residentMib(): number {
  const status = readFileSync(`/proc/${plan.pid}/status`, "utf8");
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1_024;
}

// How long the main thread of a process has run and how long it has waited for a CPU, in ms.
function scheduled(pid: number): readonly [number, number] {
  const [ran, waited] = readFileSync(`/proc/${pid}/schedstat`, "utf8").split(" ").map(Number);
  return [(ran ?? 0) / 1e6, (waited ?? 0) / 1e6];
}

// The same between two moments, as parts of the time between them.
function sharesSince([ran, waited]: readonly [number, number], pid: number, ms: number) {
  const [ranNow, waitedNow] = scheduled(pid);
  return [rounded((ranNow - ran) / ms), rounded((waitedNow - waited) / ms)] as const;
}

const rounded = (share: number): number => Math.round(share * 100) / 100;

async function findPeak(): Promise<{ callers: number; peak: number }> {
  let best = { callers: 0, peak: 0 };
  for (const callers of plan.callers) {
    const peak = await closedLoop(callers, plan.peakMs);
    if (peak > best.peak) best = { callers, peak };
  }
  return best;
}

// The normal load, half of the peak, in windows of half a second.
async function windowsAfter(perSecond: number): Promise<{ p99AfterMs: number[]; errorsAfter: number }> {
  const p99AfterMs: number[] = [];
  let errorsAfter = 0;
  for (let window = 0; window < 5; window++) {
    const { counts } = await openLoop(perSecond, 500);
    p99AfterMs.push(counts.p99Ms);
    errorsAfter = counts.rejected + counts.deadline + counts.other;
  }
  return { p99AfterMs, errorsAfter };
}

async function overload(factor: number, { callers, peak }: { callers: number; peak: number }) {
  await closedLoop(callers, plan.peakMs / 2);
  const before = await openLoop(peak / 2, 2_000);
  const peakBefore = await closedLoop(callers, plan.peakMs);
  const residentBefore = residentMib();
  let residentPeak = residentBefore;
  const sampling = setInterval(() => {
    residentPeak = Math.max(residentPeak, residentMib());
  }, 20);
  const cpuBefore = scheduled(plan.pid);
  const ownBefore = scheduled(process.pid);
  const { counts, offered } = await openLoop(Math.min(factor * peak, plan.perSecondMax), plan.openMs);
  const sidecarCpu = sharesSince(cpuBefore, plan.pid, plan.openMs);
  const loadCpu = sharesSince(ownBefore, process.pid, plan.openMs);
  clearInterval(sampling);
  const after = await windowsAfter(peak / 2);
  const peakAfter = await closedLoop(callers, plan.peakMs);
  const goodput = (counts.inTime * 1_000) / plan.openMs;
  return {
    factor,
    callers,
    offeredPerSecond: Math.round(offered),
    peaksPerSecond: [Math.round(peak), Math.round(peakBefore), Math.round(peakAfter)],
    goodputPerSecond: Math.round(goodput),
    goodputShare: rounded(goodput / Math.min((peakBefore + peakAfter) / 2, offered)),
    inTime: counts.inTime,
    rejected: counts.rejected,
    deadline: counts.deadline,
    other: counts.other,
    overdue: counts.overdue,
    residentMib: [Math.round(residentBefore), Math.round(residentPeak)] as const,
    sidecarCpu,
    loadCpu,
    p99OverloadMs: counts.p99Ms,
    p99BeforeMs: before.counts.p99Ms,
    ...after,
  } satisfies OverloadFigures;
}

const peak = await findPeak();
for (const factor of plan.factors) console.log(JSON.stringify(await overload(factor, peak)));
await Promise.all(transports.map((transport) => transport.close()));
