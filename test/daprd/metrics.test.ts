// What both sides tell Prometheus after the same calls: the same names, types,
// labels and counts, so that a dashboard made for one shows the other.
import { DaprMethods } from "@pillion/proto/dapr";
import { afterAll, beforeAll, expect, it } from "vitest";
import { component } from "../../sidecar/config/dapr-files/resource-fixture.ts";
import { SwapSidecar } from "../e2e/dapr/swap-sidecar.ts";
import { readScrape, type Scrape, seriesOf } from "./scrape.ts";
import { openSharedStores, type SharedStores } from "./shared-stores.ts";
import { type Side, type SideOptions, startDaprd, startPillion, targetOf } from "./sidecars.ts";

const metric = "{metric: {recordErrorCodes: true, latencyDistributionBuckets: [5, 50000]}}";
const configuration = `apiVersion: dapr.io/v1alpha1\nkind: Configuration\nmetadata: {name: c}\nspec: ${metric}\n`;
const policies =
  "{policies: {timeouts: {long: 30s}}, targets: {components: {redis: {outbound: {timeout: long}}}}}";
const resiliency = `apiVersion: dapr.io/v1alpha1\nkind: Resiliency\nmetadata: {name: calm}\nspec: ${policies}\n`;

let stores: SharedStores;
let daprd: Scrape;
let pillion: Scrape;

beforeAll(async () => {
  stores = await openSharedStores();
  const options: SideOptions = {
    resources: [...stores.options.resources, component("memory", "state.in-memory"), resiliency],
    environment: { ...stores.options.environment, NAMESPACE: "prod" },
    configuration,
  };
  daprd = await scrapeAfterCalls(await startDaprd(options));
  pillion = await scrapeAfterCalls(await startPillion(options));
}, 120_000);
afterAll(() => stores?.redis.process.stop());

async function scrapeAfterCalls(side: Side): Promise<Scrape> {
  const target = targetOf(side);
  try {
    for (const store of ["redis", "pg2", "memory"]) await callAll(target, store);
    await target.call(DaprMethods.getState, { storeName: "nowhere", key: "k" }).catch(() => undefined);
    await target.call(DaprMethods.getSecret, { storeName: "none", key: "k" }).catch(() => undefined);
    await fetch(`http://${side.http}/v1.0/secrets/none/k`);
    return readScrape(await (await fetch(`http://${side.metrics}/metrics`)).text());
  } finally {
    target.close();
    await side.end();
  }
}

// Etags that no store has: one that is no number is said differently by each.
const otherEtag = "999999";

async function callAll(target: ReturnType<typeof targetOf>, store: string): Promise<void> {
  const side = new SwapSidecar(target, store);
  const states = [{ key: "b" }, { key: "c" }].map((state) => ({ ...state, value: Buffer.from("1") }));
  const request = { key: "a", etag: { value: otherEtag } };
  const calls = [
    () => side.write("a", "1"),
    () => side.read("a"),
    () => side.read("missing"),
    () => side.write("a", "2", { etag: otherEtag }),
    () => target.call(DaprMethods.saveState, { storeName: store, states }),
    () => side.bulk(["a", "b"]),
    () => side.transact({ d: "1", a: undefined }),
    () => target.call(DaprMethods.deleteBulkState, { storeName: store, states: [{ key: "b" }] }),
    () => side.write("a", "3"),
    () => target.call(DaprMethods.deleteState, { storeName: store, ...request }),
    () => side.remove("c"),
    () => side.httpSave([{ key: "h", value: 1 }]),
    () => side.httpSave([{ key: "h", value: 1, etag: otherEtag }]),
    () => side.httpRead("h"),
    () => side.httpRead("missing"),
    () => side.read("a||b"),
    () => side.write("a", "1", { metadata: { ttlInSeconds: "soon" } }),
  ];
  for (const call of calls) await Promise.resolve(call()).catch(() => undefined);
}

const kinds: readonly (readonly [string, RegExp])[] = [
  ["operations on components", /^dapr_component_state_(count|latencies_count)/],
  ["buckets of times", /^dapr_component_state_latencies_bucket.*le="(50000|\+Inf)"/],
  [
    "calls over gRPC",
    /^dapr_grpc_io_server_(completed_rpcs|server_latency_count|(sent|received)_bytes_per_rpc_count)/,
  ],
  [
    "requests over HTTP",
    /^dapr_http_server_(re(quest|sponse)_count|latency_count).*path="\/v1\.0\/state\/(redis|pg2|memory)"/,
  ],
  ["failed calls", /^dapr_error_code_total.*ERR_(STATE|SECRET)/],
  ["policies", /^dapr_resiliency_/],
  ["components", /^dapr_runtime_component_/],
];

it.each(kinds)("count the same: %s", (_, names) => {
  const theirs = seriesOf(daprd, names);
  expect(theirs.length).toBeGreaterThan(0);
  expect(seriesOf(pillion, names)).toEqual(theirs);
});

it("have the same types", () => {
  const ofDapr = ([name]: readonly [string, string]) => name.startsWith("dapr_");
  const theirs = new Map([...daprd.types].filter(ofDapr));
  const ours = [...pillion.types].filter(ofDapr);
  expect(ours.length).toBeGreaterThan(10);
  for (const [name, type] of ours)
    if (theirs.has(name)) expect([name, theirs.get(name)]).toEqual([name, type]);
  const missing = [...theirs.keys()].filter((name) => !pillion.types.has(name));
  expect(missing).toEqual([]);
});
