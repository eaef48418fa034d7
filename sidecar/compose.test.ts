// The composed process: what its probes report while it starts.
import { expect, it } from "vitest";
import { loadDriver } from "../src/index.ts";
import { compose } from "./compose.ts";
import { checkStores, loadConfig } from "./config/index.ts";
import { createLog } from "./telemetry/index.ts";

it("the startup probe succeeds only once gRPC listens", async () => {
  const flags = ["--app-id=app", "--store=statestore=memory:", "--dapr-grpc-port=0", "--dapr-http-port=0"];
  const { config, stores, violations } = await loadConfig(["serve", ...flags, "--log-level=error"], {});
  expect(violations).toEqual([]);
  if (config === undefined) throw new Error("the configuration should be valid");
  const checked = await checkStores(stores, loadDriver);
  const log = createLog({ level: config.log.level, fields: {} });
  const sidecar = await compose(config, checked.stores, log);
  const statuses = new Set<string>();
  const started: (typeof sidecar.units)[number][] = [];
  try {
    for (const unit of sidecar.units) {
      await unit.start();
      started.push(unit);
      const { grpc, http } = sidecar.served();
      const [address] = http;
      if (address === undefined) continue;
      const { status } = await fetch(`http://${address}/healthz`);
      statuses.add(`${grpc.length > 0 ? "listening" : "not yet"} ${status}`);
    }
  } finally {
    for (const unit of started.reverse()) await unit.stop(1_000);
  }
  expect([...statuses]).toEqual(["not yet 503", "listening 200"]);
});
