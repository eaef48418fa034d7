// The options of a Postgres store: a connection string or the names of Dapr's
// component, and a few additions. Checked once; all violations are reported at
// once, and none contains a secret.
import { parseDuration, parseGoInteger } from "../../driver-kit/duration.ts";
import { OptionReader } from "../../driver-kit/option-reader.ts";
import { type AuthorityPlaces, authorityPlaces } from "../../driver-kit/system-authorities.ts";
import { timerMsMax } from "../../store/deadline-timer.ts";
import type { DriverEnvironment, RawOptions } from "../../store/driver.ts";
import type { PostgresHosts, ReportParameter } from "./connection/postgres-hosts.ts";
import { type PostgresLoginOptions, readConnectionParameters } from "./connection/postgres-parameters.ts";
import type { Pooling } from "./connection/postgres-session.ts";
import { type PostgresTlsOptions, readTlsOptions } from "./connection/postgres-tls-options.ts";
import { nameOptions } from "./postgres-option-names.ts";
import { tableNames } from "./postgres-table-names.ts";
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
  /** Where the authorities of the system are. */
  readonly authorities: AuthorityPlaces;
  /** Names of given options and connection parameters that have no effect. */
  readonly withoutEffect: readonly string[];
  /** Texts for the log about options that are accepted, but not as they are written. */
  readonly warnings: readonly string[];
}

const queryExecModes = [
  "cache_statement",
  "cache_describe",
  "describe_exec",
  "exec",
  "simple_protocol",
] as const;

/** Checked options from raw ones and libpq's variables in the environment. Throws `invalid` with every violation. */
export function compilePostgresOptions(
  raw: RawOptions,
  environment: DriverEnvironment = {},
): PostgresOptions {
  const { options: named, withoutEffect, violations, ignored } = nameOptions(raw);
  const reader = new OptionReader(named);
  for (const [name, used] of ignored) reader.warn(name, `is ignored, because ${used} is given too`);
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
    authorities: authorityPlaces(environment),
    timeoutMs,
    connectTimeoutMs: Math.min(timeoutMs, connectTimeoutMs(report, parameter("connect_timeout"))),
    layout,
    ...tableNames(reader, layout),
    cleanupIntervalMs: duration(reader, "cleanupInterval", 3_600_000, 0),
    cleanupRowsMax: reader.integer("cleanupRowsMax", 1000, { min: 1, max: 100_000 }),
    connectionsMax: connectionsMax(reader, parameter("pool_max_conns")),
    connectionIdleMs: idleMs(reader, parameter("pool_max_conn_idle_time")),
    pooling: poolingOf(reader, mode),
    withoutEffect: [...withoutEffect, ...other.withoutEffect],
    warnings: reader.warnings,
  };
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
  const bounds = { min: 2, max: 1000 };
  const raw = reader.raw("maxConns");
  const fromOption = raw === undefined ? 0 : parseGoInteger(raw);
  if (fromOption === undefined) reader.violation("maxConns", "must be a whole number");
  if (fromOption !== undefined && fromOption > 1) return reader.clamped("maxConns", fromOption, bounds, "");
  const fromString = parameter === undefined ? 0 : Number(parameter);
  if (Number.isSafeInteger(fromString) && fromString <= bounds.max)
    return fromString > 1 ? fromString : connectionsMaxDefault;
  reader.violation("connectionString", `pool_max_conns must be a whole number up to ${bounds.max}`);
  return connectionsMaxDefault;
}

function idleMs(reader: OptionReader, parameter: string | undefined): number {
  const msDefault = parameter === undefined ? 300_000 : parseDuration(parameter, Number.NaN);
  // As in Dapr, 0 and less mean the default.
  if (msDefault !== undefined && msDefault >= 0)
    return duration(reader, "connectionMaxIdleTime", msDefault, 0) || msDefault;
  reader.violation("connectionString", "pool_max_conn_idle_time must be a duration such as 30m");
  return duration(reader, "connectionMaxIdleTime", 300_000, 0);
}

// A bare number is seconds, as in Dapr's Postgres component; otherwise Go's form, such as 1h30m.
function duration(reader: OptionReader, name: string, msDefault: number, msMin: number): number {
  const given = reader.raw(name);
  if (given === undefined) return msDefault;
  const ms = parseDuration(given, 1000);
  if (ms === undefined) {
    reader.violation(name, "must be a whole number of seconds or a duration such as 90s or 1h30m");
    return msDefault;
  }
  if (ms < msMin && msMin > 0) reader.violation(name, `must be at least ${msMin / 1000} s`);
  // What is shorter than a timer can wait is not zero, which has another meaning.
  return reader.clamped(name, Math.ceil(Math.max(0, ms)), { min: 0, max: timerMsMax }, " ms");
}
