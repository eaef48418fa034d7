// The sidecar's CPU time per unary Get of 1 KiB through the whole stack (memory store, all layers, metrics on, calls with
// a deadline), on wire compared with grpc-js. The two run in alternation; the result is the median of the pairs' ratios.
// A separate process generates the load. Nothing is asserted.
//
//   npm run build && node test/bench/sidecar.mjs [pairs]
import { bundle, cpuUs, median, ratioOf, rssBytes, start, startSidecar } from "./bench-process.mjs";

const pairs = Math.max(1, Number(process.argv[2] ?? 5));
const cases = [
  { name: "Get 1 KiB, 1 in flight", inFlight: 1, calls: 10_000 },
  { name: "Get 1 KiB, 32 in flight", inFlight: 32, calls: 40_000 },
  { name: "Get 1 KiB, 100 in flight", inFlight: 100, calls: 40_000 },
];

const text = (field, bytes) => Buffer.concat([Buffer.from([field * 8 + 2]), length(bytes.length), bytes]);
const length = (bytes) => Buffer.from(bytes < 128 ? [bytes] : [(bytes & 127) | 128, bytes >> 7]);
const service = "/statestore.v1.StateStore";
// statestore.v1: key is field 2 of both requests, value is field 3 of SetRequest.
const key = text(2, Buffer.from("bench"));
const set = Buffer.concat([key, text(3, Buffer.alloc(1024, 7))]);

const load = start(await bundle("wire-transport-load"));
const run = ({ address }, path, request, inFlight, calls) =>
  load.request({
    address,
    path: `${service}/${path}`,
    inFlight,
    calls,
    secured: false,
    request: "",
    timeout: "5S",
    requestHex: request.toString("hex"),
  });

const sidecars = {
  wire: await startSidecar(["--grpc-transport=wire"]),
  "grpc-js": await startSidecar(["--grpc-transport=grpc-js"]),
};
for (const sidecar of Object.values(sidecars)) {
  const { failed } = await run(sidecar, "Set", set, 1, 1);
  if (failed > 0) throw new Error("the record could not be written");
  await run(sidecar, "Get", key, 32, 20_000);
}

async function measure(sidecar, { inFlight, calls }) {
  const before = cpuUs(sidecar.pid);
  const { failed, bytes, ms } = await run(sidecar, "Get", key, inFlight, calls);
  if (failed > 0 || bytes < calls * 1024)
    throw new Error(`${failed} calls failed, ${bytes} bytes were received`);
  return { us: (cpuUs(sidecar.pid) - before) / calls, perSecond: (calls / ms) * 1000 };
}

const rows = [];
for (const task of cases) {
  const measured = [];
  for (let pair = 0; pair < pairs; pair += 1)
    measured.push([await measure(sidecars.wire, task), await measure(sidecars["grpc-js"], task)]);
  const of = (side, name) => median(measured.map((pair) => pair[side][name]));
  rows.push({
    case: task.name,
    "wire µs/call": of(0, "us").toFixed(1),
    "grpc-js µs/call": of(1, "us").toFixed(1),
    ...ratioOf(measured.map(([ours, theirs]) => [ours.us, theirs.us])),
    "wire calls/s": Math.round(of(0, "perSecond")),
    "grpc-js calls/s": Math.round(of(1, "perSecond")),
  });
}
console.table(rows);
for (const [name, { pid }] of Object.entries(sidecars))
  console.log(`${name}: ${Math.round(rssBytes(pid) / 1e6)} MB`);
load.end();
for (const sidecar of Object.values(sidecars)) await sidecar.end();
