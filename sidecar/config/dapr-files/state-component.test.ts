// The settings of a state component that the sidecar itself reads (key prefix, encryption, time to live), and those that it
// does not support.
import { afterAll, describe, expect, test } from "vitest";
import { component, ResourceFixture } from "./resource-fixture.ts";

const fixture = new ResourceFixture();
afterAll(() => fixture.dispose());

const secrets = component("local", "secretstores.local.env");
const keys = { K1: "0123456789abcdef0123456789ABCDEF", K2: "11".repeat(32), SHORT: "canary", EMPTY: "" };
const secret = (name: string) => ({ secretKeyRef: { name } });

async function load(
  metadata: Readonly<Record<string, unknown>>,
  { type = "state.pillion", words = [] as readonly string[], environment = {} } = {},
) {
  const text = `${secrets}\n---\n${component("Cart", type, metadata)}\nauth: {secretStore: local}`;
  const loaded = await fixture.load({ "a.yaml": text }, words, { ...keys, ...environment });
  const short = (lines: readonly string[]) =>
    lines.map((line) => line.replace(/^.*(component|store) "Cart": /, ""));
  return {
    ...loaded,
    store: loaded.stores[0],
    texts: short(loaded.texts),
    warningTexts: short(loaded.warningTexts),
  };
}

describe("keyPrefix", () => {
  test.each([
    [undefined, {}, "Shop"],
    ["appid", {}, "Shop"],
    ["AppID", {}, "Shop"],
    ["name", {}, "Cart"],
    ["namespace", { NAMESPACE: "Prod" }, "Prod.Shop"],
    ["namespace", {}, "Shop"],
    ["namespace", { NAMESPACE: "" }, "Shop"],
    ["none", {}, undefined],
    ["NONE", {}, undefined],
    ["MyApp", {}, "myapp"],
    ["ΟΔΟΣ-İ", {}, "οδοσ-i"],
    ["{appID}", {}, "shop"],
    ["{namespace}-x", { NAMESPACE: "Prod" }, "prod.shop-x"],
  ])("%s with %j is %s", async (keyPrefix, environment, prefix) => {
    const metadata = keyPrefix === undefined ? {} : { KEYPREFIX: keyPrefix };
    const { store, texts } = await load(metadata, { words: ["--app-id=Shop"], environment });
    expect(texts).toEqual([]);
    expect(store?.keyPrefix).toBe(prefix);
  });

  test.each([
    ["a||b", 'keyPrefix: must not contain "||"'],
    ["", expect.stringMatching(/^keyPrefix: is empty; keys would begin with "\|\|" as in Dapr/)],
    ["a|", 'keyPrefix: the resulting prefix must not end with "|"'],
    ["k".repeat(257), "keyPrefix: the resulting prefix is 257 bytes long; the limit is 256"],
  ])("a prefix that makes keys ambiguous is a violation: %s", async (keyPrefix, violation) => {
    expect((await load({ keyPrefix })).texts).toEqual([violation]);
  });
});

describe("encryption", () => {
  test("keys come from secrets and have the secrets' names", async () => {
    const both = { primaryEncryptionKey: secret("K1"), SecondaryEncryptionKey: secret("K2") };
    const { store, texts } = await load(both);
    expect(texts).toEqual([]);
    expect(store?.encryption?.primary).toMatchObject({ name: "K1", algorithm: "aes-128-gcm" });
    expect(store?.encryption?.secondary).toMatchObject({ name: "K2", algorithm: "aes-256-gcm" });
    expect((await load({})).store?.encryption).toBeUndefined();
  });

  test.each([
    [{ primaryEncryptionKey: "0123" }, /^primaryEncryptionKey: must come from a secretKeyRef/],
    [
      { primaryEncryptionKey: secret("SHORT") },
      /^primaryEncryptionKey: must be 32, 48 or 64 hexadecimal digits .* 6 characters/,
    ],
    [{ primaryEncryptionKey: secret("EMPTY") }, /^primaryEncryptionKey: .* is 0 characters long$/],
    [{ secondaryEncryptionKey: secret("K2") }, /^secondaryEncryptionKey: needs a primaryEncryptionKey/],
    [
      { primaryEncryptionKey: secret("K1"), secondaryEncryptionKey: secret("K1") },
      /^secondaryEncryptionKey: has the name of the primary/,
    ],
  ])("a key that is not valid is a violation: %j", async (metadata, violation) => {
    expect((await load(metadata)).texts).toEqual([expect.stringMatching(violation)]);
  });
});

describe("ttlInSeconds", () => {
  test.each([
    ["60", 60_000],
    ["0", undefined],
    ["-1", undefined],
    ["", undefined],
  ])("%s is a default of %s ms", async (ttlInSeconds, ms) => {
    for (const type of ["state.redis", "state.pillion"]) {
      expect((await load({ ttlInSeconds, redisHost: "h" }, { type })).store?.ttlMsDefault).toBe(ms);
    }
  });

  test.each(["soon", "1.5", "1e3", "99999999999"])("%s is a violation", async (ttlInSeconds) => {
    expect((await load({ ttlInSeconds })).texts).toEqual([
      "ttlInSeconds: must be a whole number of seconds, at most 315576000",
    ]);
  });

  test("in a type without this option it is a warning", async () => {
    const { texts, warningTexts } = await load({ ttlInSeconds: "60" }, { type: "state.in-memory" });
    expect(texts).toEqual([]);
    expect(warningTexts).toEqual(["ttlInSeconds: is not an option of state.in-memory and has no effect"]);
  });
});

