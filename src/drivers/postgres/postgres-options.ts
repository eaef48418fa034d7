// The options of a Postgres store: a connection string or the names of Dapr's
// component, and a few additions. Checked once; all violations are reported at
// once, and none contains a secret.
import { parseDuration } from "../../driver-kit/duration.ts";
import { OptionReader } from "../../driver-kit/option-reader.ts";
import { timerMsMax } from "../../store/deadline-timer.ts";
import type { DriverEnvironment, RawOptions } from "../../store/driver.ts";
import type { PostgresHosts, ReportParameter } from "./connection/postgres-hosts.ts";
import { type PostgresLoginOptions, readConnectionParameters } from "./connection/postgres-parameters.ts";
import type { Pooling } from "./connection/postgres-session.ts";
import { type PostgresTlsOptions, readTlsOptions } from "./connection/postgres-tls-options.ts";
import { nameOptions } from "./postgres-option-names.ts";
import type { LayoutName } from "./schema/postgres-layout.ts";

/** The checked options of a Postgres store. */
export interface PostgresOptions extends PostgresHosts, PostgresLoginOptions, PostgresTlsOptions {
  /** The start-up parameter `options` of the server; empty: none. */
  readonly serverOptions: string;
  /** The maximum duration of one statement, in ms. Default: 20 s. */
  readonly timeoutMs: number;
  /** The maximum time of one attempt to connect to one address, in ms. Default: 5 s, and never above `timeoutMs`. */
  readonly connectTimeoutMs: number;
  /** Which of Dapr's layouts. Default: v2. */
  readonly layout: LayoutName;
  /** v1 only. Default: `state`. May include a schema: `schema.table`. */
  readonly tableName: string;
  /** v2 only: precedes `state`. Default: empty. May include a schema: `schema.`. */
  readonly tablePrefix: string;
  /** Default: `dapr_metadata`. */
  readonly metadataTableName: string;
  /** How often expired rows are removed, in ms; 0: never by this process. Default: 1 h. */
  readonly cleanupIntervalMs: number;
  /** The maximum number of expired rows that one statement removes. Default: 1000. */
  readonly cleanupRowsMax: number;
  /** The maximum number of connections in all: half for single statements, half for transactions. Default: 8. */
  readonly connectionsMax: number;
  /** How long a connection for transactions may be idle, in ms. Default: 5 min. */
  readonly connectionIdleMs: number;
  /** The option `pgbouncer`: true is `transaction`, false is `session`. Default: `detect`. */
  readonly pooling: Pooling;
  /** Names of given options and connection parameters that have no effect. */
  readonly withoutEffect: readonly string[];
}

const queryExecModes = [
  "cache_statement",
  "cache_describe",
  "describe_exec",
  "exec",
  "simple_protocol",
] as const;

const namePattern = /^[A-Za-z_][A-Za-z0-9_$]*(\.[A-Za-z_][A-Za-z0-9_$]*)?$/;
const prefixPattern = /^([A-Za-z_][A-Za-z0-9_$]*\.?)?[A-Za-z0-9_$]*$/;

// The server truncates names to 63 bytes (PostgreSQL documentation, 4.1.1); the longest one here is the table's name with
// `_pillion_idempotency`.
const identifierBytesMax = 63;
const tableNameBytesMax = identifierBytesMax - "_pillion_idempotency".length;

/** Checked options from raw ones and libpq's variables in the environment. Throws `invalid` with every violation. */
export function compilePostgresOptions(
  raw: RawOptions,
  environment: DriverEnvironment = {},
): PostgresOptions {
  const { options: named, withoutEffect, violations } = nameOptions(raw);
  const reader = new OptionReader(named);
  for (const { path, description } of violations) reader.violation(String(path[0]), description);
  const { parameters, hosts, login, other, homeFiles, report } = readConnectionParameters(
    reader,
    environment,
  );
  const parameter = (name: string): string | undefined => parameters.get(name) || undefined;
  const mode = reader.choice("queryExecMode", execMode(reader, parameter), queryExecModes);
  const layout = reader.choice<LayoutName>("layout", "v2", ["v1", "v2"]);
  const timeoutMs = duration(reader, "timeout", 20_000, 1_000);
  const options: PostgresOptions = {
    ...hosts,
    ...login,
    ...readTlsOptions(reader, parameters, homeFiles, report),
    serverOptions: other.serverOptions,
    timeoutMs,
    connectTimeoutMs: Math.min(timeoutMs, connectTimeoutMs(report, parameter("connect_timeout"))),
    layout,
    tableName: identifier(reader, "tableName", "state", namePattern),
    tablePrefix: identifier(reader, "tablePrefix", "", prefixPattern),
    metadataTableName: identifier(reader, "metadataTableName", "dapr_metadata", namePattern),
    cleanupIntervalMs: duration(reader, "cleanupInterval", 3_600_000, 0),
    cleanupRowsMax: reader.integer("cleanupRowsMax", 1000, { min: 1, max: 100_000 }),
    connectionsMax: connectionsMax(reader, parameter("pool_max_conns")),
    connectionIdleMs: idleMs(reader, parameter("pool_max_conn_idle_time")),
    pooling: poolingOf(reader, mode),
    withoutEffect: [...withoutEffect, ...other.withoutEffect],
  };
  if (layout === "v1") boundTableName(reader, "tableName", options.tableName);
  else boundTableName(reader, "tablePrefix", `${options.tablePrefix}state`);
  reader.finish();
  return options;
}

