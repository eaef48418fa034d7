// The CPU cost of each driver in this process, with the gathering that its facts declare, but without services, transport
// and client.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  createCall,
  driverNames,
  gather,
  loadDriver,
  type RawOptions,
  type StateStore,
  stack,
  systemClock,
} from "../../../src/index.ts";
import { BenchServers } from "../processes/bench-servers.ts";
import type { MicroGroup } from "./micro-bench.ts";
import { storeBenches } from "./store-bench.ts";

async function open(name: string, options: RawOptions): Promise<StateStore> {
  const driver = await loadDriver(name);
  const context = { clock: systemClock, random: Math.random, storeName: "bench", log: () => undefined };
  const store = await driver.open(driver.compile(options), context);
  // The facts of a store may be known only after its first reply.
  await store.ping(createCall({ deadline: performance.now() + 10_000 }));
  const { gathering } = store.facts;
  if (gathering === undefined) return store;
  const { reads, commits } = gathering;
  return stack(store, { gather: gather({ readsInFlightMax: reads, commitsInFlightMax: commits }) });
}

/** The micro-benchmarks of the drivers, with their servers. */
export async function driverGroup(): Promise<MicroGroup> {
  const servers = new BenchServers();
  const folder = mkdtempSync(join(tmpdir(), "pillion-bench-micro-"));
  const options: Readonly<Record<string, () => Promise<RawOptions>>> = {
    memory: async () => ({}),
    embedded: async () => ({ path: folder }),
    redis: async () => ({ url: (await servers.redis()).url }),
    postgres: async () => ({ url: (await servers.postgres()).url }),
  };
  const stores: [string, StateStore][] = [];
  for (const name of driverNames) {
    const given = await options[name]?.();
    if (given !== undefined) stores.push([name, await open(name, given)]);
  }
  const end = async () => {
    for (const [, store] of stores) await store.close();
    await servers.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { benches: stores.flatMap(([name, store]) => storeBenches(name, store)), end };
}
