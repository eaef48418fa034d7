// Which files, documents and components are read, which are skipped with a warning, and which are violations at their line.
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { startText } from "../../banner.ts";
import { loadConfig } from "../index.ts";
import { component, optionsOf, ResourceFixture } from "./resource-fixture.ts";

const fixture = new ResourceFixture();
afterAll(() => fixture.dispose());

const names = (stores: readonly { readonly name: string }[] | undefined) => stores?.map(({ name }) => name);

describe("files", () => {
  test("every document of every yaml and yml file directly in the folder is read, and nothing else", async () => {
    const { config, texts, warningTexts } = await fixture.load({
      "a.yaml": `# nothing\n---\n${component("one", "state.in-memory")}\n---\n${component("two", "state.in-memory")}\n---\n`,
      "b.yml": component("three", "state.in-memory"),
      "notes.txt": "not: [yaml",
      "deeper/c.yaml": component("four", "state.in-memory"),
      "folder.yaml/d.yaml": component("five", "state.in-memory"),
    });
    expect([texts, warningTexts]).toEqual([[], []]);
    expect(names(config?.stores)).toEqual(["one", "two", "three"]);
  });

  test("several folders are read, the old flag counts only without the new one, and there is no default store", async () => {
    const other = fixture.write("other/x.yaml", component("x", "state.in-memory")).replace("/x.yaml", "");
    const { config } = await fixture.load({ "a.yaml": component("a", "state.in-memory") }, [
      `--resources-path=${other}`,
      "--components-path=/nowhere",
    ]);
    expect(names(config?.stores)).toEqual(["a", "x"]);
    expect((await fixture.load({})).config?.stores).toEqual([]);
  });

  test("a store of a flag hides only the component of its name", async () => {
    const files = {
      "a.yaml": `${component("a", "state.in-memory")}\n---\n${component("b", "state.in-memory")}`,
    };
    const { config } = await fixture.load(files, ["--store=a=embedded:./x"]);
    expect(config?.stores.map(({ name, driver }) => `${name} ${driver}`)).toEqual(["a embedded", "b memory"]);
  });

  test("a path that does not exist or is not a folder is a violation of the flag", async () => {
    const file = fixture.write("file.yaml", "");
    const { texts } = await fixture.load({}, [
      "--resources-path=/nowhere/at-all",
      `--resources-path=${file}`,
    ]);
    expect(texts).toEqual([
      "--resources-path: /nowhere/at-all does not exist",
      "--resources-path: file.yaml is not a folder",
    ]);
  });

  test("a file that is not YAML is a violation at its line, and the other files are checked, too", async () => {
    const { texts } = await fixture.load({
      "a.yaml": "kind: Component\nspec: [1\n",
      "b.yaml": component("b", "state.in-memory", { sweepKeysMax: "none" }),
      "c.yaml": "just words",
      "d.yaml": "a: &a [x]\nb: [*a,*a\n",
    });
    expect(texts[0]).toMatch(/^a\.yaml:\d+:\d+: is not YAML: /);
    expect(texts).toEqual([
      expect.stringMatching(/^a\.yaml:/),
      "c.yaml:1:1: must be a mapping of names to values",
      expect.stringMatching(/^d\.yaml:/),
      expect.stringMatching(/^b\.yaml:9:7 .* sweepKeysMax: must be /),
    ]);
  });
});

test("a broken link is a warning, and the other files are read", async () => {
  const folder = join(fixture.write("linked/a.yaml", component("a", "state.in-memory")), "..");
  symlinkSync("/nowhere/at-all.yaml", join(folder, "b.yaml"));
  const { config, texts, warningTexts } = await fixture.load({}, [`--resources-path=${folder}`]);
  expect([texts, names(config?.stores)]).toEqual([[], ["a"]]);
  expect(warningTexts).toEqual(["--resources-path: linked/b.yaml is a broken link and is skipped"]);
});

