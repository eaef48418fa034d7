// Where the values of a component come from, and that no message shows one.
import { inspect } from "node:util";
import { afterAll, describe, expect, test } from "vitest";
import { component, optionsOf, ResourceFixture } from "./resource-fixture.ts";

const fixture = new ResourceFixture();
afterAll(() => fixture.dispose());

const local = component("local", "secretstores.local.env");
const withSecrets = (text: string, store = "local") =>
  `${local}\n---\n${text}\nauth: {secretStore: ${store}}`;

// Redis has a password option. Only the options for its driver are compared; the driver's own violations are not.
async function optionsFor(
  metadata: Readonly<Record<string, unknown>>,
  environment: Readonly<Record<string, string>> = {},
) {
  const files = { "a.yaml": withSecrets(component("x", "state.redis", { redisHost: "h", ...metadata })) };
  const { stores, texts } = await fixture.load(files, [], environment);
  const { redisHost: _, ...options } = optionsOf(stores, "x") ?? {};
  return { options, texts: texts.map((line) => line.replace(/^.*component "x": /, "")) };
}

describe("values", () => {
  test("a scalar becomes its text, and a list or mapping its JSON", async () => {
    const { options } = await optionsFor({ a: 1, b: true, c: 1.5, e: "0x1" });
    expect(options).toEqual({ a: "1", b: "true", c: "1.5", e: "0x1" });
    const text = component("x", "state.redis").replace(
      "[]",
      "\n    - {name: a, value: [1, x]}\n    - {name: b, value: }",
    );
    const { stores } = await fixture.load({ "a.yaml": text });
    expect(optionsOf(stores, "x")).toEqual({ a: '[1,"x"]' });
  });

  // Each as daprd 1.18 passes it to its component.
  test.each([
    ["0123", "83"],
    ["0o17", "15"],
    ["0x1F", "31"],
    ["0b101", "5"],
    ["089", "89"],
    ["1_000", "1000"],
    ["-1_0", "-10"],
    ["+5", "5"],
    ["1.10", "1.1"],
    [".5", "0.5"],
    ["1e3", "1000"],
    ["1e21", "1e+21"],
    ["yes", "true"],
    ["On", "true"],
    ["y", "true"],
    ["n", "false"],
    ["OFF", "false"],
    ["12345678901234567890", "12345678901234567890"],
    ["-9223372036854775808", "-9223372036854775808"],
    ["1:30", "1:30"],
    ["2026-01-01", "2026-01-01"],
    ["_1", "_1"],
    ["yEs", "yEs"],
    ["'0123'", "0123"],
    ["!!str 12", "12"],
    ["~", undefined],
    ["{b: 1, a: x}", '{"a":"x","b":1}'],
    ['["<x>", 12345678901234567890]', '["\\u003cx\\u003e",12345678901234567890]'],
  ])("the scalar %s becomes the text %s", async (written, text) => {
    const file = component("x", "state.redis").replace("[]", `\n    - {name: a, value: ${written}}`);
    const { stores } = await fixture.load({ "a.yaml": file });
    expect(optionsOf(stores, "x")?.a).toBe(text);
  });

  test("a number that would lose digits is rejected, and the violation shows none of them", async () => {
    const file = component("x", "state.in-memory").replace(
      "[]",
      "\n    - {name: a, value: 18446744073709551616}",
    );
    const { texts } = await fixture.load({ "a.yaml": file });
    expect(texts).toEqual([
      'a.yaml:9:7 (spec.metadata[0]): component "x": a: is a number of 20 digits, some of which would be lost; write it in quotes',
    ]);
  });

  test("all templates in a value are expanded", async () => {
    const environment = { NAMESPACE: "prod", POD_NAME: "shop-0" };
    const { options } = await optionsFor(
      { a: "{appID}/{appID}", b: "{namespace}", c: "{podName}", d: "{uuid} {uuid}" },
      environment,
    );
    expect(options).toMatchObject({ a: "shop/shop", b: "prod.shop", c: "shop-0" });
    const [first, second] = String(options.d).split(" ");
    expect(first).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(second).not.toBe(first);
    expect((await optionsFor({ b: "{namespace}" })).options).toEqual({ b: "default.shop" });
    expect((await optionsFor({ c: "{podName}" })).texts).toEqual([
      "c: refers to {podName}, but POD_NAME is not set",
    ]);
  });

  test("a name that is given twice, or with two kinds of value, is a violation", async () => {
    expect((await optionsFor({ a: "1", A: "2" })).texts).toEqual(["A: is given twice"]);
    const { texts } = await optionsFor({ a: { value: "1", envRef: "B" } });
    expect(texts).toEqual(["a: has more than one of value, secretKeyRef and envRef"]);
  });
});

