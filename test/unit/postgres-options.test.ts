// What a Postgres store may be told, and what is refused by name.
import { expect, it } from "vitest";
import { compilePostgresOptions } from "../../src/drivers/postgres/postgres-options.ts";

const refusal = (raw: Readonly<Record<string, unknown>>): string => {
  try {
    compilePostgresOptions(raw);
  } catch (thrown) {
    return (thrown as Error).message;
  }
  return "it was accepted";
};

it("nothing said is Dapr's v2 layout with its defaults", () => {
  expect(compilePostgresOptions({})).toMatchObject({
    layout: "v2",
    tablePrefix: "",
    metadataTableName: "dapr_metadata",
    timeoutMs: 20_000,
    cleanupIntervalMs: 3_600_000,
    pgbouncer: false,
  });
});

it("Dapr's names are known in any case, and the old ones, too", () => {
  const options = compilePostgresOptions({
    CONNECTIONSTRING: "postgres://u@h/d",
    TimeoutInSeconds: "30",
    cleanupintervalinseconds: 60,
    MaxConns: "4",
  });
  expect(options).toMatchObject({
    connectionString: "postgres://u@h/d",
    timeoutMs: 30_000,
    cleanupIntervalMs: 60_000,
    connectionsMax: 4,
  });
});

it.each([
  ["90s", 90_000],
  ["1h30m", 5_400_000],
  ["1.5s", 1500],
  [45, 45_000],
])("a duration of %s is %d ms", (timeout, ms) => {
  expect(compilePostgresOptions({ timeout }).timeoutMs).toBe(ms);
});

it("key=value pairs are read as a URI would be, quotes and all", () => {
  const text = "host=db port=5433 user=me password='it''s' dbname=state sslmode=verify-full";
  expect(refusal({ connectionString: text.replace("''", "\\'") })).toBe("it was accepted");
  const options = compilePostgresOptions({ connectionString: text.replace("''", "\\'") });
  expect(options).toMatchObject({
    connectionString: "postgres://me:it's@db:5433/state",
    sslMode: "verify-full",
  });
});

it.each([
  [{ connectionString: "mysql://x" }, /connectionString: must begin with postgres:\/\//],
  [{ port: 70_000 }, /port: must be a whole number from 1 to 65535/],
  [{ tableName: "a; DROP TABLE b" }, /tableName: must be letters/],
  [{ tablePrefix: "x".repeat(39) }, /tablePrefix: makes a table name of 44 bytes; the limit is 43/],
  [{ layout: "v1", tableName: `s.${"x".repeat(44)}` }, /tableName: makes a table name of 44 bytes/],
  [{ metadataTableName: "x".repeat(64) }, /metadataTableName: has a name of 64 bytes in it; the limit is 63/],
  [{ url: "postgres://u:p@h:port/d" }, /connectionString: cannot be read as a URL/],
  [{ timeout: "soon" }, /timeout: must be whole seconds or a duration/],
  [{ timeout: "500ms" }, /timeout: must be at least 1 s/],
  [{ sslMode: "allow" }, /sslMode: must be one of/],
  [{ cleanupInterval: "90000h" }, /cleanupInterval: .* at most 24 days/],
  [{ layout: "v3" }, /layout: must be one of v1, v2/],
  [{ sslRootCert: "/no/such/file.pem" }, /sslRootCert: the file cannot be read/],
  [{ colour: "red" }, /colour: is not an option/],
  [{ useAWSIAM: "true" }, /useAWSIAM: is known to Dapr but not supported here/],
  [{ url: "postgres://a@b/c", connectionString: "postgres://a@b/c" }, /is given twice/],
])("%j is refused", (raw, message) => {
  expect(refusal(raw)).toMatch(message);
});

it("two faults are told together, and no secret", () => {
  const message = refusal({ password: "canary", port: 0, maxConns: 1 });
  expect(message).toMatch(/port:.*maxConns:/s);
  expect(message).not.toContain("canary");
});
