// Dapr's metrics of the whole process: daprd's names, types, labels and buckets,
// as dashboards for daprd use them.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DaprMethods } from "@pillion/proto/dapr";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { component } from "../../../sidecar/config/dapr-files/resource-fixture.ts";
import { startRedis } from "../../servers/redis-server.ts";
import { redisHome } from "../../servers/test-servers.ts";
import { ensureBuilt, ProcessFixture, type SidecarProcess } from "../sidecar-process.ts";
import { configurationDocument, resiliencyDocument } from "./dapr-documents.ts";

let fixture: ProcessFixture;
beforeAll(ensureBuilt, 60_000);
beforeEach(() => {
  fixture = new ProcessFixture();
});
afterEach(() => fixture.dispose());

const storeName = "statestore";
const memory = component(storeName, "state.in-memory");

async function start(documents: readonly string[], spec?: string): Promise<SidecarProcess> {
  const folder = join(fixture.folder, "resources");
  mkdirSync(folder);
  writeFileSync(join(folder, "all.yaml"), documents.join("\n---\n"));
  const words = [`--resources-path=${folder}`, "--app-id=shop"];
  if (spec !== undefined) {
    const file = join(fixture.folder, "configuration.yaml");
    writeFileSync(file, configurationDocument(spec));
    words.push(`--config=${file}`);
  }
  return fixture.start(words, { NAMESPACE: "prod" });
}

const save = (sidecar: SidecarProcess, more: object = {}) =>
  sidecar.call(DaprMethods.saveState, {
    storeName,
    states: [{ key: "k", value: Buffer.from("1"), ...more }],
  });
const scrape = async (sidecar: SidecarProcess) => (await sidecar.http("/metrics")).text.split("\n");
const failing = (call: Promise<unknown>) =>
  call.then(
    () => Promise.reject(new TypeError("expected the call to fail")),
    () => {},
  );

