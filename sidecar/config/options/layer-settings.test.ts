// The layers around a store in Pillion's own file, and that the example in the README is valid.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadDriver } from "../../../src/index.ts";
import { checkStores, loadConfig, violationText } from "../index.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "pillion-layers-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function load(text: string, environment: Readonly<Record<string, string>> = {}) {
  const path = join(folder, "p.yaml");
  writeFileSync(path, text);
  const loaded = await loadConfig(["--config-file", path, "--app-id=Shop"], environment);
  return {
    ...loaded,
    texts: loaded.violations.map((violation) => violationText(violation).replaceAll(folder, "")),
  };
}

const key = "0f".repeat(16);
const store = (settings: string) => `stores:\n  a:\n    driver: memory\n    ${settings}\n`;

describe("the file", () => {
  test("in the README is valid, also to the drivers", async () => {
    const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
    const [, example = ""] = /```yaml\n(.*?)```/s.exec(readme) ?? [];
    const { config, texts, stores } = await load(example, { CUSTOMERS_KEY: key });
    expect(texts).toEqual([]);
    expect((await checkStores(stores, loadDriver)).violations).toEqual([]);
    expect(config?.stores.map(({ name, driver }) => `${name} ${driver}`)).toEqual([
      "sessions memory",
      "carts redis",
      "orders postgres",
      "customers embedded",
    ]);
    expect(config?.stores[2]).toMatchObject({
      keyPrefix: "orders",
      cache: { bytesMax: 32 * 2 ** 20, ttlMs: 10_000 },
    });
    expect(config?.stores[3]?.encryption).toMatchObject({
      primary: { name: "customers-2" },
      secondary: { name: "customers-1" },
    });
  });

  test("without layers has none", async () => {
    const { config } = await load("stores: {a: memory, b: {url: 'redis://h', cache: {}}}");
    expect(config?.stores).toMatchObject([
      {
        keyPrefix: "Shop",
        cache: undefined,
        encryption: undefined,
        ignoreErrors: false,
        openMsMax: undefined,
      },
      { cache: { bytesMax: undefined, ttlMs: undefined } },
    ]);
  });

  test("accepts the forms of the key prefix that component files have", async () => {
    const prefixOf = async (text: string) =>
      (await load(store(`keyPrefix: ${text}`), { NAMESPACE: "ns" })).config?.stores[0]?.keyPrefix;
    expect(await prefixOf("none")).toBeUndefined();
    expect(await prefixOf("namespace")).toBe("ns.Shop");
    expect(await prefixOf("Mine")).toBe("mine");
  });

  test("can refer to a variable or a file for the digits of a key", async () => {
    writeFileSync(join(folder, "key"), `${key}\n`);
    for (const from of [`hex: ${key}`, "env: KEY", `file: ${join(folder, "key")}`]) {
      const { config, texts } = await load(store(`encryption: {primary: {name: k, ${from}}}`), { KEY: key });
      expect(texts).toEqual([]);
      expect(config?.stores[0]?.encryption?.primary.name).toBe("k");
    }
  });

  test.each([
    ["cache: 5", "(stores.a.cache): must be a mapping of bytesMax and ttl; {} for their defaults"],
    [
      "cache: {bytesMax: 1}",
      "(stores.a.cache.bytesMax): must be a size such as 4Mi from 64Ki to 64Gi, not 1",
    ],
    ["cache: {ttl: 25h}", '(stores.a.cache.ttl): must be a duration such as 10s, at most 86400s, not "25h"'],
    ["cache: {tll: 1s}", "(stores.a.cache.tll): is not a known name; did you mean ttl?"],
    ["keyPrefix: a||b", '(stores.a.keyPrefix): store "a": keyPrefix: must not contain "||"'],
    ["encryption: yes", "(stores.a.encryption): must be a mapping of primary, and secondary if there is one"],
    [
      "cache: {}",
      '(stores.a.cache): store "a": cache: a store of the driver "memory" does not report changes, so its records cannot be cached',
    ],
    [
      "encryption: {primary: {hex: canary}}",
      "(stores.a.encryption.primary.name): is missing; it must be a string",
    ],
    ["encryption: {}", "(stores.a.encryption.primary): must be a mapping of name, and hex, env or file"],
    [
      "encryption: {primary: {name: k}}",
      '(stores.a.encryption.primary): store "a": encryption.primary: needs exactly one of hex, env and file',
    ],
    [
      "encryption: {primary: {name: k, env: NONE}}",
      '(stores.a.encryption.primary.env): store "a": encryption.primary.env: the variable NONE is not set',
    ],
    [
      "encryption: {primary: {name: k, file: /none}}",
      '(stores.a.encryption.primary.file): store "a": encryption.primary.file: /none does not exist',
    ],
    [
      "encryption: {primary: {name: k, hex: canary}}",
      /\(stores\.a\.encryption\.primary\): store "a": encryption\.primary: must be 32, 48 or 64 hexadecimal digits/,
    ],
  ])("is rejected with %s", async (settings, violation) => {
    const { texts } = await load(store(settings));
    expect(texts).toHaveLength(1);
    const [text = ""] = texts;
    if (typeof violation === "string") expect(text.replace(/^\/p\.yaml:\d+:\d+ /, "")).toBe(violation);
    else expect(text).toMatch(violation);
    expect(text).not.toContain("canary");
  });

  test("never shows a key when it is printed", async () => {
    const loaded = await load(store(`encryption: {primary: {name: k, hex: ${key}}}`));
    expect(loaded.texts).toEqual([]);
    expect(JSON.stringify(loaded) + inspect(loaded, { depth: 12, showHidden: true })).not.toContain("0f0f0f");
  });
});
