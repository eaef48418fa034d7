// Which options a Postgres store accepts, and how the others are rejected.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { makeAuthority, signCertificate } from "../../../test/wire/certificates.ts";
import { postgresDriver } from "./postgres-driver.ts";
import { compilePostgresOptions } from "./postgres-options.ts";

const folder = mkdtempSync(join(tmpdir(), "pillion-options-"));
const authority = makeAuthority("authority");
const identity = signCertificate(authority, { name: "me" });
const pems: Readonly<Record<string, string>> = {
  cert: identity.cert,
  key: identity.key,
  other: signCertificate(authority, { name: "me" }).key,
};
for (const [name, pem] of Object.entries(pems)) writeFileSync(join(folder, name), pem);
afterAll(() => rmSync(folder, { recursive: true }));

const rejectionOf = (raw: Readonly<Record<string, unknown>>): string => {
  try {
    compilePostgresOptions(raw);
  } catch (thrown) {
    return (thrown as Error).message;
  }
  return "accepted";
};

it("without options the layout is Dapr's v2, with its defaults", () => {
  expect(compilePostgresOptions({})).toMatchObject({
    layout: "v2",
    tablePrefix: "",
    metadataTableName: "dapr_metadata",
    timeoutMs: 20_000,
    cleanupIntervalMs: 3_600_000,
    pooling: "detect",
  });
});

it.each([
  [{}, "detect"],
  [{ pgbouncer: "true" }, "transaction"],
  [{ pgbouncer: false }, "session"],
  [{ queryExecMode: "exec" }, "transaction"],
  [{ queryExecMode: "cache_statement" }, "detect"],
])("how connections keep sessions with %j is %s", (raw, pooling) => {
  expect(compilePostgresOptions(raw).pooling).toBe(pooling);
});