test("a tab is one violation, which names it", async () => {
  const { texts } = await fixture.load({
    "a.yaml": "kind: Component\nspec:\n\ttype: x\n\tversion: v1\nscopes: [a\n",
  });
  expect(texts).toEqual([expect.stringMatching(/^a\.yaml:3:\d+: is not YAML: Tabs are not allowed/)]);
});

describe("documents", () => {
  test.each(["- kind: Component", "[]", "just words"])(
    "that are not mappings are violations: %s",
    async (text) => {
      const { texts } = await fixture.load({ "a.yaml": text });
      expect(texts).toEqual(["a.yaml:1:1: must be a mapping of names to values"]);
    },
  );

  test("with a misspelt name at the top or in the metadata have a warning", async () => {
    const text = component("a", "state.in-memory", {}, "stattus: {}");
    const { texts, warningTexts } = await fixture.load({
      "a.yaml": text.replace("name: a", "name: a\n  label: {a: b}\n  labels: {a: b}"),
    });
    expect(texts).toEqual([]);
    expect(warningTexts.map((line) => line.replace(/^\S+ /, ""))).toEqual([
      "(stattus): is not a known name and has no effect; did you mean status?",
      "(metadata.label): is not a known name and has no effect; did you mean labels?",
    ]);
  });

  test("with an item without a name and other violations have all of them reported", async () => {
    const text = component("a", "state.redis", {
      redisHost: "h",
      redisDB: "x",
      both: { value: 1, envRef: "X" },
    });
    const { texts } = await fixture.load({
      "a.yaml": text.replace("  metadata:", "  initTimeout: soon\n  metadata:\n    - {value: nameless}"),
    });
    expect(texts.map((line) => line.replace(/^\S+ \S+: /, ""))).toEqual([
      "must be a duration such as 5s or 500ms, at most 24h",
      "is missing; it must be text",
      'component "a": both: has more than one of value, secretKeyRef and envRef',
      'store "a": redisDB: must be a whole number from 0 to 1000000',
    ]);
  });

  test("of other kinds are skipped, with one warning each", async () => {
    const { config, texts, warningTexts } = await fixture.load({
      "a.yaml": [
        "apiVersion: v1\nkind: ConfigMap",
        "apiVersion: dapr.io/v2alpha1\nkind: Subscription",
        "apiVersion: dapr.io/v1alpha1\nkind: Subscription",
        "apiVersion: dapr.io/v1alpha1\nkind: Configuration",
        "metadata: {name: x}",
      ].join("\n---\n"),
    });
    expect(texts).toEqual([
      "a.yaml:4:13 (apiVersion): must be dapr.io/v1alpha1",
      "a.yaml:13:1: kind is missing; it must be Component or Resiliency",
    ]);
    expect(warningTexts).toEqual([
      "a.yaml:1:13 (apiVersion): is not an apiVersion of Dapr; the document is skipped",
      "a.yaml:8:7 (kind): is Subscription, which a state store does not use; the document is skipped",
      "a.yaml:11:7 (kind): is Configuration; the document is skipped, because --config must name its file",
    ]);
    expect(config).toBeUndefined();
  });

  test.each([
    ["Componet", "Component"],
    ["component", "Component"],
    ["Resilency", "Resiliency"],
  ])("of the misspelt kind %s are skipped, and a violation with --strict", async (kind, meant) => {
    const files = { "a.yaml": `apiVersion: dapr.io/v1alpha1\nkind: ${kind}\nmetadata: {name: x}` };
    const none = "--resources-path: no component is a state store for this app";
    const text = `a.yaml:2:7 (kind): is ${kind}, which a state store does not use; the document is skipped; did you mean ${meant}?`;
    expect(await fixture.load(files)).toMatchObject({ texts: [], warningTexts: [text, none] });
    expect(await fixture.load(files, ["--strict"])).toMatchObject({ texts: [text], warningTexts: [] });
  });

  test("of other scopes and namespaces are skipped without a warning", async () => {
    const files = {
      "a.yaml": [
        component("mine", "state.in-memory", {}, "scopes: [shop, other]"),
        component("theirs", "state.in-memory", {}, "scopes: [other]"),
        component("all", "state.in-memory", {}, "scopes: []"),
        component("prod", "state.in-memory").replace("name: prod", "name: prod\n  namespace: prod"),
      ].join("\n---\n"),
    };
    const inProd = await fixture.load(files, [], { NAMESPACE: "prod" });
    expect([names(inProd.config?.stores), inProd.warningTexts]).toEqual([["mine", "all", "prod"], []]);
    const elsewhere = await fixture.load(files, [], { NAMESPACE: "test" });
    expect([names(elsewhere.config?.stores), elsewhere.warningTexts]).toEqual([["mine", "all"], []]);
    const unset = await fixture.load(files);
    expect([names(unset.config?.stores), unset.warningTexts]).toEqual([["mine", "all", "prod"], []]);
  });

  test("with the same component name are a violation, even if their types differ", async () => {
    const { texts } = await fixture.load({
      "a.yaml": component("x", "state.in-memory"),
      "b.yaml": component("x", "pubsub.redis"),
    });
    expect(texts).toEqual([
      "b.yaml:4:9 (metadata.name): is also the name of the component at a.yaml:4:9 (metadata.name)",
    ]);
  });

  test("have all violations of their shape reported at once", async () => {
    const { texts, warningTexts } = await fixture.load({
      "a.yaml": `kind: Component
metadata: {name: a}
spec:
  version: 1
  ignoreError: true
  initTimeout: soon
  metadata:
    - value: 1
    - {name: x, secretKeyRef: y}
---
kind: Component
metadata: {name: a b}
spec: {type: state.in-memory}
---
kind: Component
spec: state.redis
`,
    });
    expect(texts).toEqual([
      "a.yaml:4:3 (spec.type): is missing; it must be text",
      "a.yaml:4:12 (spec.version): must be text",
      "a.yaml:6:16 (spec.initTimeout): must be a duration such as 5s or 500ms, at most 24h",
      "a.yaml:8:7 (spec.metadata[0].name): is missing; it must be text",
      "a.yaml:9:31 (spec.metadata[1].secretKeyRef): must be a mapping of name and key",
      `a.yaml:12:18 (metadata.name): must have 1 to 128 characters (ASCII letters, digits, ".", "_" and "-") and begin with a letter or digit`,
      "a.yaml:15:1 (metadata): is missing; it must be a mapping with the component's name",
      "a.yaml:16:7 (spec): must be a mapping of type, version and metadata",
    ]);
    expect(warningTexts).toEqual([
      "a.yaml:5:16 (spec.ignoreError): is not a known name and has no effect; did you mean ignoreErrors?",
    ]);
  });

  test("with ignoreErrors and violations are skipped with a warning", async () => {
    const ignoring = (text: string) => text.replace("spec:", "spec:\n  ignoreErrors: true");
    const { config, texts, warningTexts } = await fixture.load({
      "a.yaml": [
        ignoring(component("ours", "state.in-memory", { keyPrefix: "a||b" })),
        ignoring(component("drivers", "state.in-memory", { sweepKeysMax: "none" })),
        component("good", "state.in-memory"),
      ].join("\n---\n"),
    });
    expect(texts).toEqual([]);
    expect(warningTexts).toEqual([
      expect.stringMatching(/"ours": keyPrefix: must not contain "\|\|"; the component is skipped/),
      expect.stringMatching(
        /"drivers": sweepKeysMax: .*; the store is skipped, because its ignoreErrors is set$/,
      ),
    ]);
    expect(names(config?.stores)).toContain("good");
  });
});

