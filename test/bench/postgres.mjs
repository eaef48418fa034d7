// The Postgres driver with the gather layer, compared with a `pg` pool with one statement per call: the same number of
// connections, 64 calls in flight, values of 1 KiB, pairs in alternation. Run by hand on an idle machine:
//
//   node test/bench/postgres.mjs postgres://user@host/database [connections] [pairs] [seconds per figure]
import { rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { Pool } from "pg";

const [url, connections = "8", pairs = "5", seconds = "2"] = process.argv.slice(2);
const callers = 64;
const keyCount = 10_000;
const value = Buffer.alloc(1024, 7);

const engine = await loadEngine();
const context = { clock: engine.systemClock, random: Math.random, log: console.warn, storeName: "bench" };
const options = engine.postgresDriver.compile({ url, tablePrefix: "bench_", maxConns: Number(connections) });
const lanes = Math.ceil(Number(connections) / 2);
const store = engine.gather({ readsInFlightMax: 2, commitsInFlightMax: lanes })(
  await engine.postgresDriver.open(options, context),
);
const pool = new Pool({ connectionString: url, max: Number(connections) });
await pool.query(
  "CREATE TABLE IF NOT EXISTS bench_plain (key text PRIMARY KEY, value bytea NOT NULL, etag uuid NOT NULL DEFAULT gen_random_uuid(), updated_at timestamptz)",
);

const call = engine.createCall();
const keyOf = () => `bench||${Math.floor(Math.random() * keyCount)}`;
const put = (key) => ({
  type: "put",
  key,
  value,
  contentType: "",
  kind: "persistent",
  expiry: { type: "none" },
  precondition: { type: "none" },
  returnPrevious: false,
});

const ours = {
  get: async () => void (await store.read([keyOf()], { consistency: "strong", view: "full" }, call)),
  set: async () => {
    const [result] = await store.commit([{ mutations: [put(keyOf())] }], call);
    if (!Array.isArray(result)) throw result;
  },
};
const plain = {
  get: () =>
    pool.query({
      name: "get",
      text: "SELECT value, etag FROM bench_plain WHERE key = $1",
      values: [keyOf()],
    }),
  set: () =>
    pool.query({
      name: "set",
      text: "INSERT INTO bench_plain (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value, etag = gen_random_uuid(), updated_at = now() RETURNING etag",
      values: [keyOf(), value],
    }),
};

for (const operation of ["set", "get"]) {
  await run(ours[operation], 0.5);
  await run(plain[operation], 0.5);
  const ratios = [];
  for (let pair = 0; pair < Number(pairs); pair++) {
    const a = await run(ours[operation], Number(seconds));
    const b = await run(plain[operation], Number(seconds));
    ratios.push(a.rate / b.rate);
    console.log(
      `${operation}: ours ${a.rate.toFixed(0)}/s ${a.cpu.toFixed(1)} us, pool ${b.rate.toFixed(0)}/s ${b.cpu.toFixed(1)} us, ratio ${(a.rate / b.rate).toFixed(2)}`,
    );
  }
  ratios.sort((a, b) => a - b);
  console.log(
    `${operation}: median ratio ${ratios[Math.floor(ratios.length / 2)].toFixed(2)} (${ratios[0].toFixed(2)} to ${ratios.at(-1).toFixed(2)})`,
  );
}
await store.close();
await pool.query("DROP TABLE bench_plain, bench_state, bench_state_pillion_idempotency");
await pool.end();

async function run(operation, forSeconds) {
  let done = 0;
  const end = performance.now() + forSeconds * 1000;
  const cpu = process.cpuUsage();
  const start = performance.now();
  const worker = async () => {
    while (performance.now() < end) {
      await operation();
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: callers }, worker));
  const { user, system } = process.cpuUsage(cpu);
  return { rate: (done / (performance.now() - start)) * 1000, cpu: (user + system) / done };
}

async function loadEngine() {
  const source = (path) => fileURLToPath(new URL(`../../src/${path}`, import.meta.url));
  const outfile = fileURLToPath(new URL(`../../node_modules/.bench-${process.pid}.mjs`, import.meta.url));
  await build({
    stdin: {
      contents: `export { postgresDriver } from ${JSON.stringify(source("drivers/postgres/postgres-driver.ts"))};
        export { gather } from ${JSON.stringify(source("layers/gather.ts"))};
        export { createCall, systemClock } from ${JSON.stringify(source("model/call.ts"))};`,
      resolveDir: source("."),
    },
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
  });
  try {
    return await import(outfile);
  } finally {
    await rm(outfile);
  }
}
