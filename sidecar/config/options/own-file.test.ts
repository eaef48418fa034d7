// What Pillion's own file may contain, and that its violations have line and column.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadConfig, violationText } from "../index.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "pillion-file-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function load(text: string) {
  const path = join(folder, "p.yaml");
  writeFileSync(path, text);
  const loaded = await loadConfig(["--config-file", path], {});
  return {
    ...loaded,
    texts: loaded.violations.map((violation) => violationText(violation).replaceAll(folder, "")),
  };
}

describe("the file", () => {
  test("has the names of the flags, and stores as a mapping", async () => {
    const { config, texts } = await load(`
app-id: cart
dapr-grpc-port: 7000
max-body-size: 1Mi
enable-metrics: false
stores:
  carts: embedded:./carts
  sessions:
    driver: memory
    options: {sweepIntervalMs: 100}
  others:
    url: redis://localhost
    options: {index: true}
`);
    expect(texts).toEqual([]);
    expect(config).toMatchObject({
      appId: "cart",
      grpc: { port: 7000, messageBytesMax: 1 << 20 },
      metrics: { enabled: false },
    });
    expect(config?.stores.map(({ name, driver, options }) => [name, driver, options.reveal()])).toEqual([
      ["carts", "embedded", { path: join(process.cwd(), "carts") }],
      ["sessions", "memory", { sweepIntervalMs: 100 }],
      ["others", "redis", { url: "redis://localhost", index: true }],
    ]);
  });

  test("has all violations reported at once, each with line, column and path", async () => {
    const { texts } = await load(`app-id: cart
dapr-grpc-prt: 50002
max-body-size: 9Xi
store: memory
config-file: other.yaml
stores:
  a b: memory
  b:
    url: redis://:secret@h
    optins: {}
  c: foo://x
  d: {url: "memory:", driver: memory}
  e: 7
`);
    expect(texts).toEqual([
      "/p.yaml:2:16 (dapr-grpc-prt): is not a name of this file; did you mean dapr-grpc-port?",
      "/p.yaml:4:8 (store): is not a name of this file; did you mean stores?",
      "/p.yaml:5:14 (config-file): can be set only by a flag or an environment variable",
      '/p.yaml:3:16 (max-body-size): must be a size such as 4Mi from 4Ki to 256Mi, not "9Xi"',
      `/p.yaml:7:8 (stores.a b): a store's name must have 1 to 128 characters (ASCII letters, digits, ".", "_" and "-") and begin with a letter or digit`,
      "/p.yaml:10:13 (stores.b.optins): is not a known name; did you mean options?",
      '/p.yaml:11:6 (stores.c): store "c": url: must begin with one of embedded:, memory:, postgres:, postgresql:, redis:, rediss:, not with "foo:"',
      '/p.yaml:12:6 (stores.d): store "d": must have either url or driver',
      "/p.yaml:13:6 (stores.e): must be a URL, or a mapping with url or driver",
    ]);
  });

  test.each([
    ["a: [1", /\/p\.yaml:1:\d+: is not YAML: /],
    ["app-id: a\napp-id: b\n", /\/p\.yaml:2:1: is not YAML: Map keys must be unique/],
    ["- a\n", /\/p\.yaml:1:1: must be a mapping of names to values/],
    ["app-id: a\n---\napp-id: b\n", /is a second document/],
    ["stores: [a]\n", /\/p\.yaml:1:9 \(stores\): must be a mapping of store names/],
    [
      "apiVersion: dapr.io/v1alpha1\nkind: Component\n",
      /\/p\.yaml:1:13 \(apiVersion\): is a Dapr or Kubernetes file/,
    ],
    ["app-id: {a: 1}\n", /\/p\.yaml:1:9 \(app-id\): must be 1 to 128 bytes/],
  ])("is rejected if it is something else: %j", async (text, violation) => {
    const { texts } = await load(text);
    expect(texts).toHaveLength(1);
    expect(texts[0]).toMatch(violation);
  });

  test.each(["", "# nothing\n", "app-id:\n", "stores: {}\n"])(
    "is the same as no file if it is empty: %j",
    async (text) => {
      const { config, texts } = await load(text);
      expect(texts).toEqual([]);
      expect(config?.appId).toBe("app");
      expect(config?.stores.map(({ name }) => name)).toEqual(["statestore"]);
    },
  );

  test("that cannot be read is a violation of the flag that names it", async () => {
    const missing = await loadConfig(["--config-file", join(folder, "none.yaml")], {});
    expect(missing.violations.map(violationText)).toEqual([
      `--config-file: ${join(folder, "none.yaml")} does not exist`,
    ]);
    mkdirSync(join(folder, "dir"), { recursive: true });
    const directory = await loadConfig([], { PILLION_CONFIG_FILE: join(folder, "dir") });
    expect(directory.violations.map(violationText)).toEqual([
      `PILLION_CONFIG_FILE: ${join(folder, "dir")} is a folder`,
    ]);
  });

  test("has no options with the names of built-in object properties", async () => {
    const { texts } = await load("__proto__: 1\nconstructor: 2\ntoString: 3\n");
    expect(texts).toHaveLength(3);
    for (const text of texts) expect(text).toContain("is not a name of this file");
  });

  test("cannot give two stores the same folder", async () => {
    const { texts } = await load(
      "stores:\n  a: embedded:./x\n  b: embedded:x\n  c: {driver: embedded, options: {path: x}}\n",
    );
    expect(texts).toEqual([
      '/p.yaml:3:6 (stores.b): store "b": uses the folder of store "a"',
      '/p.yaml:4:6 (stores.c): store "c": uses the folder of store "a"',
    ]);
  });
});