describe("a warning", () => {
  const resources = () => `--resources-path=${join(fixture.folder, "resources")}`;

  test("says that no app-id is given, because keys begin with it", async () => {
    await fixture.load({ "a.yaml": component("a", "state.in-memory") });
    const unnamed = await loadConfig([resources()], {});
    expect(unnamed.violations).toEqual([]);
    expect(fixture.lines(unnamed.warnings)).toEqual([
      '--resources-path: no app-id is given, so scopes, keys and secrets are those of the app "app"',
    ]);
    expect((await loadConfig([resources()], { PILLION_APP_ID: "x" })).warnings).toEqual([]);
  });

  test("says that no store is left, and no commands to try are printed", async () => {
    const { config, checked, warningTexts } = await fixture.load({
      "a.yaml": component("a", "state.in-memory", {}, "scopes: [other]"),
    });
    expect(warningTexts).toEqual(["--resources-path: no component is a state store for this app"]);
    if (config === undefined) throw new Error("the configuration should be valid");
    const served = { grpc: ["127.0.0.1:1"], http: ["127.0.0.1:2"], publicHttp: [], metrics: [] };
    const text = startText(served, config, checked);
    expect(text).not.toContain("grpcurl");
    expect(text).toMatch(/store +none: every call of the state API fails/);
  });
});

