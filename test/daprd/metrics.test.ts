// The metrics of both sidecars after the same calls: the same names, types, labels
// and counts, so that a dashboard for daprd also works for Pillion.
import { DaprMethods } from "@pillion/proto/dapr";
import { afterAll, beforeAll, expect, it } from "vitest";
import { component } from "../../sidecar/config/dapr-files/resource-fixture.ts";
import { configurationDocument, resiliencyDocument } from "../e2e/dapr/dapr-documents.ts";
import { SwapSidecar } from "../e2e/dapr/swap-sidecar.ts";
import { readScrape, type Scrape, seriesOf } from "./scrape.ts";
import { openSharedStores, type SharedStores } from "./shared-stores.ts";
import { type RunningSidecar, type SidecarOptions, startDaprd, startPillion, targetOf } from "./sidecars.ts";

const metric = "{metric: {recordErrorCodes: true, latencyDistributionBuckets: [5, 50000]}}";
const policies =
  "{policies: {timeouts: {long: 30s}}, targets: {components: {redis: {outbound: {timeout: long}}}}}";

let stores: SharedStores;
let daprd: Scrape;
let pillion: Scrape;

beforeAll(async () => {
  stores = await openSharedStores();
  const options: SidecarOptions = {
    resources: [
      ...stores.options.resources,
      component("memory", "state.in-memory"),
      resiliencyDocument(policies),
    ],
    environment: { ...stores.options.environment, NAMESPACE: "prod" },
    configuration: configurationDocument(metric),
  };
  daprd = await scrapeAfterCalls(await startDaprd(options));
  pillion = await scrapeAfterCalls(await startPillion(options));
}, 120_000);
afterAll(() => stores?.redis.process.stop());

async function scrapeAfterCalls(sidecar: RunningSidecar): Promise<Scrape> {
  const target = targetOf(sidecar);
  try {
    for (const store of ["redis", "pg2", "memory"]) await callAll(target, store);
    await target.call(DaprMethods.getState, { storeName: "nowhere", key: "k" }).catch(() => undefined);
    await target.call(DaprMethods.getSecret, { storeName: "none", key: "k" }).catch(() => undefined);
    await fetch(`http://${sidecar.http}/v1.0/secrets/none/k`);
    return readScrape(await (await fetch(`http://${sidecar.metrics}/metrics`)).text());
  } finally {
    target.close();
    await sidecar.end();
  }
}

// An etag that no record has. It is a number, because the error of another form differs between stores.
const otherEtag = "999999";

async function callAll(target: ReturnType<typeof targetOf>, store: string): Promise<void> {
  const client = new SwapSidecar(target, store);
  const states = [{ key: "b" }, { key: "c" }].map((state) => ({ ...state, value: Buffer.from("1") }));
  const request = { key: "a", etag: { value: otherEtag } };
  const calls = [
    () => client.write("a", "1"),
    () => client.read("a"),
    () => client.read("missing"),
    () => client.write("a", "2", { etag: otherEtag }),
    () => target.call(DaprMethods.saveState, { storeName: store, states }),
    () => client.bulk(["a", "b"]),
    () => client.transact({ d: "1", a: undefined }),
    () => target.call(DaprMethods.deleteBulkState, { storeName: store, states: [{ key: "b" }] }),
    () => client.write("a", "3"),
    () => target.call(DaprMethods.deleteState, { storeName: store, ...request }),
    () => client.remove("c"),
    () => client.httpSave([{ key: "h", value: 1 }]),
    () => client.httpSave([{ key: "h", value: 1, etag: otherEtag }]),
    () => client.httpRead("h"),
    () => client.httpRead("missing"),
    () => client.read("a||b"),
    () => client.write("a", "1", { metadata: { ttlInSeconds: "soon" } }),
  ];
  for (const call of calls) await Promise.resolve(call()).catch(() => undefined);
}

const kinds: readonly (readonly [string, RegExp])[] = [
  ["operations on components", /^dapr_component_state_(count|latencies_count)/],
  ["latency buckets", /^dapr_component_state_latencies_bucket.*le="(50000|\+Inf)"/],
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
  const pillionTypes = [...pillion.types].filter(ofDapr);
  expect(pillionTypes.length).toBeGreaterThan(10);
  for (const [name, type] of pillionTypes)
    if (theirs.has(name)) expect([name, theirs.get(name)]).toEqual([name, type]);
  const missing = [...theirs.keys()].filter((name) => !pillion.types.has(name));
  expect(missing).toEqual([]);
});
