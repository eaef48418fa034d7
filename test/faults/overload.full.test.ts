// Overload in an open loop, through the whole sidecar as a process of its own: calls with deadlines
// of 250 ms arrive at many times the rate that it can serve. The load is another process, and the
// narrow link to the store is in this one. `npm run overload` runs the long form.
import { once } from "node:events";
import { loadavg } from "node:os";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { nodeEnvironment, nodeFlags } from "../../scripts/node-flags.mjs";
import { ensureBuilt, ProcessFixture, program, SidecarProcess } from "../e2e/sidecar-process.ts";
import { sharedPostgresUrl, sharedRedisUrl } from "../servers/test-servers.ts";
import { type BundledChild, bundleChild } from "./bundled-child.ts";
import { openNarrowLink } from "./overload/narrow-link.ts";
import type { OverloadFigures, OverloadPlan } from "./overload/overload-figures.ts";

const isLong = process.env.OVERLOAD === "long";
const kibibyte = 1_024;
const stores = (process.env.OVERLOAD_STORES ?? "redis,postgres,embedded").split(",");

const stops: (() => unknown)[] = [];
let load: BundledChild;
beforeAll(async () => {
  ensureBuilt();
  load = await bundleChild("overload/overload-child.ts");
});
afterAll(() => load.remove());
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

async function narrowed(text: string, bytesPerSecond: number): Promise<string> {
  const url = new URL(text);
  const link = await openNarrowLink(Number(url.port), bytesPerSecond);
  stops.push(() => link.close());
  url.hostname = "127.0.0.1";
  url.port = String(link.port);
  return url.href;
}

async function storeWord(store: string): Promise<string[]> {
  if (store === "redis")
    return [`--store=statestore=${await narrowed(await sharedRedisUrl(), 250 * kibibyte)}`];
  if (store === "postgres")
    return [`--store=statestore=${await narrowed(await sharedPostgresUrl(), 80 * kibibyte)}`];
  return [];
}

async function start(store: string): Promise<SidecarProcess> {
  const fixture = new ProcessFixture();
  stops.push(() => fixture.dispose());
  const words = [
    "--dapr-grpc-port=0",
    "--dapr-http-port=0",
    `--app-id=overload-${process.pid}`,
    `--data-dir=${fixture.folder}/data`,
    ...(await storeWord(store)),
  ];
  const sidecar = new SidecarProcess(words, nodeEnvironment, program, nodeFlags);
  stops.push(() => sidecar.dispose());
  return sidecar.running();
}

async function measure(sidecar: SidecarProcess): Promise<OverloadFigures[]> {
  const plan: OverloadPlan = {
    address: sidecar.address("gRPC"),
    pid: sidecar.child.pid ?? 0,
    callers: isLong ? [8, 16, 32, 64, 128, 256, 512] : [16, 64, 256],
    peakMs: isLong ? 2_000 : 1_000,
    factors: isLong ? [4, 10] : [10],
    perSecondMax: 8_000,
    openMs: isLong ? 8_000 : 4_000,
  };
  const child = load.start([JSON.stringify(plan)]);
  stops.push(() => child.kill());
  let output = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    output += text;
  });
  await once(child, "close");
  return output
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as OverloadFigures);
}

// The part of the time for which a process may wait for a CPU. Beyond it the machine limits the goodput, not the sidecar.
const waitedMax = 0.3;

// Shares that hold beside other work on two cores; alone they are better, see docs/running.md.
const goodputShareMin = 0.7;
const residentShareMax = 1.4;

test.each(stores)(
  "%s: in an overload most of what it can do still ends in time, in the memory that it had, and afterwards nothing fails",
  async (store) => {
    const sidecar = await start(store);
    for (const figures of await measure(sidecar)) {
      const isStarved = figures.sidecarCpu[1] > waitedMax || figures.loadCpu[1] > waitedMax;
      const about = isStarved ? ", too few CPUs: the goodput is not checked" : "";
      console.log(`${store}, load average ${loadavg()[0]?.toFixed(1)}${about}: ${JSON.stringify(figures)}`);
      const [residentBefore, residentPeak] = figures.residentMib;
      expect(residentPeak).toBeLessThan(residentShareMax * residentBefore);
      expect(figures.other).toBe(0);
      if (isStarved) continue;
      expect(figures.goodputShare).toBeGreaterThan(goodputShareMin);
      expect(figures.p99AfterMs.at(-1)).toBeLessThan(250);
      expect(figures.errorsAfter).toBe(0);
    }
  },
  isLong ? 180_000 : 60_000,
);
