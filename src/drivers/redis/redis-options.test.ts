// Options of a Redis store: Dapr's names in any case, every violation in one error,
// and no value in any message.
import { describe, expect, test } from "vitest";
import { StoreError } from "../../model/errors.ts";
import type { RawOptions } from "../../store/driver.ts";
import { redisDriver } from "./redis-driver.ts";
import { compileRedisOptions } from "./redis-options.ts";

function violationsOf(raw: RawOptions): string {
  try {
    compileRedisOptions(raw);
  } catch (thrown) {
    if (!(thrown instanceof StoreError)) throw thrown;
    expect(thrown.code).toBe("invalid");
    return thrown.message;
  }
  throw new Error("the options should have been rejected");
}

const people = JSON.stringify([
  {
    name: "people",
    indexes: [
      { key: "person.org", type: "TEXT" },
      { key: "person.id", type: "numeric" },
    ],
  },
]);

describe("accepted", () => {
  test("a URL with all its parts", () => {
    const options = compileRedisOptions({
      url: "rediss://ada:s%40fe@db.example:6380/3?readTimeout=2s&INDEX=true",
    });
    expect(options).toMatchObject({
      topology: "single",
      addresses: [{ host: "db.example", port: 6380 }],
      username: "ada",
      password: "s@fe",
      database: 3,
      tls: { isVerified: true },
      readTimeoutMs: 2000,
      hasIndex: true,
    });
  });

  test("a URL with a host only, and the defaults", () => {
    expect(compileRedisOptions({ url: "redis://localhost" })).toMatchObject({
      addresses: [{ host: "localhost", port: 6379 }],
      username: undefined,
      password: undefined,
      database: 0,
      tls: undefined,
      connectTimeoutMs: 5000,
      readTimeoutMs: 3000,
      hasIndex: false,
      withoutEffect: [],
    });
  });

  test("a password without a user, and a socket's path", () => {
    expect(compileRedisOptions({ url: "redis://:secret@localhost" })).toMatchObject({
      username: undefined,
      password: "secret",
    });
    expect(compileRedisOptions({ url: "redis://%2Frun%2Fredis.sock" }).addresses).toEqual([
      { path: "/run/redis.sock" },
    ]);
  });

  test("Dapr's names in any case, with its durations and flags", () => {
    const options = compileRedisOptions({
      REDISHOST: "db:6380",
      redispassword: "secret",
      ReadTimeout: "1500",
      dialtimeout: "1m",
      enabletls: "TRUE",
      InsecureSkipTlsVerify: "1",
      redisDB: "",
    });
    expect(options).toMatchObject({
      addresses: [{ host: "db", port: 6380 }],
      readTimeoutMs: 1500,
      connectTimeoutMs: 60_000,
      tls: { isVerified: false },
      database: 0,
    });
  });

  test("a cluster and a sentinel set with several hosts, and IPv6", () => {
    expect(compileRedisOptions({ redisHost: "a:1, b:2,[::1]:3", redisType: "cluster" })).toMatchObject({
      topology: "cluster",
      addresses: [
        { host: "a", port: 1 },
        { host: "b", port: 2 },
        { host: "::1", port: 3 },
      ],
    });
    expect(
      compileRedisOptions({ redisHost: "a,b", failover: "true", sentinelMasterName: "primary" }),
    ).toMatchObject({
      topology: "sentinel",
      addresses: [
        { host: "a", port: 26_379 },
        { host: "b", port: 26_379 },
      ],
      sentinel: { masterName: "primary" },
    });
  });

  test("query indexes in Dapr's form, and none where none are given", () => {
    expect(compileRedisOptions({ redisHost: "a", queryindexes: people }).queryIndexes).toEqual([
      {
        name: "people",
        fields: [
          { key: "person.org", path: ["person", "org"], type: "TEXT", alias: "var0" },
          { key: "person.id", path: ["person", "id"], type: "NUMERIC", alias: "var1" },
        ],
      },
    ]);
    for (const none of ["", "[]", undefined]) {
      const raw = { redisHost: "a", ...(none !== undefined && { queryIndexes: none }) };
      expect(compileRedisOptions(raw).queryIndexes).toEqual([]);
    }
  });

  test("options of Dapr that have no effect here are accepted and reported", () => {
    const { withoutEffect } = compileRedisOptions({ redisHost: "a", redisMaxRetries: "3", PoolSize: "20" });
    expect([...withoutEffect].toSorted()).toEqual(["poolSize", "redisMaxRetries"]);
  });

  test("options of Dapr's shared Redis settings that are for pub/sub", () => {
    const { withoutEffect } = compileRedisOptions({
      redisHost: "a",
      redeliverInterval: "15s",
      processingTimeout: "60s",
    });
    expect(withoutEffect).toEqual(["redeliverInterval", "processingTimeout"]);
  });

  test.each([
    [{ readTimeout: "0" }, 3000],
    [{ readTimeout: "-1" }, 120_000],
    [{ writeTimeout: "-1ns" }, 120_000],
    [{ readTimeout: "7s", writeTimeout: 0 }, 7000],
  ])("limits for a reply that mean none or the default: %j", (limits, ms) => {
    expect(compileRedisOptions({ redisHost: "a", ...limits }).readTimeoutMs).toBe(ms);
  });

  test("where a store is, without its login", () => {
    const place = (raw: RawOptions) =>
      redisDriver.place?.(compileRedisOptions({ redisPassword: "s3same", ...raw }));
    expect(place({ redisHost: "a:7", redisDB: 3 })).toBe("database 3 at a:7");
    expect(place({ redisHost: "a,[::1]", redisType: "cluster" })).toBe("a cluster at a:6379, [::1]:6379");
  });

  test("a port that equals the one in the host", () => {
    expect(compileRedisOptions({ redisHost: "a:7", redisPort: "7" }).addresses).toEqual([
      { host: "a", port: 7 },
    ]);
  });

  test("unsupported options that are switched off", () => {
    expect(() => compileRedisOptions({ redisHost: "a", useEntraID: "false", oidcScopes: "" })).not.toThrow();
  });
});