describe("types", () => {
  test.each([
    ["state.redis", "redis", { redisHost: "h:1" }],
    ["state.redis/v0", "redis", { redisHost: "h:1" }],
    ["State.Redis/V1", "redis", { redisHost: "h:1" }],
    ["state.postgresql", "postgres", { layout: "v1", redisHost: "h:1" }],
    ["state.postgresql/v2", "postgres", { layout: "v2", redisHost: "h:1" }],
    ["state.postgres", "postgres", { layout: "v1", redisHost: "h:1" }],
    ["state.cockroachdb/v2", "postgres", { layout: "v2", redisHost: "h:1" }],
    ["state.in-memory", "memory", { redisHost: "h:1" }],
  ])("%s means the driver %s", async (type, driver, options) => {
    const { stores } = await fixture.load({
      "a.yaml": component("x", type, { redisHost: "h:1", empty: "" }),
    });
    expect(stores.map((store) => store.driver)).toEqual([driver]);
    expect(optionsOf(stores, "x")).toEqual(options);
  });

  test("no version means the first version, which for Postgres is not the driver's default layout", async () => {
    const text = component("x", "state.postgresql").replace('version: "v1"', 'version: ""');
    expect(optionsOf((await fixture.load({ "a.yaml": text })).stores, "x")).toEqual({ layout: "v1" });
  });

  test("an embedded store keeps its files in the data directory, unless it has a path", async () => {
    const text = `${component("a", "state.pillion")}\n---\n${component("b", "state.pillion", { path: "/b" })}`;
    const { stores, texts } = await fixture.load({ "a.yaml": text }, ["--data-dir=/d"]);
    expect(texts).toEqual([]);
    expect([optionsOf(stores, "a"), optionsOf(stores, "b")]).toEqual([{ path: "/d/a" }, { path: "/b" }]);
  });

  test("a component of an unsupported type is skipped with one warning", async () => {
    const types = [
      "state.mongodb",
      "pubsub.redis",
      "state.redis/v9",
      "state.cockroachdb",
      "secretstores.kubernetes",
    ];
    const { config, texts, warningTexts } = await fixture.load({
      "a.yaml": types.map((type, n) => component(`c${n}`, type)).join("\n---\n"),
    });
    expect(texts).toEqual([]);
    expect(config?.stores).toEqual([]);
    expect(warningTexts.map((line) => line.replace(/^.*: component/, "component"))).toEqual([
      'component "c0": is skipped: Pillion does not support state.mongodb/v1',
      'component "c1": is skipped: Pillion does not support pubsub.redis/v1',
      'component "c2": is skipped: Pillion does not support state.redis/v9',
      'component "c3": is skipped: Pillion does not support state.cockroachdb/v1',
      'component "c4": is skipped: Pillion does not support secretstores.kubernetes/v1',
      "--resources-path: no component is a state store for this app",
    ]);
  });
});
