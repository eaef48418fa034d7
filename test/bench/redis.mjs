// The throughput of the Redis driver compared with ioredis alone: Get with HMGET, and Set (precondition, version and
// expiry in one script) with HSET, both with auto-pipelining, in alternating pairs. The result is the median of the pairs'
// ratios. The program starts a Redis unless `--url` names one.
//   node test/bench/redis.mjs [--url redis://…] [--in-flight 64] [--bytes 256] [--pairs 7] [--ms 700]
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { build } from "esbuild";
import { Redis } from "ioredis";

const root = fileURLToPath(new URL("../../", import.meta.url));
const { values } = parseArgs({
  options: {
    url: { type: "string" },
    "in-flight": { type: "string", default: "64" },
    bytes: { type: "string", default: "256" },
    pairs: { type: "string", default: "7" },
    ms: { type: "string", default: "700" },
  },
});
const inFlight = Number(values["in-flight"]);
const pairCount = Number(values.pairs);
const roundMs = Number(values.ms);
const keyCount = 10_000;

// The sources are TypeScript. The bundle is written into node_modules, so that packages are found.
async function load() {
  const outfile = join(root, "node_modules", `.bench-redis-${process.pid}.mjs`);
  await build({
    stdin: {
      contents: `
        export { redisDriver } from "./src/drivers/redis/redis-driver.ts";
        export { createCall, systemClock } from "./src/model/call.ts";
        export { findRedis } from "./test/servers/redis-source.ts";
        export { startRedis } from "./test/servers/redis-server.ts";`,
      resolveDir: root,
      loader: "ts",
    },
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    outfile,
    logLevel: "error",
  });
  try {
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(outfile);
  }
}

async function run(one) {
  const end = performance.now() + roundMs;
  const cpu = process.cpuUsage();
  const began = performance.now();
  let count = 0;
  const worker = async () => {
    while (performance.now() < end) {
      await one();
      count += 1;
    }
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
  const { user, system } = process.cpuUsage(cpu);
  return { perSecond: (count / (performance.now() - began)) * 1000, cpuUs: (user + system) / count };
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

async function compare(name, ours, bare, goal) {
  await run(ours);
  await run(bare);
  const pairs = [];
  for (let pair = 0; pair < pairCount; pair++) {
    const first = pair % 2 === 0 ? await run(ours) : undefined;
    const other = await run(bare);
    pairs.push([first ?? (await run(ours)), other]);
  }
  const ratios = pairs.map(([our, reference]) => our.perSecond / reference.perSecond);
  console.log(
    `${name}: ${median(ratios).toFixed(2)} x (goal ${goal}; pairs ${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)})  ` +
      `ours ${Math.round(median(pairs.map(([our]) => our.perSecond)))}/s ${median(pairs.map(([our]) => our.cpuUs)).toFixed(1)} us, ` +
      `bare ${Math.round(median(pairs.map(([, other]) => other.perSecond)))}/s ${median(pairs.map(([, other]) => other.cpuUs)).toFixed(1)} us`,
  );
}

const { redisDriver, createCall, systemClock, findRedis, startRedis } = await load();
const folder = mkdtempSync(join(tmpdir(), "pillion-bench-"));
const server =
  values.url === undefined
    ? await startRedis({ run: folder, program: findRedis(process.env, join(root, ".cache")).program })
    : undefined;
const url = values.url ?? server.url;
const context = { clock: systemClock, random: Math.random, log: () => {}, storeName: "bench" };
const store = await redisDriver.open(redisDriver.compile({ url }), context);
const bare = new Redis(url, { enableAutoPipelining: true });
const value = Buffer.alloc(Number(values.bytes), "x");
const put = (key) => ({
  type: "put",
  key,
  value,
  contentType: "application/json",
  kind: "persistent",
  expiry: { type: "none" },
  precondition: { type: "none" },
  returnPrevious: false,
});
const call = () => createCall({ deadline: systemClock.monotonic() + 5000, app: "bench" });
const eventual = { consistency: "eventual", view: "full" };
let turn = 0;
const key = () => `bench||${turn++ % keyCount}`;
for (let filled = 0; filled < keyCount; filled += 100) {
  await store.commit([{ mutations: Array.from({ length: 100 }, () => put(key())) }], call());
}
for (let filled = 0; filled < keyCount; filled++)
  await bare.hset(`bare||${filled}`, "data", value, "version", "1");
const bareKey = () => `bare||${turn++ % keyCount}`;
console.log(`${inFlight} in flight, ${value.length} bytes, ${pairCount} pairs of ${roundMs} ms`);
await compare(
  "Get / HMGET",
  () => store.read([key()], eventual, call()),
  () => bare.hmgetBuffer(bareKey(), "data", "version"),
  0.8,
);
await compare(
  "Set / HSET",
  () => store.commit([{ mutations: [put(key())] }], call()),
  () => bare.hset(bareKey(), "data", value),
  0.45,
);
const hundred = Array.from({ length: 100 }, (_, index) => `bench||${index}`);
const before = await bare.info("stats");
const began = performance.now();
for (let round = 0; round < 200; round++) await store.read(hundred, eventual, call());
const perBatch = (performance.now() - began) / 200;
const reads = (text) =>
  Number(/io_threaded_reads_processed|total_reads_processed:(\d+)/.exec(text)?.[1] ?? Number.NaN);
const trips = (reads(await bare.info("stats")) - reads(before)) / 200;
console.log(
  `BatchGet of 100: ${perBatch.toFixed(2)} ms, socket reads of the server per batch: ${trips.toFixed(2)}`,
);
await store.close();
bare.disconnect();
await server?.process.stop();
rmSync(folder, { recursive: true, force: true });