describe("firstWriteCreatesOnly", () => {
  test.each([
    ["true", true],
    ["Yes", true],
    ["false", false],
    ["", false],
  ])("%s is %s", async (firstWriteCreatesOnly, is) => {
    const { store, texts } = await load({ firstWriteCreatesOnly, redisHost: "h" }, { type: "state.redis" });
    expect(texts).toEqual([]);
    expect(store?.firstWriteCreatesOnly).toBe(is);
    expect(store?.options.reveal()).not.toHaveProperty("firstWriteCreatesOnly");
  });

  test("a value other than true and false is a violation", async () => {
    const { texts } = await load({ FirstWriteCreatesOnly: "maybe", redisHost: "h" }, { type: "state.redis" });
    expect(texts).toEqual(["FirstWriteCreatesOnly: must be true or false"]);
  });

  test("in a type whose records have no mark it is a warning", async () => {
    const { warningTexts } = await load({ firstWriteCreatesOnly: "true" }, { type: "state.in-memory" });
    expect(warningTexts).toEqual([
      "firstWriteCreatesOnly: is not an option of state.in-memory and has no effect",
    ]);
  });
});

describe("an unsupported setting", () => {
  test.each(["outboxPublishPubsub", "outboxPublishTopic", "outboxPubsub", "outboxDiscardWhenMissingState"])(
    "%s is rejected, because events would be lost silently",
    async (name) => {
      expect((await load({ [name]: "x" })).texts).toEqual([
        expect.stringMatching(/^outbox\w+: is not supported: Pillion has no pub\/sub/),
      ]);
    },
  );

  test("actorStateStore is a warning", async () => {
    const { texts, warningTexts } = await load({ actorStateStore: "true" });
    expect([texts, warningTexts]).toEqual([
      [],
      ["actorStateStore: has no effect, because Pillion has no actors"],
    ]);
    expect((await load({ actorStateStore: "false" })).warningTexts).toEqual([]);
  });

  test.each([
    ["state.redis", { redisHost: "h", queryIndexes: "[{" }, /^queryIndexes: must be JSON: a list of/],
    ["state.redis", { redisHost: "h", useEntraID: "true" }, /^useEntraID: is not supported/],
    [
      "state.postgresql/v2",
      { connectionString: "postgres://h", useAWSIAM: "true" },
      /^useAWSIAM: is (known to Dapr but )?not supported/,
    ],
    ["state.postgresql/v2", { connectionString: "canary" }, /^connectionString: must begin with postgres:/],
    [
      "state.postgresql/v2",
      { connectionString: "postgres://h", layout: "v1" },
      /^layout: cannot be set: spec.version determines it$/,
    ],
  ])("of %s is rejected by name: %j", async (type, metadata, violation) => {
    const { texts } = await load(metadata, { type });
    expect(texts).toEqual([expect.stringMatching(violation)]);
    expect(texts.join()).not.toContain("canary");
  });

  test("two violations of one query index are both reported at the line of the index", async () => {
    const queryIndexes = JSON.stringify([{ name: "", indexes: [{ key: "a", type: "GEO" }] }]);
    const text = component("x", "state.redis", { redisHost: "h", queryIndexes });
    const { texts } = await fixture.load({ "a.yaml": text });
    const place = 'a.yaml:10:7 (spec.metadata[1]): store "x": queryIndexes: [0]';
    expect(texts).toEqual([
      `${place}.name: must be a string of 1 to 512 bytes`,
      `${place}.indexes[0].type: must be one of NUMERIC, TEXT, TAG`,
    ]);
  });

  test("violations that the sidecar finds and those that the driver finds are all reported with their lines", async () => {
    const text = component("x", "state.in-memory", { keyPrefix: "a||b", sweepKeysMax: "none" });
    const { texts } = await fixture.load({ "a.yaml": text });
    expect(texts).toEqual([
      'a.yaml:9:7 (spec.metadata[0]): component "x": keyPrefix: must not contain "||"',
      expect.stringMatching(/^a\.yaml:10:7 \(spec\.metadata\[1\]\): store "x": sweepKeysMax: must be /),
    ]);
  });
});

test("a value with a violation hides no other violation of its component, and is reported once", async () => {
  const metadata = { redisHost: secret("NONE"), redisDB: "x", poolSize: "many", ttlInSeconds: "soon" };
  expect((await load(metadata, { type: "state.redis" })).texts).toEqual([
    'redisHost: the secret store "local" has no secret "NONE"',
    "ttlInSeconds: must be a whole number of seconds, at most 315576000",
    expect.stringMatching(/^redisDB: must be a whole number/),
    expect.stringMatching(/^poolSize: must be a whole number/),
  ]);
});

test("initTimeout bounds the opening; without it nothing does", async () => {
  const text = component("a", "state.in-memory").replace("spec:", "spec:\n  initTimeout: 1m30s");
  const { stores } = await fixture.load({ "a.yaml": `${text}\n---\n${component("b", "state.in-memory")}` });
  expect(stores.map(({ openMsMax }) => openMsMax)).toEqual([90_000, undefined]);
});