it("Dapr's names are accepted in any case, and so are its older names", () => {
  const options = compilePostgresOptions({
    CONNECTIONSTRING: "postgres://u@h/d",
    TimeoutInSeconds: "30",
    cleanupintervalinseconds: 60,
    MaxConns: "4",
  });
  expect(options).toMatchObject({
    user: "u",
    database: "d",
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
  expect(rejectionOf({ connectionString: text.replace("''", "\\'") })).toBe("accepted");
  const options = compilePostgresOptions({ connectionString: text.replace("''", "\\'") });
  expect(options).toMatchObject({
    hosts: [{ name: "db", port: 5433 }],
    user: "me",
    password: "it's",
    database: "state",
    sslMode: "verify-full",
  });
});

it.each([
  [{ connectionString: "mysql://x" }, /connectionString: must begin with postgres:\/\//],
  [{ port: 70_000 }, /port: must be a whole number from 1 to 65535/],
  [{ tableName: "a; DROP TABLE b" }, /tableName: must consist of letters/],
  [{ url: "postgres://u:p@h:port/d" }, /connectionString: port: must be a whole number from 1 to 65535/],
  [{ url: "postgres://u:p#@h/d" }, /connectionString: cannot be read as a URL: escape special characters/],
  [{ url: "postgres://u:p%@h/d" }, /connectionString: cannot be read as a URL: escape special characters/],
  [{ timeout: "soon" }, /timeout: must be a whole number of seconds or a duration/],
  [{ timeout: "500ms" }, /timeout: must be at least 1 s/],
  [{ sslMode: "always" }, /sslMode: must be one of disable, allow, prefer/],
  [{ layout: "v3" }, /layout: must be one of v1, v2/],
  [{ sslRootCert: "/no/such/file.pem" }, /sslRootCert: the file cannot be read/],
  [{ colour: "red" }, /colour: is not an option/],
  [{ useAWSIAM: "true" }, /useAWSIAM: is not supported/],
  [{ timeout: "5", Timeout: "5" }, /Timeout: is given twice/],
  [{ tableName: '"a""b"' }, /tableName: must consist of letters/],
  [{ tableName: "a.b.c" }, /tableName: must consist of letters/],
])("%j is rejected", (raw, message) => {
  expect(rejectionOf(raw)).toMatch(message);
});

it("two violations are reported together, without a secret", () => {
  const message = rejectionOf({ password: "canary", port: 0, maxConns: "many" });
  expect(message).toMatch(/port:.*maxConns:/s);
  expect(message).not.toContain("canary");
});

it.each([
  ["host=h user=u port=5432 connect_timeout=10 database=dapr_test"],
  ["host=h user=u dbname=dapr_test"],
  ["postgres://u@h/?database=dapr_test"],
  ["postgres://u@h/other?dbname=dapr_test"],
])("the database of %s is dapr_test, by either of its names", (connectionString) => {
  expect(compilePostgresOptions({ connectionString }).database).toBe("dapr_test");
});

it("the place of a store is shown without its login", () => {
  const place = (raw: Readonly<Record<string, unknown>>) =>
    postgresDriver.place?.(compilePostgresOptions({ password: "canary", ...raw }));
  expect(place({ connectionString: "host=h user=u password=canary database=pc" })).toBe("pc at h:5432");
  expect(place({ url: "postgres://u@/d?host=/run/pg" })).toBe("d at /run/pg");
});

it("options take precedence over the parts of the connection string", () => {
  const options = compilePostgresOptions({
    connectionString: "postgres://a:b@c:1/d?user=e&hostaddr=192.0.2.1",
    host: "h",
    port: 2,
    user: "u",
    password: "p?&",
    database: "x y",
  });
  expect(options).toMatchObject({
    hosts: [{ name: "h", address: undefined, port: 2 }],
    user: "u",
    password: "p?&",
    database: "x y",
  });
});

it("an unknown parameter is sent to the server as a run-time parameter", () => {
  const connectionString = "host=h options='-c work_mem=1MB' search_path='a, b' my.word=x";
  const { serverOptions } = compilePostgresOptions({ connectionString });
  expect(serverOptions).toBe("-c work_mem=1MB -c search_path=a,\\ b -c my.word=x");
});

it.each([
  ["sslmod=require", "sslmod", "sslmode"],
  ["prot=5432", "prot", "port"],
  ["pasword=canary", "pasword", "password"],
  ["passwd=canary", "passwd", "password"],
  ["pwd=canary", "pwd", "password"],
  ["Passphrase=canary", "passphrase", "password"],
  ["username=u", "username", "user"],
  ["ssl=true", "ssl", "sslmode"],
  ["target_session_attr=primary", "target_session_attr", "target_session_attrs"],
  ["require_auht=none", "require_auht", "require_auth"],
  ["gssencmod=disable", "gssencmod", "gssencmode"],
  ["statement_timeoutt=1", "statement_timeoutt", "statement_timeout"],
  ["databse=d", "databse", "database"],
])("a misspelt parameter is not sent to the server: %s", (pair, name, meant) => {
  const message = `connectionString: ${name} is not a parameter; did you mean ${meant}?`;
  expect(rejectionOf({ connectionString: `host=h ${pair}` })).toBe(message);
  expect(rejectionOf({ connectionString: `postgres://h/d?${pair}` })).toBe(message);
});

it("no run-time parameter of a session is taken for a misspelt parameter", () => {
  const settable =
    "jit role datestyle timezone work_mem geqo extra_float_digits search_path password_encryption transaction_timeout " +
    "session_replication_role default_transaction_isolation bytea_output row_security log_statement my.pasword";
  for (const name of settable.split(" ")) {
    const { serverOptions } = compilePostgresOptions({ connectionString: `host=h ${name}=x` });
    expect(serverOptions).toBe(`-c ${name}=x`);
  }
});

it("parameters of the Go library set the options of the same meaning, and an option takes precedence", () => {
  const connectionString =
    "postgres://u@h/d?pool_max_conns=3&pool_max_conn_idle_time=1m&connect_timeout=2&default_query_exec_mode=exec";
  expect(compilePostgresOptions({ connectionString })).toMatchObject({
    connectionsMax: 3,
    connectionIdleMs: 60_000,
    connectTimeoutMs: 2000,
    pooling: "transaction",
  });
  expect(compilePostgresOptions({ connectionString, maxConns: 5 }).connectionsMax).toBe(5);
});

it("parameters that have no effect are reported", () => {
  const connectionString = "host=h gssencmode=prefer statement_cache_capacity=0 statement_timeout=1";
  expect(compilePostgresOptions({ connectionString }).withoutEffect).toEqual([
    "gssencmode",
    "statement_cache_capacity",
    "statement_timeout",
  ]);
});

it.each([
  ["service=x", /connectionString: service is not supported/],
  ["host=h pool_max_conns=many", /connectionString: pool_max_conns must be a whole number/],
  ["host=h connect_timeout=soon", /connectionString: connect_timeout: must be a whole number of seconds/],
  ["host=h gssencmode=require", /connectionString: gssencmode is not supported/],
  ["host=h channel_binding=require", /connectionString: channel_binding is not supported/],
  ["host=h pool_max_conn_idle_time=1", /connectionString: pool_max_conn_idle_time must be a duration/],
  ["host=h default_query_exec_mode=none", /connectionString: default_query_exec_mode must be one of/],
  ["postgres://h/?a-b=c", /connectionString: has a parameter whose name has characters other than/],
])("the connection string %s is rejected", (connectionString, message) => {
  expect(rejectionOf({ connectionString })).toMatch(message);
});

it.each([[0], ["1"], ["-1"]])("maxConns %s means the default", (maxConns) => {
  expect(compilePostgresOptions({ maxConns }).connectionsMax).toBe(8);
});

it("logins that are switched off are as if not given, and their details are reported as without effect", () => {
  const options = compilePostgresOptions({ useAWSIAM: "false", UseAzureAD: "", awsRegion: "x" });
  expect(options.withoutEffect).toEqual(["awsRegion"]);
});

it("only the first `?` of a URI begins its parameters", () => {
  const connectionString = "postgres://u@h/d?password=a?b&sslmode=verify-full";
  expect(compilePostgresOptions({ connectionString }).sslMode).toBe("verify-full");
  expect(compilePostgresOptions({ connectionString }).password).toBe("a?b");
});

it("a client certificate and its key are read from their files", () => {
  const connectionString = `postgres://u@h/d?sslcert=${join(folder, "cert")}&sslkey=${join(folder, "key")}`;
  expect(compilePostgresOptions({ connectionString })).toMatchObject({
    sslMode: "prefer",
    sslIdentity: identity,
  });
});

it.each([
  ["sslcert=cert", /connectionString: sslcert: is given without sslkey/],
  ["sslkey=key", /connectionString: sslkey: is given without sslcert/],
  ["sslcert=none sslkey=key", /connectionString: sslcert: the file cannot be read/],
  ["sslcert=cert sslkey=none", /connectionString: sslkey: the file cannot be read/],
  ["sslcert=key sslkey=key", /connectionString: sslcert: the file has no certificate in PEM/],
  ["sslcert=cert sslkey=cert", /connectionString: sslkey: the file has no private key in PEM/],
  ["sslcert=cert sslkey=other", /connectionString: sslcert: does not match sslkey/],
])("%s is rejected", (files, message) => {
  const connectionString = `host=h ${files.replaceAll("=", `=${folder}/`)}`;
  expect(rejectionOf({ connectionString })).toMatch(message);
});
