// Settings of Dapr's files take effect in the Dapr API: component types, secret
// scopes, lists of allowed APIs, the time to live of a store.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DaprMethods } from "@pillion/proto/dapr";
import { afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { component } from "../../../sidecar/config/dapr-files/resource-fixture.ts";
import { ensureBuilt, ProcessFixture } from "../sidecar-process.ts";
import { configurationDocument } from "./dapr-documents.ts";

let fixture: ProcessFixture;
beforeAll(ensureBuilt, 60_000);
beforeEach(() => {
  fixture = new ProcessFixture();
});
afterEach(() => fixture.dispose());

function words(configuration: string, ...components: readonly string[]): string[] {
  const folder = join(fixture.folder, "resources");
  mkdirSync(folder);
  writeFileSync(join(folder, "all.yaml"), components.join("\n---\n"));
  const config = join(fixture.folder, "config.yaml");
  writeFileSync(config, configurationDocument(configuration));
  return [`--resources-path=${folder}`, `--config=${config}`, "--app-id=shop"];
}

const memory = component("statestore", "state.in-memory");

it("lists stores and secret stores with the names and types of the files", async () => {
  const sidecar = await fixture.start(
    words(
      "{}",
      memory,
      component("env", "secretstores.local.env"),
      component("mine", "state.pillion", { path: join(fixture.folder, "mine") }),
    ),
  );
  const { registeredComponents } = await sidecar.call(DaprMethods.getMetadata, {});
  expect(registeredComponents.map(({ name, type }) => `${name} ${type}`).sort()).toEqual([
    "env secretstores.local.env",
    "mine state.pillion",
    "statestore state.in-memory",
  ]);
});

it("returns only the secrets that the scopes allow", async () => {
  const scopes = "{secrets: {scopes: [{storeName: env, defaultAccess: deny, allowedSecrets: [OPEN_ONE]}]}}";
  const files = words(scopes, memory, component("env", "secretstores.local.env"));
  const sidecar = await fixture.start(files, { OPEN_ONE: "shown", CLOSED_ONE: "kept" });
  const { data } = await sidecar.call(DaprMethods.getSecret, { storeName: "env", key: "OPEN_ONE" });
  expect(data).toEqual({ OPEN_ONE: "shown" });
  expect((await sidecar.http("/v1.0/secrets/env/CLOSED_ONE")).status).toBe(403);
  const { text } = await sidecar.http("/v1.0/secrets/env/bulk");
  expect(JSON.parse(text)).toEqual({ OPEN_ONE: { OPEN_ONE: "shown" } });
});

it("closes the APIs that the Configuration denies, for the protocol it names", async () => {
  const denied = "{api: {denied: [{name: state, version: v1, protocol: http}]}}";
  const sidecar = await fixture.start(words(denied, memory));
  expect((await sidecar.http("/v1.0/state/statestore/k")).status).toBe(501);
  const reply = await sidecar.call(DaprMethods.getState, { storeName: "statestore", key: "k" });
  expect(Buffer.from(reply.data).toString()).toBe("");
});

it("gives a write without a time to live the one of its store", async () => {
  const path = join(fixture.folder, "short");
  const files = words("{}", component("short", "state.pillion", { path, ttlInSeconds: "1" }));
  const sidecar = await fixture.start(files);
  const states = [{ key: "k", value: Buffer.from("1") }];
  await sidecar.call(DaprMethods.saveState, { storeName: "short", states });
  const read = async () => {
    const { data } = await sidecar.call(DaprMethods.getState, { storeName: "short", key: "k" });
    return Buffer.from(data).toString();
  };
  await expect.poll(read, { timeout: 10_000, interval: 100 }).toBe("");
});
