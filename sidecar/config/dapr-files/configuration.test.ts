// Dapr's Configuration: settings that concern a state store, violations, and one warning for the rest.
import { afterAll, describe, expect, test } from "vitest";
import { component, ResourceFixture } from "./resource-fixture.ts";

const fixture = new ResourceFixture();
afterAll(() => fixture.dispose());

async function load(specs: readonly string[], words: readonly string[] = [], environment = {}) {
  const files = specs.map((spec, n) =>
    fixture.write(
      `c${n}.yaml`,
      `apiVersion: dapr.io/v1alpha1\nkind: Configuration\nmetadata: {name: c}\nspec:\n${spec}\n`,
    ),
  );
  const flags = files.flatMap((file) => ["--config", file]);
  const loaded = await fixture.load(
    { "a.yaml": component("a", "state.in-memory") },
    [...flags, ...words],
    environment,
  );
  return { ...loaded, dapr: loaded.config?.dapr };
}

describe("a Configuration", () => {
  test("becomes plain settings", async () => {
    const { dapr, texts, config } = await load([
      `  api:
    allowed: [{name: state, version: v1, protocol: grpc}]
    denied: [{name: shutdown, version: v1}]
  secrets: {scopes: [{storeName: s, defaultAccess: deny, allowedSecrets: [a]}]}
  metric: {enabled: false, latencyDistributionBuckets: [1, 2.5], recordErrorCodes: true}
  logging: {apiLogging: {enabled: true, omitHealthChecks: true}}
  features: [{name: HotReload, enabled: true}]`,
    ]);
    expect(texts).toEqual([]);
    expect(dapr).toEqual({
      api: {
        allowed: [{ name: "state", version: "v1", protocol: "grpc" }],
        denied: [{ name: "shutdown", version: "v1", protocol: undefined }],
      },
      metrics: { latencyBucketsMs: [1, 2.5], recordErrorCodes: true },
    });
    expect(config?.metrics.enabled).toBe(false);
    expect(config?.log).toMatchObject({ calls: true, omitsHealth: true });
  });

  test("has a lower rank than a flag", async () => {
    const { config } = await load(
      ["  logging: {apiLogging: {enabled: true}}"],
      ["--enable-api-logging=false"],
    );
    expect(config?.log.calls).toBe(false);
  });

  test("is merged over the one before it, and variables are expanded", async () => {
    const first =
      "  metric: {enabled: false, recordErrorCodes: true}\n  api: {allowed: [{name: A, version: v1}]}";
    const { config, dapr } = await load(
      [first, "  metrics: {enabled: $" + "{ON}}\n  api: {allowed: [{name: $NAME, version: v1}]}"],
      [],
      {
        ON: "true",
        NAME: "B",
      },
    );
    expect([config?.metrics.enabled, dapr?.metrics.recordErrorCodes]).toEqual([true, true]);
    expect(dapr?.api.allowed.map(({ name }) => name)).toEqual(["B"]);
  });

  test("has one warning for everything that has no effect", async () => {
    const { warningTexts, texts } = await load([
      `  tracing: {samplingRate: "1", zipkin: {endpointAddress: "http://z"}}
  mtls: {enabled: true}
  httpPipeline: {handlers: []}
  metric: {enabled: true, rules: []}`,
    ]);
    expect(texts).toEqual([]);
    expect(warningTexts).toEqual([
      "c0.yaml:5:3 (spec): has no effect in Pillion: metric.rules, tracing, mtls, httpPipeline",
    ]);
    expect((await load(['  tracing: {samplingRate: "0"}'])).warningTexts).toEqual([]);
  });

  test("with hot reload has a warning that files are read only at start", async () => {
    const features = "  features: [{name: A, enabled: true}, {name: HotReload, enabled: true}]";
    expect((await load([features])).warningTexts).toEqual([
      "c0.yaml:5:40 (spec.features[1]): has no effect in Pillion: files are read only at start; restart to apply changes",
    ]);
    expect((await load(["  features: [{name: HotReload, enabled: false}]"])).warningTexts).toEqual([]);
  });

  test("with unobfuscated URLs has a warning that keys are never logged", async () => {
    const logging = (obfuscated: boolean) =>
      `  logging: {apiLogging: {enabled: true, obfuscateURLs: ${obfuscated}}}`;
    expect((await load([logging(false)])).warningTexts).toEqual([
      expect.stringMatching(/obfuscateURLs\): has no effect in Pillion: keys are never logged/),
    ]);
    expect((await load([logging(true)])).warningTexts).toEqual([]);
  });

  test("with denied types skips their components", async () => {
    const { config, warningTexts } = await load(["  components: {deny: [State.In-Memory/v1]}"]);
    expect(config?.stores).toEqual([]);
    expect(warningTexts).toEqual([
      'a.yaml:6:9 (spec.type): component "a": is skipped: the Configuration denies its type',
      "--resources-path: no component is a state store for this app",
    ]);
  });

  test("accepts the words of YAML 1.1 for yes and no", async () => {
    expect((await load(["  metric: {enabled: no}"])).config?.metrics.enabled).toBe(false);
  });

  test("has all violations reported with their lines", async () => {
    const { texts } = await load([
      `  api: {allowed: [{name: state}], denied: [{name: s, version: v1, protocol: udp}]}
  secrets: {scopes: [{storeName: s, defaultAccess: perhaps}, {storeName: t}, {defaultAccess: deny}]}
  metric: {latencyDistributionBuckets: [0]}
  tracing: {samplingRate: lots}
  features: {a: true}`,
    ]);
    expect(texts).toEqual([
      "c0.yaml:5:19 (spec.api.allowed[0].version): is missing; it must be text",
      "c0.yaml:5:77 (spec.api.denied[0].protocol): must be http or grpc",
      "c0.yaml:6:52 (spec.secrets.scopes[0].defaultAccess): must be allow or deny",
      "c0.yaml:6:78 (spec.secrets.scopes[2].storeName): is missing; it must be text",
      "c0.yaml:7:41 (spec.metric.latencyDistributionBuckets[0]): must be a positive number of ms",
      "c0.yaml:8:27 (spec.tracing.samplingRate): must be a number from 0 to 1",
      "c0.yaml:9:13 (spec.features): must be a list of names and whether they are enabled",
    ]);
    const scopes = "  secrets: {scopes: [{storeName: s}, {storeName: s}]}";
    expect((await load([scopes])).texts).toEqual([
      'c0.yaml:5:38 (spec.secrets.scopes[1]): storeName "s" is given twice',
    ]);
  });

  test("must exist and be of that kind", async () => {
    const other = fixture.write("other.yaml", "kind: Component\n");
    const { texts } = await load([], ["--config", other, "--config", "/nowhere.yaml"]);
    expect(texts).toEqual([
      "other.yaml:1:7 (kind): must be Configuration",
      "--config: /nowhere.yaml does not exist",
    ]);
  });

  test.each([
    ["{}\n", []],
    ["foo: bar\n", ["o.yaml:1:6 (foo): is not a known name and has no effect"]],
    [
      "kinds: Configuration\nspec: {}\n",
      ["o.yaml:1:8 (kinds): is not a known name and has no effect; did you mean kind?"],
    ],
    ["kind:\nspec: {}\n", []],
  ])("without a kind is a violation: %j", async (text, warnings) => {
    const { texts, warningTexts } = await load([], ["--config", fixture.write("o.yaml", text)]);
    expect(texts).toEqual(["o.yaml:1:1: kind is missing; it must be Configuration"]);
    expect(warningTexts).toEqual(warnings);
  });

  test("that is Pillion's own file is a violation that names --config-file", async () => {
    const own = fixture.write("own.yaml", 'stores: {cart: "memory:"}\n');
    const { texts, warningTexts } = await load([], ["--config", own]);
    expect(texts).toEqual([
      "own.yaml:1:1: kind is missing; it must be Configuration. stores is a name of Pillion's own file; did you mean --config-file?",
    ]);
    expect(warningTexts).toEqual([]);
  });

  test.each(["7\n", "[a]\n"])("must be a mapping, not %j", async (text) => {
    const { texts } = await load([], ["--config", fixture.write("o.yaml", text)]);
    expect(texts).toEqual(["o.yaml:1:1: must be a mapping of names to values"]);
  });

  test("has a warning for each unknown name, and a violation for one that is almost the name of a restriction", async () => {
    const head = "apiVersion: dapr.io/v1alpha1\nkind: Configuration\n";
    const restricting = "specc: {api: {denied: [{name: state, version: v1}]}}\n";
    const misspelt = fixture.write("o.yaml", `${head}metadata: {nam: c}\n${restricting}scopes: [a]\n`);
    const top = await load([], ["--config", misspelt]);
    expect(top.texts).toEqual([]);
    expect(top.warningTexts).toEqual([
      "o.yaml:4:8 (specc): is not a known name and has no effect; did you mean spec?",
      "o.yaml:5:9 (scopes): is not a known name and has no effect",
      "o.yaml:3:17 (metadata.nam): is not a known name and has no effect; did you mean name?",
    ]);
    const inner = await load([
      `  secretss: {scopes: []}
  mtls: {enabled: true}
  components: {denny: [state.redis]}
  metric: {enable: false}
  logging: {apiLoging: {}}`,
    ]);
    expect(inner.texts.toSorted()).toEqual([
      "c0.yaml:5:13 (spec.secretss): is not a known name; did you mean secrets?",
      "c0.yaml:7:23 (spec.components.denny): is not a known name; did you mean deny?",
    ]);
    expect(inner.warningTexts.toSorted()).toEqual([
      "c0.yaml:5:3 (spec): has no effect in Pillion: mtls",
      "c0.yaml:8:20 (spec.metric.enable): is not a known name and has no effect; did you mean enabled?",
      "c0.yaml:9:24 (spec.logging.apiLoging): is not a known name and has no effect; did you mean apiLogging?",
    ]);
  });
});
