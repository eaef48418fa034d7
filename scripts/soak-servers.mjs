// The two servers of the soak, with all limits at their defaults: the echo service on wire,
// and the sidecar on the embedded store.
import { join } from "node:path";
import { cacheOf } from "./go-program.mjs";
import { LineProcess } from "./line-process.mjs";
import { nodeFlags } from "./node-flags.mjs";
import { bundled } from "./soak-client-programs.mjs";
import { root } from "./stamp.mjs";

// A PING to a silent client is no exceeded limit: a client is silent while it uses the other server.
const harmless = new Set(["keepalivesSent"]);

/** The counters that went up, as text. */
function raised(server, before, counters) {
  return Object.entries(counters)
    .filter(([name]) => !harmless.has(name))
    .map(([name, count]) => [name, count - (before[name] ?? 0)])
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${server}: ${name} ${count}`);
}

/** Starts the echo service; resolves to its address, its counters above zero as text, and a function that stops it. */
export async function startSoakServer() {
  const outfile = await bundled("soak-server.ts");
  const child = new LineProcess(process.execPath, [outfile], cacheOf("soak"));
  const address = await child.next();
  let before = {};
  const exceeded = async () => {
    const counters = JSON.parse(await child.request("counters"));
    const texts = raised("wire server", before, counters);
    before = counters;
    return texts;
  };
  return { address, exceeded, end: () => child.end() };
}

/** Starts the sidecar with its data in a folder, and saves the records `small` and `large`. */
export async function startSoakSidecar(folder) {
  const words = ["--dapr-grpc-port=0", "--dapr-http-port=0", `--data-dir=${join(folder, "data")}`];
  const program = join(root, "dist/pillion.js");
  const child = new LineProcess(process.execPath, [...nodeFlags, program, ...words], folder);
  const addresses = {};
  while (!("gRPC" in addresses && "HTTP" in addresses)) {
    const [, name, address] = /^ {2}(\w+) +(\S+)/.exec(await child.next()) ?? [];
    if (name !== undefined) addresses[name] = address;
  }
  const http = `http://${addresses.HTTP}`;
  await save(http, [
    { key: "small", value: "x" },
    { key: "large", value: "x".repeat(2 ** 20) },
  ]);
  let before = {};
  const exceeded = async () => {
    const text = await (await fetch(`${http}/metrics`)).text();
    const rows = [...text.matchAll(/^pillion_grpc_limit_hits_total\{[^}]*"(\w+)"\} (\d+)$/gm)];
    if (rows.length === 0) throw new TypeError("/metrics has no pillion_grpc_limit_hits_total");
    const counters = Object.fromEntries(rows.map(([, name, count]) => [name, Number(count)]));
    const texts = raised("sidecar", before, counters);
    before = counters;
    return texts;
  };
  const end = () => {
    child.kill("SIGTERM");
    return child.end();
  };
  return { address: addresses.gRPC, exceeded, end };
}

async function save(http, records) {
  for (let attempt = 0; ; attempt += 1) {
    const { status } = await fetch(`${http}/v1.0/state/statestore`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(records),
    });
    if (status === 204) return;
    if (attempt === 100)
      throw new TypeError(`saving the records of the soak failed with HTTP status ${status}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