describe("rejected", () => {
  test("every violation at once, each with its option's name", () => {
    const message = violationsOf({
      redisHost: "a",
      redisDB: "x",
      readTimeout: "soon",
      redisPort: "70000",
      nonsense: "1",
    });
    for (const name of ["redisDB:", "readTimeout:", "redisPort:", "nonsense:"])
      expect(message).toContain(name);
  });

  test("known options that are not supported say so", () => {
    expect(violationsOf({ redisHost: "a", useEntraID: "true" })).toMatch(/useEntraID: is not supported/);
    expect(violationsOf({ redisHost: "a", redisType: "cluster", queryIndexes: people })).toMatch(
      /queryIndexes: is not supported with redisType cluster/,
    );
  });

  const indexed = (...indexes: readonly unknown[]) => JSON.stringify([{ name: "n", indexes }]);
  test.each([
    ["{", /^queryIndexes: must be JSON: a list of/],
    ["{}", /^queryIndexes: must be JSON: a list of/],
    ["[1]", /^queryIndexes: \[0\]\.name: must be a string of 1 to 512 bytes/],
    ['[{"name":"n"}]', /^queryIndexes: \[0\]\.indexes: must be a list of 1 to 64$/],
    [indexed({ key: "a", type: "GEO" }), /indexes\[0\]\.type: must be one of NUMERIC, TEXT, TAG$/],
    [indexed({ key: "a[*]", type: "TAG" }), /indexes\[0\]\.key: must be member names with dots/],
    [indexed({ key: "a..b", type: "TAG" }), /indexes\[0\]\.key: must be member names/],
    [indexed({ key: "\n", type: "TAG" }), /indexes\[0\]\.key: must be member names/],
    [indexed({ type: "TAG" }), /indexes\[0\]\.key: must be member names/],
    [
      indexed({ key: "a", type: "TAG" }, { key: "a", type: "TEXT" }),
      /^queryIndexes: \[0\]\.indexes: names a key twice$/,
    ],
    [
      JSON.stringify([...JSON.parse(people), ...JSON.parse(people)]),
      /^queryIndexes: has the name "people" twice$/,
    ],
    [JSON.stringify(Array(33).fill({})), /queryIndexes: has 33 indexes; the limit is 32/],
  ])("invalid query indexes: %s", (queryIndexes, description) => {
    expect(violationsOf({ redisHost: "a", queryIndexes })).toMatch(description);
  });

  test.each([
    [{}, /redisHost: is missing/],
    [{ url: "http://x" }, /url: must be/],
    [{ url: "redis://%zz" }, /url: must be/],
    [{ redisHost: "a,b" }, /redisHost: names several hosts/],
    [{ redisHost: "a:0" }, /redisHost: must be/],
    [{ redisHost: "a:99999" }, /redisHost: must be/],
    [{ redisHost: "a", failover: "true" }, /sentinelMasterName: is missing/],
    [
      { redisHost: "a", redisType: "cluster", index: "true" },
      /index: is not supported with redisType cluster/,
    ],
    [{ redisHost: "a", redishost: "b" }, /redisHost: is given twice/],
    [{ redisHost: "a", readTimeout: "5 s" }, /readTimeout: must be a duration from 10 ms/],
    [{ redisHost: "," }, /redisHost: must be/],
    [{ redisHost: "a", poolSize: "many" }, /poolSize: must be a whole number/],
    [{ redisHost: "a", maxRetries: "abc" }, /maxRetries: must be a whole number/],
    [{ redisHost: "a", idleTimeout: "soon" }, /idleTimeout: must be a duration/],
    [{ redisHost: "h:46379", redisPort: "1" }, /redisPort: differs from the port in redisHost/],
    [{ redisHost: "a", enableTLS: "maybe" }, /enableTLS: must be true or false/],
  ])("%j", (raw, reason) => {
    expect(violationsOf(raw)).toMatch(reason);
  });

  test("no message holds a value, neither a password nor a URL", () => {
    const secret = "s3same";
    const raws: RawOptions[] = [
      { url: `redis://ada:${secret}@db:1:2:3` },
      { url: `http://ada:${secret}@db` },
      { url: `redis://ada:${secret}@db?redisDB=${secret}` },
      { redisHost: `${secret} ${secret}`, redisPassword: secret },
      { redisHost: "a", clientKey: secret, enableTLS: secret },
      { redisHost: "a", redisUsername: { secret } },
    ];
    for (const raw of raws) expect(violationsOf(raw)).not.toContain(secret);
  });
});