describe("envRef", () => {
  const environment = {
    A: "canary",
    EMPTY: "",
    DAPR_X: "canary",
    APP_API_TOKEN: "canary",
    PILLION_STORE: "a=memory:",
  };

  test("a variable is used unchanged", async () => {
    expect((await optionsFor({ a: { envRef: "A" }, b: { envRef: "EMPTY" } }, environment)).options).toEqual({
      a: "canary",
    });
  });

  test.each([
    ["NONE", /^a: envRef names NONE, which is not set$/],
    ["constructor", /^a: envRef names constructor, which is not set$/],
    ["DAPR_X", /^a: envRef names DAPR_X, which components may not read/],
    ["dapr_x", /^a: envRef names dapr_x, which components may not read/],
    ["APP_API_TOKEN", /^a: envRef names APP_API_TOKEN, which components may not read/],
    ["PILLION_STORE", /^a: envRef names PILLION_STORE, which components may not read/],
    ["A B", /^a: envRef must be the name of a variable, without spaces$/],
  ])("%s is rejected", async (envRef, violation) => {
    const { texts } = await optionsFor({ a: { envRef } }, environment);
    expect(texts).toEqual([expect.stringMatching(violation)]);
  });

  test("DAPR_ENV_KEYS is an allow list", async () => {
    const listed = { ...environment, B: "b", DAPR_ENV_KEYS: "B  C" };
    expect((await optionsFor({ b: { envRef: "B" } }, listed)).options).toEqual({ b: "b" });
    expect((await optionsFor({ a: { envRef: "A" } }, listed)).texts).toEqual([
      "a: envRef names A, which DAPR_ENV_KEYS does not allow",
    ]);
  });
});

describe("secretKeyRef", () => {
  test("a secret is found by its name, and by a key if it has several values", async () => {
    const file = fixture.write(
      "s.json",
      '{"pw": {"a": "1", "b": {"c": 2}}, "top": "t", "n": 5, "yes": true, "no": null}',
    );
    const multi = component("multi", "secretstores.local.file", {
      secretsFile: file,
      multiValued: "true",
      nestedSeparator: ".",
    });
    const text = component("x", "state.redis", {
      a: { secretKeyRef: { name: "pw", key: "a" } },
      b: { secretKeyRef: { name: "pw", key: "b.c" } },
      c: { secretKeyRef: { name: "top" } },
      d: { secretKeyRef: { name: "n", key: "n" } },
      e: { secretKeyRef: { name: "yes" } },
    });
    // The secret store is written after the store that uses it, but is loaded first.
    const { stores } = await fixture.load({ "a.yaml": `${text}\nauth: {secretStore: multi}\n---\n${multi}` });
    expect(optionsOf(stores, "x")).toEqual({ a: "1", b: "2", c: "t", d: "5", e: "true" });
  });

  test.each([
    [{ name: "NONE" }, "local", /the secret store "local" has no secret "NONE"$/],
    [{ name: "constructor" }, "local", /the secret store "local" has no secret "constructor"$/],
    [{ name: "A", key: "b" }, "local", /the secret "A" has no key "b"; it has: A$/],
    [{ name: "A", key: "constructor" }, "local", /the secret "A" has no key "constructor"; it has: A$/],
    [{ name: "DAPR_API_TOKEN" }, "local", /has no secret "DAPR_API_TOKEN"$/],
    [
      { name: "A" },
      "nowhere",
      /needs a secret store, but "nowhere" does not exist; the secret stores are: local$/,
    ],
    [
      { name: "A" },
      '""',
      /needs a secret store, but auth.secretStore is missing; the secret stores are: local$/,
    ],
  ])("a missing secret, key or store is a violation: %j in %s", async (secretKeyRef, store, violation) => {
    const text = withSecrets(component("x", "state.redis", { redisHost: "h", a: { secretKeyRef } }), store);
    const { texts } = await fixture.load({ "a.yaml": text }, [], { A: "canary", DAPR_API_TOKEN: "canary" });
    expect(texts).toEqual([expect.stringMatching(violation)]);
    expect(texts.join()).not.toContain("canary");
  });

  test("an empty variable is an empty value, which many manifests use as the password", async () => {
    const { options, texts } = await optionsFor(
      { redisPassword: { secretKeyRef: { name: "EMPTY" } } },
      { EMPTY: "" },
    );
    expect([options, texts]).toEqual([{}, []]);
  });
});

