// The server's CPU time per call on wire compared with grpc-js. The two run in alternation, five pairs by default; the
// result is the median of the pairs' ratios. A separate process generates the load. Nothing is asserted.
//
//   node test/bench/wire-transport.mjs [pairs]
import { fork } from "node:child_process";
import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const cache = join(here, "..", "..", ".cache", "bench");
const pairs = Math.max(1, Number(process.argv[2] ?? 5));

const cases = [
  { name: "unary 1 KiB, 1 in flight", path: "Get", inFlight: 1, calls: 10_000 },
  { name: "unary 1 KiB, 32 in flight", path: "Get", inFlight: 32, calls: 40_000 },
  { name: "unary 1 KiB, 512 in flight", path: "Get", inFlight: 512, calls: 40_000 },
  { name: "unary 1 KiB, async handler, 32 in flight", path: "GetLater", inFlight: 32, calls: 40_000 },
  { name: "stream of 1 MiB messages", path: "Stream", inFlight: 1, calls: 4, request: "100" },
  { name: "TLS, unary 1 KiB, 32 in flight", path: "Get", inFlight: 32, calls: 20_000, secured: true },
];

async function bundle(name) {
  const outfile = join(cache, `${name}.mjs`);
  await build({
    entryPoints: [join(here, `${name}.ts`)],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    conditions: ["pillion-source"],
    external: ["@grpc/grpc-js"],
    logLevel: "error",
  });
  return outfile;
}

function nextMessage(child, request) {
  return new Promise((resolve) => {
    child.once("message", resolve);
    if (request !== undefined) child.send(request);
  });
}

async function start(file, args) {
  const child = fork(file, args);
  return { child, address: (await nextMessage(child)).address };
}

async function measure(server, load, task) {
  const { path, inFlight, secured = false, request = "k" } = task;
  const common = {
    address: server.address,
    path: `/pillion.wire.test.Echo/${path}`,
    inFlight,
    secured,
    request,
  };
  await nextMessage(load, { ...common, calls: Math.ceil(task.calls / 10) });
  const before = await nextMessage(server.child, {});
  const result = await nextMessage(load, { ...common, calls: task.calls });
  const after = await nextMessage(server.child, {});
  if (result.failed > 0) throw new Error(`${result.failed} calls of "${task.name}" failed`);
  return {
    us: (after.cpuUs - before.cpuUs) / task.calls,
    perSecond: (task.calls / result.ms) * 1000,
    rss: after.rssBytes,
  };
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

mkdirSync(cache, { recursive: true });
const [serverFile, loadFile, certificatesFile] = await Promise.all(
  ["wire-transport-server", "wire-transport-load", "wire-transport-certificate"].map(bundle),
);
const { certFile, keyFile } = await (await import(certificatesFile)).writeCertificate(cache);
const load = fork(loadFile);
const rows = [];
for (const task of cases) {
  const tls = task.secured ? [certFile, keyFile] : [];
  const wire = await start(serverFile, ["wire", ...tls]);
  const grpcJs = await start(serverFile, ["grpc-js", ...tls]);
  const measured = [];
  for (let pair = 0; pair < pairs; pair += 1) {
    const ours = await measure(wire, load, task);
    const theirs = await measure(grpcJs, load, task);
    measured.push({ ours, theirs, ratio: ours.us / theirs.us });
  }
  const ratios = measured.map(({ ratio }) => ratio);
  rows.push({
    case: task.name,
    "wire µs/call": median(measured.map(({ ours }) => ours.us)).toFixed(1),
    "grpc-js µs/call": median(measured.map(({ theirs }) => theirs.us)).toFixed(1),
    ratio: median(ratios).toFixed(3),
    spread: `${Math.min(...ratios).toFixed(3)} to ${Math.max(...ratios).toFixed(3)}`,
    "wire calls/s": Math.round(median(measured.map(({ ours }) => ours.perSecond))),
    "grpc-js calls/s": Math.round(median(measured.map(({ theirs }) => theirs.perSecond))),
    "wire MB": Math.round(measured.at(-1).ours.rss / 1e6),
    "grpc-js MB": Math.round(measured.at(-1).theirs.rss / 1e6),
  });
  wire.child.disconnect();
  grpcJs.child.disconnect();
}
load.disconnect();
console.table(rows);
