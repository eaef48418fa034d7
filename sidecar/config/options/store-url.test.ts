// Options in a store's URL reach the driver, and unknown ones are violations that show no value.
import { expect, test } from "vitest";
import { loadDriver } from "../../../src/index.ts";
import { loadConfig, violationText } from "../index.ts";
import { checkStores } from "../store-check.ts";

async function load(url: string) {
  const loaded = await loadConfig(["check", `--store=p=${url}`], {});
  const checked = await checkStores(loaded.stores, loadDriver);
  const options = loaded.stores[0]?.options.reveal();
  return { options, violations: [...loaded.violations, ...checked.violations].map(violationText).join("\n") };
}

test("options of the store in a Postgres URL reach the driver, and connection parameters stay in the URL", async () => {
  const url =
    "postgres://u:secret@db/app?layout=v1&tablename=carts&sslmode=disable&timeout=3s&application_name=a%20b";
  const { options, violations } = await load(url);
  expect(violations).toBe("");
  expect(options).toEqual({
    url: "postgres://u:secret@db/app?sslmode=disable&application_name=a+b",
    layout: "v1",
    tableName: "carts",
    timeout: "3s",
  });
});

test("search_path and connect_timeout are accepted in a Postgres URL", async () => {
  expect((await load("postgres://u:secret@db/app?search_path=carts&connect_timeout=3")).violations).toBe("");
});

test.each([
  ["secret", /url: must begin with one of embedded:, memory:/],
  ["redi://:secret@cache", /url: must begin with .*, not with "redi:"; did you mean redis:\?/],
  ["postgres://u:secret@db/app?layuot=v1", /layuot: is not an option; did you mean layout\?/],
  ["postgres://u:secret@db/app?layout=v1&Layout=v2", /layout: is in the URL twice/],
  ["postgres://u:secret@db/app?layout=secret", /layout: must be one of v1, v2/],
  ["postgres://u:secret@db:port/app", /url: must have a port from 1 to 65535/],
  ["postgres://u:secret@db:99999/app", /url: must have a port from 1 to 65535/],
  ["postgres://u:secret@[::1]:0/app", /url: must have a port from 1 to 65535/],
  ["postgres://u:secret@db/a b", /space/],
  ["postgres://u:secret@/app", /must name a host/],
  ["postgres://", /must name a host/],
  ["postgres:db/app", /is malformed/],
  ["redis://:secret@cache:6379?idnex=true", /idnex: is not an option/],
  ["redis://:secret@cache:99999", /url: its host must be host, host:port/],
  ["redis://:secret@ca che", /url: its host must be host, host:port/],
  ["redis://:secret@cache/carts", /url: its database must be a whole number from 0 to 1000000/],
  ["redis://:secret@cache?redisDB=x", /redisDB: must be a whole number/],
  ["redis://", /url: its host is missing/],
  ["memory:abc", /url: must not have a path: records are kept in memory only; write memory: or /],
  ["memory://abc?sweepIntervalMs=5", /url: must not have a path/],
])("%s is a violation that names the option and shows no secret", async (url, expected) => {
  const { violations } = await load(url);
  expect(violations).toMatch(expected);
  expect(violations).not.toContain("secret");
});

test.each([
  "memory",
  "postgres://db",
  "postgresql://u:p%40ss@[::1]:5432/app",
  "postgres://u@/app?host=/var/run/postgresql",
  "postgres://%2Fvar%2Frun%2Fpostgresql/app",
  "redis://cache?index=true",
])("%s is accepted", async (url) => expect((await load(url)).violations).toBe(""));

test("all violations of a Postgres URL are reported at once", async () => {
  const { violations } = await load(
    "postgres://u:secret@db/app?sslmode=foo&layout=v9&foo=1&timeout=1&Timeout=2",
  );
  expect(violations.split("\n")).toEqual([
    expect.stringMatching(/^--store: store "p": foo: is not an option/),
    expect.stringMatching(/^--store: store "p": timeout: is in the URL twice$/),
    expect.stringMatching(/^--store: store "p": layout: must be one of v1, v2$/),
    expect.stringMatching(/^--store: store "p": .*sslmode: must be one of disable, /),
  ]);
});