describe("secret stores", () => {
  test.each([
    [{}, /secretsFile: is missing; it must be the path of a JSON file$/],
    [{ secretsFile: "/nowhere.json" }, /secretsFile: \/nowhere.json does not exist$/],
    [{ secretsFile: "/dev/null", multiValued: "perhaps" }, /multiValued: must be true or false$/],
  ])("an option that is not valid is a violation at its line: %j", async (metadata, violation) => {
    const { texts } = await fixture.load({ "a.yaml": component("f", "secretstores.local.file", metadata) });
    expect(texts[0]).toMatch(violation);
    expect(texts[0]).toMatch(/^a\.yaml:\d+:\d+ \(spec\.metadata/);
  });

  test("a reference to a secret store with violations says that the store is not valid, not that it is missing", async () => {
    const file = component("f", "secretstores.local.file", { secretsFile: "/nowhere.json" });
    const user = component("x", "state.in-memory", { a: { secretKeyRef: { name: "A" } } });
    const { texts } = await fixture.load({ "a.yaml": `${file}\n---\n${user}\nauth: {secretStore: f}` });
    expect(texts).toEqual([
      expect.stringMatching(/component "f": secretsFile: \/nowhere.json does not exist$/),
      expect.stringMatching(/a: secretKeyRef needs the secret store "f", which is itself invalid$/),
    ]);
  });

  test("a misspelt option is a warning with the name that was probably meant", async () => {
    const metadata = { secretsFile: "/dev/null", multiValue: "true" };
    const { warningTexts } = await fixture.load({
      "a.yaml": component("f", "secretstores.local.file", metadata),
    });
    expect(warningTexts).toContainEqual(
      expect.stringMatching(
        /multiValue: is not an option of secretstores.local.file and has no effect; did you mean multiValued\?$/,
      ),
    );
  });

  test("a file that is not a JSON object is rejected, and the violation shows nothing of it", async () => {
    for (const content of ["canary", "[1]", '"canary"', '{"a": canary}']) {
      const secretsFile = fixture.write("bad.json", content);
      const { texts } = await fixture.load({
        "a.yaml": component("f", "secretstores.local.file", { secretsFile }),
      });
      expect(texts).toEqual([
        expect.stringMatching(/secretsFile: bad\.json (is not JSON|must contain one JSON object)$/),
      ]);
    }
  });

  test("the application can read nested names and prefixed variables, and never the sidecar's own variables", async () => {
    const secretsFile = fixture.write("n.json", '{"db": {"user": "u", "ports": [1, 2]}, "x": "y"}');
    const text = `${component("f", "secretstores.local.file", { secretsFile })}\n---\n${component("e", "secretstores.local.env", { prefix: "APP_" })}`;
    const environment = { APP_A: "1", APP_API_TOKEN: "canary", OTHER: "canary", DAPR_API_TOKEN: "canary" };
    const { config } = await fixture.load({ "a.yaml": text }, [], environment);
    const [file, env] = config?.secretStores ?? [];
    expect(Object.fromEntries((await file?.bulk()) ?? [])).toEqual({
      "db:user": { "db:user": "u" },
      "db:ports:0": { "db:ports:0": "1" },
      "db:ports:1": { "db:ports:1": "2" },
      x: { x: "y" },
    });
    expect(await file?.get("none")).toBeUndefined();
    expect(Object.fromEntries((await env?.bulk()) ?? [])).toEqual({ A: { A: "1" } });
    expect([await env?.get("A"), await env?.get("API_TOKEN")]).toEqual([{ A: "1" }, { API_TOKEN: "" }]);
    expect([file?.type, file?.version, env?.name]).toEqual(["secretstores.local.file", "v1", "e"]);
  });

  test("secrets that the Configuration's scopes deny are denied one by one, and missing in bulk", async () => {
    const scopes = (text: string) =>
      fixture.write("c.yaml", `kind: Configuration\nspec: {secrets: {scopes: [${text}]}}`);
    const keysWith = async (text: string) => {
      const { config } = await fixture.load({ "a.yaml": local }, ["--config", scopes(text)], {
        A: "1",
        B: "2",
      });
      return {
        source: config?.secretStores[0],
        keys: [...((await config?.secretStores[0]?.bulk()) ?? new Map()).keys()],
      };
    };
    expect((await keysWith("{storeName: local, defaultAccess: Deny}")).keys).toEqual([]);
    expect((await keysWith("{storeName: local, defaultAccess: deny, allowedSecrets: [B]}")).keys).toEqual([
      "B",
    ]);
    expect((await keysWith("{storeName: other, defaultAccess: deny}")).keys).toEqual(["A", "B"]);
    const { source, keys } = await keysWith("{storeName: local, deniedSecrets: [A]}");
    expect(keys).toEqual(["B"]);
    expect([source?.allows("A"), source?.allows("B")]).toEqual([false, true]);
    await expect(source?.get("A")).rejects.toMatchObject({ code: "denied" });
  });
});

test("no violation, warning or printed configuration shows a secret", async () => {
  const secretsFile = fixture.write(
    "k.json",
    JSON.stringify({ key: "c0ffee".repeat(5), pw: "canary-pw", url: "canary-url" }),
  );
  const text = `${component("f", "secretstores.local.file", { secretsFile })}\n---\n${component(
    "x",
    "state.redis",
    {
      redisPassword: { secretKeyRef: { name: "pw" } },
      redisHost: { secretKeyRef: { name: "url" } },
      keyPrefix: "canary||plain",
      ttlInSeconds: { secretKeyRef: { name: "pw" } },
      primaryEncryptionKey: { secretKeyRef: { name: "key" } },
      secondaryEncryptionKey: "canary-inline",
      outboxPublishTopic: "canary-topic",
      nonsense: { envRef: "CANARY" },
      redisPasword: "canary-misspelt",
    },
  )}\nauth: {secretStore: f}`;
  const loaded = await fixture.load({ "a.yaml": text }, [], { CANARY: "canary-env" });
  expect(loaded.texts.length).toBeGreaterThan(4);
  const shown = `${loaded.texts}${loaded.warningTexts}${JSON.stringify(loaded)}${inspect(loaded, { depth: 12, showHidden: true })}`;
  expect(shown).not.toMatch(/canary|c0ffee/);
});