describe("Dapr's metrics", () => {
  it("count and time operations on components and calls over gRPC", async () => {
    const sidecar = await start([memory]);
    await save(sidecar);
    await failing(save(sidecar, { etag: { value: "another" } }));
    const lines = await scrape(sidecar);
    const state = 'app_id="shop",component="statestore",namespace="prod"';
    expect(lines).toContain("# TYPE dapr_component_state_count counter");
    expect(lines).toContain(`dapr_component_state_count{${state},operation="set",success="true"} 1`);
    expect(lines).toContain(`dapr_component_state_count{${state},operation="set",success="false"} 1`);
    expect(lines).toContain(
      `dapr_component_state_latencies_bucket{le="100000",${state},operation="set",success="true"} 1`,
    );
    const method = 'grpc_server_method="/dapr.proto.runtime.v1.Dapr/SaveState"';
    for (const status of ["OK", "Aborted"])
      expect(lines).toContain(
        `dapr_grpc_io_server_completed_rpcs{app_id="shop",${method},grpc_server_status="${status}"} 1`,
      );
    for (const way of ["received", "sent"])
      expect(lines).toContain(`dapr_grpc_io_server_${way}_bytes_per_rpc_count{app_id="shop",${method}} 2`);
  });

  it("count requests over HTTP by store, without labels that clients can choose", async () => {
    const sidecar = await start([memory]);
    await sidecar.http("/v1.0/state/statestore/secret-key");
    await sidecar.http("/v1.0/state/secret-store/secret-key");
    await sidecar.http("/v1.0/secret-path/a");
    const lines = await scrape(sidecar);
    const counted = (path: string, status: number) =>
      expect(lines).toContain(
        `dapr_http_server_request_count{app_id="shop",method="GET",path="${path}",status="${status}"} 1`,
      );
    counted("/v1.0/state/statestore", 204);
    counted("/v1.0/state/{store}", 400);
    counted("", 501);
    expect(lines).toContain('dapr_http_server_response_bytes_count{app_id="shop"} 3');
    expect(lines.join("\n")).not.toMatch(/secret-(key|store|path)/);
  });

  it("have the latency buckets of the Configuration", async () => {
    const sidecar = await start([memory], "{metric: {latencyDistributionBuckets: [5, 60000]}}");
    await save(sidecar);
    const bounds = (await scrape(sidecar)).flatMap(
      (line) => /^dapr_component_state_latencies_bucket\{le="([^"]*)"/.exec(line)?.[1] ?? [],
    );
    expect(bounds).toEqual(["5", "60000", "+Inf"]);
  });

  it("count every loaded component, secret stores included, and those that failed", async () => {
    const ignored = "  ignoreErrors: true\n";
    const sidecar = await start([
      memory,
      component("env", "secretstores.local.env"),
      component("other", "state.in-memory"),
      component("no-host", "state.redis", { redisHost: "" }, ignored),
      component("no-file", "secretstores.local.file", { secretsFile: "/nowhere/at/all.json" }, ignored),
    ]);
    const lines = await scrape(sidecar);
    expect(lines).toContain("# TYPE dapr_runtime_component_loaded counter");
    expect(lines).toContain('dapr_runtime_component_loaded{app_id="shop"} 3');
    const started = (type: string) => `dapr_runtime_component_init_total{app_id="shop",component="${type}"}`;
    expect(lines).toContain(`${started("state.in-memory")} 2`);
    expect(lines).toContain(`${started("secretstores.local.env")} 1`);
    for (const [type, name] of [
      ["state.redis", "no-host"],
      ["secretstores.local.file", "no-file"],
    ])
      expect(lines).toContain(
        `dapr_runtime_component_init_fail_total{app_id="shop",component="${type}",componentName="${name}",reason="init"} 1`,
      );
  });

  it("count error codes over gRPC and HTTP if the Configuration enables it", async () => {
    const sidecar = await start([memory], "{metric: {recordErrorCodes: true}}");
    await failing(save(sidecar, { etag: { value: "another" } }));
    await failing(sidecar.call(DaprMethods.getSecret, { storeName: "vault", key: "k" }));
    await sidecar.http("/v1.0/state/nowhere/k");
    await sidecar.http("/v1.0/healthz?appid=other");
    const lines = await scrape(sidecar);
    for (const [category, code] of [
      ["state", "ERR_STATE_SAVE"],
      ["secret", "ERR_SECRET_STORES_NOT_CONFIGURED"],
      ["state", "ERR_STATE_STORE_NOT_FOUND"],
      ["health", "ERR_HEALTH_APPID_NOT_MATCH"],
    ])
      expect(lines).toContain(
        `dapr_error_code_total{app_id="shop",error_code="${code}",category="${category}"} 1`,
      );
  });

  it("count no error codes by default", async () => {
    const sidecar = await start([memory]);
    await sidecar.http("/v1.0/state/nowhere/k");
    expect((await scrape(sidecar)).join("\n")).not.toContain("dapr_error_code_total");
  });

  it("count the operations with a timeout, and those that timed out", async () => {
    const redis = await startRedis(redisHome());
    const policies =
      "{policies: {timeouts: {soon: 300ms}}, targets: {components: {slow: {outbound: {timeout: soon}}}}}";
    const sidecar = await start([
      memory,
      component("slow", "state.redis", { redisHost: `127.0.0.1:${redis.port}` }),
      resiliencyDocument(policies),
    ]);
    const get = () => sidecar.call(DaprMethods.getState, { storeName: "slow", key: "k" });
    await get();
    await save(sidecar);
    redis.process.freeze();
    await failing(get());
    redis.process.thaw();
    const lines = await scrape(sidecar);
    const policy =
      'name="calm",policy="timeout",namespace="",flow_direction="outbound",target="Statestore_slow",status=""';
    expect(lines).toContain('dapr_resiliency_loaded{app_id="shop",name="calm",namespace=""} 1');
    expect(lines).toContain(`dapr_resiliency_count{app_id="shop",${policy}} 2`);
    expect(lines).toContain(`dapr_resiliency_activations_total{app_id="shop",${policy}} 1`);
    expect(lines.join("\n")).not.toContain("Statestore_statestore");
    await redis.process.stop();
  });
});
