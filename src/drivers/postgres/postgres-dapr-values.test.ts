// Values that daprd takes for its Postgres component. The rows were compared with
// the decoder of components-contrib 1.18.3: each value means the same here, and a
// warning says where another value is used.
import { expect, it } from "vitest";
import type { RawOptions } from "../../store/driver.ts";
import { compilePostgresOptions, type PostgresOptions } from "./postgres-options.ts";
import { idempotencyTable, layoutOf } from "./schema/postgres-layout.ts";
import { keyIndex } from "./schema/postgres-schema.ts";

type Expected = Partial<PostgresOptions>;

const defaults = {
  timeoutMs: 20_000,
  cleanupIntervalMs: 3_600_000,
  connectionsMax: 8,
  connectionIdleMs: 300_000,
  pooling: "detect",
  tablePrefix: "",
} as const;

const timerMsMax = 2 ** 31 - 1;

const rows: readonly (readonly [RawOptions, Expected])[] = [
  [{ timeout: "5" }, { timeoutMs: 5000 }],
  [{ timeout: "+5" }, { timeoutMs: 5000 }],
  [{ timeout: "1500ms" }, { timeoutMs: 1500 }],
  [{ timeout: "1.s" }, { timeoutMs: 1000 }],
  [{ timeout: "+1s" }, { timeoutMs: 1000 }],
  [{ timeout: "1h30m" }, { timeoutMs: 5_400_000 }],
  [{ timeoutInSeconds: "7" }, { timeoutMs: 7000 }],
  [{ timeout: "" }, defaults],
  [{ cleanupInterval: "+5" }, { cleanupIntervalMs: 5000 }],
  [{ cleanupInterval: ".5s" }, { cleanupIntervalMs: 500 }],
  [{ cleanupInterval: "5µs" }, { cleanupIntervalMs: 1 }],
  [{ cleanupInterval: "5μs" }, { cleanupIntervalMs: 1 }],
  [{ cleanupInterval: "0" }, { cleanupIntervalMs: 0 }],
  [{ cleanupInterval: "-1" }, { cleanupIntervalMs: 0 }],
  [{ cleanupInterval: "-1s" }, { cleanupIntervalMs: 0 }],
  [{ cleanupInterval: "" }, defaults],
  [{ cleanupIntervalInSeconds: "-1" }, { cleanupIntervalMs: 0 }],
  [{ connectionMaxIdleTime: "5" }, { connectionIdleMs: 5000 }],
  [{ connectionMaxIdleTime: "0" }, defaults],
  [{ connectionMaxIdleTime: "-1s" }, defaults],
  [{ connectionMaxIdleTime: "" }, defaults],
  [{ maxConns: "5" }, { connectionsMax: 5 }],
  [{ maxConns: "+5" }, { connectionsMax: 5 }],
  [{ maxConns: "007" }, { connectionsMax: 7 }],
  [{ maxConns: "010" }, { connectionsMax: 8 }],
  [{ maxConns: "0x10" }, { connectionsMax: 16 }],
  [{ maxConns: "0b11" }, { connectionsMax: 3 }],
  [{ maxConns: "1_0" }, { connectionsMax: 10 }],
  [{ maxConns: "1" }, defaults],
  [{ maxConns: "-7" }, defaults],
  [{ maxConns: "" }, defaults],
  [{ useAzureAD: "", useAWSIAM: "no" }, defaults],
  [{ useAzureAD: "maybe", useAWSIAM: "0" }, defaults],
  [{ queryExecMode: "" }, defaults],
  [{ queryExecMode: "exec" }, { pooling: "transaction" }],
  [{ tablePrefix: "" }, defaults],
  [{ host: "", port: "", user: "", password: "", database: "", sslRootCert: "" }, defaults],
  [{ pgbouncer: "TRUE" }, { pooling: "transaction" }],
  [{ pgbouncer: "no" }, { pooling: "session" }],
];

it.each(rows)("%j means the same as in daprd", (raw, expected) => {
  const options = compilePostgresOptions({ connectionString: "host=h", ...raw });
  expect(options).toMatchObject(expected);
  expect(options.warnings).toEqual([]);
});

it.each<readonly [RawOptions, Expected, string]>([
  [{ timeout: "720h" }, { timeoutMs: timerMsMax }, "option timeout has to be at most 2147483647 ms"],
  [
    { cleanupInterval: "720h" },
    { cleanupIntervalMs: timerMsMax },
    "option cleanupInterval has to be at most",
  ],
  [
    { connectionMaxIdleTime: "90000h" },
    { connectionIdleMs: timerMsMax },
    "option connectionMaxIdleTime has to be",
  ],
  [{ maxConns: "5000" }, { connectionsMax: 1000 }, "option maxConns has to be at most 1000: 1000 is used"],
  [
    { timeout: "5", timeoutInSeconds: "9" },
    { timeoutMs: 5000 },
    "option timeoutInSeconds is ignored, because timeout",
  ],
  [{ layout: "v1", tableName: "x".repeat(70) }, {}, "option tableName has a name of 70 characters"],
  [{ tablePrefix: "x".repeat(60) }, {}, "option tablePrefix has a name of 65 characters"],
  [{ metadataTableName: "x".repeat(64) }, {}, "option metadataTableName has a name of 64 characters"],
])("%j is accepted with a warning", (raw, expected, warning) => {
  const options = compilePostgresOptions({ connectionString: "host=h", ...raw });
  expect(options).toMatchObject(expected);
  expect(options.warnings).toEqual([expect.stringContaining(warning)]);
});

it.each([
  [{ maxConns: "5.0" }, "maxConns"],
  [{ maxConns: " 5" }, "maxConns"],
  [{ maxConns: "1e1" }, "maxConns"],
  [{ maxConns: "99999999999999999999" }, "maxConns"],
  [{ timeout: "1d" }, "timeout"],
  [{ timeout: "3S" }, "timeout"],
  [{ timeout: "-1" }, "timeout"],
  [{ cleanupInterval: "1 s" }, "cleanupInterval"],
  [{ queryExecMode: "EXEC" }, "queryExecMode"],
])("%j is rejected, as by daprd", (raw, name) => {
  expect(() => compilePostgresOptions({ connectionString: "host=h", ...raw })).toThrow(`${name}: must be`);
});

const names = (tableName: string) =>
  layoutOf("v1", { tableName, tablePrefix: "", metadataTableName: "dapr_metadata" });

it.each([
  ["DaprState", '"daprstate"', "daprstate"],
  ['"DaprState"', '"DaprState"', "DaprState"],
  ['"my-schema".State', '"my-schema"."state"', "state"],
  ['MySchema."My State"', '"myschema"."My State"', "My State"],
  ["x".repeat(70), `"${"x".repeat(63)}"`, "x".repeat(63)],
])("the table name %s is what the server reads in a statement of daprd", (tableName, table, bareTable) => {
  expect(names(tableName)).toMatchObject({ table, bareTable });
});

it("names that are derived from a table's name differ from it and from those of other tables, and are not truncated", () => {
  const tables = ["x".repeat(43), "x".repeat(44), "x".repeat(63), `${"x".repeat(62)}y`].map(names);
  const derived = tables.flatMap((layout) => [idempotencyTable(layout), keyIndex(layout), layout.table]);
  expect(new Set(derived).size).toBe(derived.length);
  for (const name of derived) expect(name.length).toBeLessThanOrEqual(65);
  expect(idempotencyTable(names("x".repeat(43)))).toBe(`"${"x".repeat(43)}_pillion_idempotency"`);
});
