// Unknown names in Dapr's files: daprd ignores them, so they are warnings with the name that was probably meant. One that is
// almost the name of a setting for access or secrecy is a violation, and with --strict all of them are.
import { afterAll, describe, expect, test } from "vitest";
import { component, ResourceFixture } from "./resource-fixture.ts";

const fixture = new ResourceFixture();
afterAll(() => fixture.dispose());

const required = {
  "state.redis": { redisHost: "h" },
  "state.postgresql/v2": { connectionString: "postgres://h" },
  "state.pillion": {},
};
type Type = keyof typeof required;

async function load(type: Type, name: string, words: readonly string[] = []) {
  const text = component("cart", type, { ...required[type], [name]: "canary" });
  const { texts, warningTexts, checked } = await fixture.load({ "a.yaml": text }, words);
  const short = (lines: readonly string[]) => lines.map((line) => line.replace(/^.* store "cart": /, ""));
  expect([...texts, ...warningTexts].join()).not.toContain("canary");
  return { texts: short(texts), warningTexts: short(warningTexts), stores: checked.map((each) => each.name) };
}

describe("an unknown option of a component", () => {
  test.each<[Type, string, string | undefined]>([
    ["state.redis", "redisUser", "redisUsername"],
    ["state.redis", "consumerID", undefined],
    ["state.redis", "redisHots", "redisHost"],
    ["state.redis", "maxLenApprox", undefined],
    ["state.postgresql/v2", "table", "tableName"],
    ["state.postgresql/v2", "schema", undefined],
    ["state.pillion", "pth", "path"],
  ])("of %s is a warning: %s", async (type, name, meant) => {
    const { texts, warningTexts, stores } = await load(type, name);
    const [base] = type.split("/");
    expect(warningTexts).toEqual([
      `${name}: is not an option of ${base} and has no effect${meant === undefined ? "" : `; did you mean ${meant}?`}`,
    ]);
    expect([texts, stores]).toEqual([[], ["cart"]]);
    expect((await load(type, name, ["--strict"])).texts).toHaveLength(1);
  });

  test.each<[Type, string, string]>([
    ["state.redis", "primaryEncryptionKy", "primaryEncryptionKey"],
    ["state.redis", "primaryEncryptinoKey", "primaryEncryptionKey"],
    ["state.pillion", "secondaryEncryptionKeys", "secondaryEncryptionKey"],
    ["state.redis", "enableTSL", "enableTLS"],
    ["state.redis", "EnableTls_", "enableTLS"],
    ["state.redis", "redisPasword", "redisPassword"],
    ["state.redis", "redisUsernam", "redisUsername"],
    ["state.redis", "sentinelPassword1", "sentinelPassword"],
    ["state.redis", "clientCrt", "clientCert"],
    ["state.redis", "clientkeys", "clientKey"],
    ["state.pillion", "keyPrefx", "keyPrefix"],
    ["state.postgresql/v2", "sslMod", "sslMode"],
    ["state.postgresql/v2", "sslRootCertt", "sslRootCert"],
    ["state.postgresql/v2", "passwrod", "password"],
    ["state.redis", "primaryEncriptionKye", "primaryEncryptionKey"],
    ["state.redis", "redisPaswod", "redisPassword"],
  ])("of %s is a violation if it is almost one for access or secrecy: %s", async (type, name, meant) => {
    const { texts, warningTexts } = await load(type, name);
    expect([texts.length, warningTexts]).toEqual([1, []]);
    expect(texts[0]).toContain(`${name}: is not an option; did you mean ${meant}?`);
  });
});

describe("an unknown option of a component that can only be for TLS or encryption", () => {
  test.each<[Type, string]>([
    ["state.redis", "encryptionKey"],
    ["state.redis", "useTLS"],
    ["state.postgresql/v2", "requireSsl"],
  ])("of %s is a violation: %s", async (type, name) => {
    const { texts, warningTexts } = await load(type, name);
    expect([texts.length, warningTexts]).toEqual([1, []]);
    expect(texts[0]).toContain(`${name}: is not an option`);
  });
});

describe("an unknown field of a component's document", () => {
  const text = component("cart", "state.in-memory", { a: { secretKeyRef: { name: "n" } } });
  const loadText = (document: string, words: readonly string[] = []) =>
    fixture.load({ "a.yaml": document }, words);

  test.each([
    [`${text}\nscopess: [other]`, "scopess", "scopes"],
    [`${text}\nScopes: [other]`, "Scopes", "scopes"],
    [`${text}\nauht: {secretStore: s}`, "auht", "auth"],
    [text.replace("name: cart", "name: cart\n  nameSpace: prod"), "nameSpace", "namespace"],
    [text.replace("secretKeyRef", "secretkeyRef"), "secretkeyRef", "secretKeyRef"],
    [text.replace("  metadata:", "  metdata:"), "metdata", "metadata"],
  ])("is a violation if it is almost one for access or secrets", async (document, name, meant) => {
    const { texts } = await loadText(document);
    expect(texts.join("\n")).toMatch(new RegExp(`${name}\\): is not a known name; did you mean ${meant}\\?`));
  });

  test("is else a warning, and a violation with --strict", async () => {
    const document = `${component("cart", "state.in-memory")}\nextra: 1`;
    const { texts, warningTexts } = await loadText(document);
    expect([texts, warningTexts]).toEqual([
      [],
      [expect.stringMatching(/\(extra\): is not a known name and has no effect$/)],
    ]);
    expect((await loadText(document, ["--strict"])).texts).toHaveLength(1);
  });
});

test.each([
  [
    "state.redis",
    { redisHost: "h", redisType: "clustr" },
    /"a": option redisType is neither node nor cluster/,
  ],
  ["state.postgresql", { connectionString: "host=h", maxConns: "5000" }, /"a": option maxConns has to be/],
])(
  "a value of %s that is not used as written is a warning, and a violation with --strict",
  async (type, values, text) => {
    const files = { "a.yaml": component("a", type, values) };
    const message = expect.stringMatching(text);
    expect(await fixture.load(files)).toMatchObject({ texts: [], valueTexts: [message] });
    expect(await fixture.load(files, ["--strict"])).toMatchObject({ texts: [message], valueTexts: [] });
  },
);

test("no message lists more than a dozen names", async () => {
  const stores = ["--store=a=redis://h?zzz=1", "--store=b=postgres://h?zzz=1", "--store=c=embedded:?zzz=1"];
  const { texts } = await fixture.load({ "a.yaml": component("x", "state.redis", { zzz: "1" }) }, stores);
  expect(texts).toHaveLength(4);
  for (const line of texts) expect(line.split(",").length).toBeLessThan(13);
});
