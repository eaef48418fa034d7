// The application's CPU time per Get of 1 KiB with the client on wire, compared with the client on grpc-js (both with a
// sidecar with a memory store), and with ioredis connected directly to Redis (if redis-server is on PATH). They run in
// alternation; the result is the median of the rounds' ratios.
//
//   npm run build && node test/bench/client.mjs [rounds]
import { spawn, spawnSync } from "node:child_process";
import { createServer } from "node:net";
import { bundle, cache, median, ratioOf, start, startSidecar } from "./bench-process.mjs";

const rounds = Math.max(1, Number(process.argv[2] ?? 5));
const inFlight = 64;

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

async function startRedis() {
  if (spawnSync("redis-server", ["--version"]).status !== 0) return undefined;
  const port = await freePort();
  const words = ["--port", String(port), "--save", "", "--appendonly", "no", "--dir", cache];
  const child = spawn("redis-server", words, { stdio: ["ignore", "pipe", "inherit"] });
  for await (const text of child.stdout.setEncoding("utf8").iterator({ destroyOnReturn: false }))
    if (text.includes("Ready to accept")) break;
  child.stdout.resume();
  return { address: `redis://127.0.0.1:${port}`, end: () => child.kill() };
}

const redis = await startRedis();
const sidecar = await startSidecar();
const file = await bundle("client-app");
const apps = {
  wire: start(file, ["wire", sidecar.address]),
  "grpc-js": start(file, ["grpc-js", sidecar.address]),
  ...(redis && { ioredis: start(file, ["ioredis", redis.address]) }),
};
const calls = { wire: 60_000, "grpc-js": 10_000, ioredis: 60_000 };
const measured = Object.fromEntries(Object.keys(apps).map((name) => [name, []]));
for (let round = -1; round < rounds; round += 1) {
  for (const [name, app] of Object.entries(apps)) {
    const result = await app.request({ calls: calls[name], inFlight });
    if (result.bytes !== calls[name] * 1024) throw new Error(`${name} read ${result.bytes} bytes`);
    // The first round warms up.
    if (round >= 0)
      measured[name].push({ us: result.cpuUs / calls[name], perSecond: (calls[name] / result.ms) * 1000 });
  }
}
const rows = Object.entries(measured).map(([name, results]) => {
  const { ratio, spread } = ratioOf(results.map(({ us }, round) => [measured.wire[round].us, us]));
  return {
    application: name,
    "µs/call": median(results.map(({ us }) => us)).toFixed(1),
    "reads/s": Math.round(median(results.map(({ perSecond }) => perSecond))),
    "wire / this": ratio,
    spread,
  };
});
console.table(rows);
if (redis === undefined) console.log("redis-server is not on PATH; ioredis was not measured");
for (const app of Object.values(apps)) app.end();
await sidecar.end();
redis?.end();
