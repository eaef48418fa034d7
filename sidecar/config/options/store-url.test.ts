// A store's URL means what it says: its options reach the driver, and what
// nobody knows is a fault of the check, without a value in the message.
import { expect, test } from "vitest";
import { loadDriver } from "../../../src/index.ts";
import { faultText, loadConfig } from "../index.ts";
import { checkStores } from "../store-check.ts";

const noResources = async () => {
  throw new Error("there are no such files");
};

async function load(url: string) {
  const loaded = await loadConfig(["check", `--store=p=${url}`], {}, noResources);
  const checked = await checkStores(loaded.stores, loadDriver);
  const options = loaded.stores[0]?.options.reveal();
  return { options, faults: [...loaded.faults, ...checked.faults].map(faultText).join("\n") };
}

test("options of the store in a Postgres URL reach the driver, and words of the library stay in it", async () => {
  const url =
    "postgres://u:secret@db/app?layout=v1&tablename=carts&sslmode=disable&timeout=3s&application_name=a%20b";
  const { options, faults } = await load(url);
  expect(faults).toBe("");
  expect(options).toEqual({
    url: "postgres://u:secret@db/app?sslmode=disable&application_name=a+b",
    layout: "v1",
    tableName: "carts",
    timeout: "3s",
  });
});

test("the schema and the patience of a Postgres URL are taken, too", async () => {
  expect((await load("postgres://u:secret@db/app?search_path=carts&connect_timeout=3")).faults).toBe("");
});

test.each([
  ["postgres://u:secret@db/app?layuot=v1", /"layuot".*did you mean layout\?/],
  ["postgres://u:secret@db/app?layout=v1&Layout=v2", /"layout" twice/],
  ["postgres://u:secret@db/app?layout=secret", /layout: must be one of v1, v2/],
  ["postgres://u:secret@db:port/app", /port that is no number/],
  ["postgres://u:secret@db:99999/app", /port that is no number/],
  ["postgres://u:secret@[::1]:0/app", /port that is no number/],
  ["postgres://u:secret@db/a b", /blank/],
  ["postgres://u:secret@/app", /no host/],
  ["postgres://", /no host/],
  ["postgres:db/app", /malformed|no host/],
  ["redis://:secret@cache:6379?idnex=true", /idnex: is not an option/],
  ["redis://:secret@cache:99999", /redisHost/],
  ["redis://:secret@ca che", /redisHost|url/],
])("%s is a fault that names what is wrong and tells no secret", async (url, expected) => {
  const { faults } = await load(url);
  expect(faults).toMatch(expected);
  expect(faults).not.toContain("secret");
});

test.each([
  "postgres://db",
  "postgresql://u:p%40ss@[::1]:5432/app",
  "postgres://u@/app?host=/var/run/postgresql",
  "postgres://%2Fvar%2Frun%2Fpostgresql/app",
  "redis://cache?index=true",
])("%s is taken", async (url) => expect((await load(url)).faults).toBe(""));
