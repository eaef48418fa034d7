// The environment of the process reaches the drivers: the variables that the clients
// of a database read count here, too, or prevent the start.
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { sharedPostgresUrl } from "../servers/test-servers.ts";
import { ensureBuilt, ProcessFixture } from "./sidecar-process.ts";

beforeAll(ensureBuilt, 120_000);

let fixture: ProcessFixture;
beforeEach(() => {
  fixture = new ProcessFixture();
});
afterEach(() => fixture.dispose());

test("libpq's variables say where a store is, and what is not supported is rejected at the start", async () => {
  const words = ["check", "--store=p=postgres://db/?layout=v1"];
  const valid = fixture.spawn(words, { PGPORT: "5433", PGDATABASE: "shop", PGUSER: "me" });
  const rejected = { PGREQUIREAUTH: "scram-sha-256", PGPORT: "x" };
  const invalid = fixture.spawn(words, rejected);
  const memory = fixture.spawn(["check", "--store=m=memory:"], rejected);
  expect((await valid.exit).code).toBe(0);
  expect(valid.stdout).toContain("shop at db:5433");
  expect((await invalid.exit).code).toBe(2);
  expect(invalid.stderr).toContain("PGREQUIREAUTH: is set in the environment and not supported");
  expect(invalid.stderr).toContain("PGPORT: must be a whole number");
  expect((await memory.exit).code).toBe(0);
});

test("PGSSLMODE=verify-full does not connect to a server without TLS", async () => {
  const url = await sharedPostgresUrl();
  const sidecar = fixture.spawn([`--store=p=${url}`], { PGSSLMODE: "verify-full" });
  await expect.poll(() => sidecar.stderr, { timeout: 20_000 }).toContain("Postgres does not offer TLS");
  expect((await sidecar.get("k").catch((thrown: Error) => thrown)) as unknown).toBeInstanceOf(Error);
});
