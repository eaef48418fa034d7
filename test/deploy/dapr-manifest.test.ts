// The manifest for Dapr's SDKs: the component files are read from a mounted
// ConfigMap, the application gets the sidecar's ports, and each probe requests a
// path that is served.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { loadConfig } from "../../sidecar/config/index.ts";
import { ensureBuilt, ProcessFixture } from "../e2e/sidecar-process.ts";

const text = readFileSync(new URL("../../deploy/kubernetes/dapr-sdk.yaml", import.meta.url), "utf8");

interface Named {
  readonly name: string;
}

interface Probe {
  readonly httpGet: { readonly path: string; readonly port: string };
}

interface Container {
  readonly args: readonly string[];
  readonly env: readonly (Named & { readonly value?: string })[];
  readonly ports: readonly (Named & { readonly containerPort: number })[];
  readonly volumeMounts: readonly (Named & { readonly mountPath: string })[];
  readonly startupProbe: Probe;
  readonly readinessProbe: Probe;
  readonly livenessProbe: Probe;
}

interface Pod {
  readonly initContainers: readonly [Container];
  readonly containers: readonly [Container];
  readonly volumes: readonly (Named & { readonly configMap: Named })[];
}

interface Documents {
  readonly ConfigMap: { readonly metadata: Named; readonly data: Readonly<Record<string, string>> };
  readonly Deployment: { readonly spec: { readonly template: { readonly spec: Pod } } };
}

// manifests.test.ts checks their shape against the schemas of Kubernetes.
const documents = Object.fromEntries(
  parseAllDocuments(text).map((document) => [document.get("kind"), document.toJS()]),
) as Documents;
const pod = documents.Deployment.spec.template.spec;
const [pillion] = pod.initContainers;
const [app] = pod.containers;

beforeAll(ensureBuilt, 120_000);

let folder: string;
let fixture: ProcessFixture;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "pillion-manifest-"));
  fixture = new ProcessFixture();
});
afterAll(async () => {
  await fixture.dispose();
  rmSync(folder, { recursive: true, force: true });
});

// A kubelet mounts a ConfigMap like this: files are links into a folder that is itself a link.
function mountComponents(): string {
  const mounted = join(folder, "components");
  mkdirSync(join(mounted, "..2026_11_21"), { recursive: true });
  symlinkSync("..2026_11_21", join(mounted, "..data"));
  for (const [name, content] of Object.entries(documents.ConfigMap.data)) {
    writeFileSync(join(mounted, "..2026_11_21", name), content);
    symlinkSync(join("..data", name), join(mounted, name));
  }
  return mounted;
}

it("the component files of the ConfigMap are valid with the arguments and variables of the container", async () => {
  const [{ name, mountPath } = { name: "", mountPath: "" }] = pillion.volumeMounts;
  const volume = pod.volumes.find((each) => each.name === name);
  expect(volume?.configMap.name).toBe(documents.ConfigMap.metadata.name);
  expect(pillion.args).toContain(`--resources-path=${mountPath}`);
  const mounted = mountComponents();
  const words = pillion.args.map((word) => word.replace(mountPath, mounted));
  const environment = Object.fromEntries(pillion.env.map((each) => [each.name, "text"]));
  const { config, violations, warnings } = await loadConfig(words, environment);
  expect([violations, warnings]).toEqual([[], []]);
  expect(config?.stores.map((store) => [store.name, store.driver])).toEqual([["statestore", "redis"]]);
  expect(config?.stores[0]?.options.reveal()).toMatchObject({ redisPassword: "text" });
});

it("the application gets the sidecar's ports", () => {
  const environment = Object.fromEntries(app.env.map((each) => [each.name, each.value]));
  expect(environment).toEqual({ DAPR_HTTP_PORT: "3500", DAPR_GRPC_PORT: "50001" });
  expect(pillion.args).toEqual(expect.arrayContaining(["--dapr-http-port=3500", "--dapr-grpc-port=50001"]));
  const ports = pillion.ports.map((each) => each.containerPort);
  expect(ports).toEqual([3500, 50001, 3501, 9090]);
});

it("each probe requests a path that the public port serves", async () => {
  const sidecar = await fixture.start(["--store=statestore=memory:", "--dapr-public-port=0"]);
  const health = pillion.ports.find((each) => each.name === "health");
  expect(pillion.args).toContain(`--dapr-public-port=${health?.containerPort}`);
  for (const probe of [pillion.startupProbe, pillion.readinessProbe, pillion.livenessProbe]) {
    expect(probe.httpGet.port).toBe("health");
    expect((await sidecar.http(probe.httpGet.path, "probes")).status).toBeLessThan(300);
  }
});