type ExecMode = (typeof queryExecModes)[number];

// Parameters of the connection string are defaults of the options with the same meaning.
function execMode(reader: OptionReader, parameter: (name: string) => string | undefined): ExecMode {
  const given = parameter("default_query_exec_mode") ?? "cache_statement";
  const mode = queryExecModes.find((known) => known === given);
  if (mode === undefined)
    reader.violation(
      "connectionString",
      `default_query_exec_mode must be one of ${queryExecModes.join(", ")}`,
    );
  return mode ?? "cache_statement";
}

function connectTimeoutMs(report: ReportParameter, parameter: string | undefined): number {
  const seconds = parameter === undefined ? 0 : Number(parameter);
  if (!Number.isSafeInteger(seconds) || seconds < 0)
    report("connect_timeout", "must be a whole number of seconds");
  return seconds > 0 ? seconds * 1000 : 5_000;
}

// Dapr's modes for PgBouncer prepare no statements.
function poolingOf(reader: OptionReader, mode: ExecMode): Pooling {
  const isGiven = reader.raw("pgbouncer") !== undefined;
  const isPooled = reader.flag("pgbouncer", false);
  if (isPooled || mode === "exec" || mode === "simple_protocol") return "transaction";
  return isGiven ? "session" : "detect";
}

const connectionsMaxDefault = 8;

// As in Dapr, one or less means the default.
function connectionsMax(reader: OptionReader, parameter: string | undefined): number {
  const bounds = { min: -1, max: 1000 };
  const fromOption = reader.integer("maxConns", 0, bounds);
  if (fromOption > 1) return fromOption;
  const fromString = parameter === undefined ? 0 : Number(parameter);
  if (Number.isSafeInteger(fromString) && fromString <= bounds.max)
    return fromString > 1 ? fromString : connectionsMaxDefault;
  reader.violation("connectionString", `pool_max_conns must be a whole number up to ${bounds.max}`);
  return connectionsMaxDefault;
}

function idleMs(reader: OptionReader, parameter: string | undefined): number {
  const msDefault = parameter === undefined ? 300_000 : parseDuration(parameter, Number.NaN);
  if (msDefault !== undefined && msDefault >= 0)
    return duration(reader, "connectionMaxIdleTime", msDefault, 0);
  reader.violation("connectionString", "pool_max_conn_idle_time must be a duration such as 30m");
  return duration(reader, "connectionMaxIdleTime", 300_000, 0);
}

function identifier(reader: OptionReader, name: string, textDefault: string, pattern: RegExp): string {
  const text = reader.text(name, textDefault);
  if (!pattern.test(text))
    reader.violation(
      name,
      "must consist of letters, digits, _ and $, with at most one dot, after the schema",
    );
  for (const part of text.split(".")) {
    const bytes = Buffer.byteLength(part);
    if (bytes > identifierBytesMax)
      reader.violation(name, `contains a name of ${bytes} bytes; the limit is ${identifierBytesMax}`);
  }
  return text;
}

function boundTableName(reader: OptionReader, name: string, table: string): void {
  const bytes = Buffer.byteLength(table.split(".").at(-1) ?? table);
  if (bytes > tableNameBytesMax)
    reader.violation(name, `results in a table name of ${bytes} bytes; the limit is ${tableNameBytesMax}`);
}

// A bare number is seconds, as in Dapr's Postgres component; otherwise Go's form, such as 1h30m.
function duration(reader: OptionReader, name: string, msDefault: number, msMin: number): number {
  const given = reader.raw(name);
  if (given === undefined || given === "") return msDefault;
  const ms = parseDuration(given, 1000);
  if (ms === undefined || ms > timerMsMax) {
    reader.violation(
      name,
      "must be a whole number of seconds or a duration such as 90s or 1h30m, at most 24 days",
    );
    return msDefault;
  }
  if (ms < msMin && msMin > 0) reader.violation(name, `must be at least ${msMin / 1000} s`);
  return Math.max(0, Math.round(ms));
}
