// The parameters of a connection string on a real server: records are stored in the
// database and the schema that it names, and nowhere else.
import { Client } from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { postgresDriver } from "../../src/drivers/postgres/postgres-driver.ts";
import { createCall, systemClock } from "../../src/index.ts";
import { type PostgresServer, startPostgres } from "../servers/postgres-server.ts";
import { postgresHome } from "../servers/test-servers.ts";

let server: PostgresServer;
let url: URL;

beforeAll(async () => {
  server = await startPostgres(postgresHome(), { password: "p" });
  url = new URL(server.url);
  await run(url.href, "CREATE DATABASE shop");
  url.pathname = "/shop";
  await run(url.href, "CREATE SCHEMA sch");
});

afterAll(() => server.process.stop());

async function run(connectionString: string, text: string) {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

it("a store with key=value pairs has its table in the given database and search_path", async () => {
  const connectionString = `host=${url.hostname} port=${url.port} user=${url.username} password=${url.password} database=shop search_path=sch connect_timeout=10`;
  const context = { clock: systemClock, random: Math.random, log: () => undefined, storeName: "s" };
  const store = await postgresDriver.open(
    postgresDriver.compile({ connectionString, layout: "v1", tableName: "carts" }),
    context,
  );
  try {
    await store.ping(createCall());
  } finally {
    await store.close();
  }
  const found = await run(
    url.href,
    "SELECT table_schema AS schema FROM information_schema.tables WHERE table_name = 'carts'",
  );
  expect(found).toEqual([{ schema: "sch" }]);
});
