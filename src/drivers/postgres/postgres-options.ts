// The options of a Postgres store: a URL or the names of Dapr's component, in
// any case, and a few of ours. Checked once; every fault is told at once, none
// with a secret in it.
import { readFileSync } from "node:fs";
import { createSecureContext } from "node:tls";
import { Client } from "pg";
import { parseDuration } from "../../driver-kit/duration.ts";
import { OptionReader } from "../../driver-kit/option-reader.ts";
import { violationError } from "../../model/errors.ts";
import { timerMsMax } from "../../store/deadline-timer.ts";
import type { RawOptions } from "../../store/driver.ts";
import {
  type ConnectionString,
  connectionWords,
  readConnectionString,
} from "./connection/postgres-connection-string.ts";
import type { LayoutName } from "./schema/postgres-layout.ts";

/** The checked options of a Postgres store. */
export interface PostgresOptions {
  /**
   * A connection string as URI, the parts below laid over its own, without what it says of TLS; empty: the parts below, then
   * the PG… variables.
   */
  readonly connectionString: string;
  readonly host: string | undefined;
  readonly port: number | undefined;
  readonly database: string | undefined;
  readonly user: string | undefined;
  readonly password: string | undefined;
  /** Default: `prefer`, or `verify-full` if an authority is named. */
  readonly sslMode: SslMode;
  /** The certificates of trusted authorities, in PEM; undefined: those of the system. */
  readonly sslRootCertificates: string | undefined;
  /** What this side shows to a server that asks who it is; undefined: nothing. */
  readonly sslIdentity: SslIdentity | undefined;
  /** Longest time of one statement, in ms. Default: 20 s. */
  readonly timeoutMs: number;
  /** Longest time of making a connection, in ms. Default: 5 s, and never above `timeoutMs`. */
  readonly connectTimeoutMs: number;
  /** Which of Dapr's layouts. Default: v2. */
  readonly layout: LayoutName;
  /** v1 only. Default: `state`. May name a schema: `schema.table`. */
  readonly tableName: string;
  /** v2 only: stands before `state`. Default: empty. May name a schema: `schema.`. */
  readonly tablePrefix: string;
  /** Default: `dapr_metadata`. */
  readonly metadataTableName: string;
  /** How often expired rows are removed, in ms; 0: never by this process. Default: 1 h. */
  readonly cleanupIntervalMs: number;
  /** Most expired rows that one statement removes. Default: 1000. */
  readonly cleanupRowsMax: number;
  /** Most connections in all: half for single statements, half for transactions. Default: 8. */
  readonly connectionsMax: number;
  /** How long a connection for transactions may be idle, in ms. Default: 5 min. */
  readonly connectionIdleMs: number;
  /** True behind PgBouncer in transaction mode: no prepared statements, no start-up parameters. Default: false. */
  readonly pgbouncer: boolean;
  /** Names of what was given and has no effect here: options, and words of the connection string. */
  readonly withoutEffect: readonly string[];
}

/** A certificate, its chain included, and the key to it, in PEM. */
export interface SslIdentity {
  readonly cert: string;
  readonly key: string;
}

/**
 * How the connection is secured, in libpq's words (PostgreSQL documentation, 34.19 "SSL Support"): `prefer` encrypts if the
 * server can and checks nothing, `require` always encrypts and checks nothing, `verify-ca` checks the authority,
 * `verify-full` the host's name, too.
 */
export type SslMode = "disable" | "prefer" | "require" | "verify-ca" | "verify-full";

const sslModes: readonly SslMode[] = ["disable", "prefer", "require", "verify-ca", "verify-full"];
const queryExecModes = [
  "cache_statement",
  "cache_describe",
  "describe_exec",
  "exec",
  "simple_protocol",
] as const;

// Every name, in the case in which messages show it, with the one it is short or old for.
const canonicalNames: ReadonlyMap<string, string> = new Map(
  [
    ["url", "connectionString"],
    ["connectionString"],
    ["host"],
    ["hostaddr", "host"],
    ["port"],
    ["database"],
    ["user"],
    ["password"],
    ["sslMode"],
    ["sslRootCert"],
    ["timeout"],
    ["timeoutInSeconds", "timeout"],
    ["layout"],
    ["tableName"],
    ["tablePrefix"],
    ["metadataTableName"],
    ["cleanupInterval"],
    ["cleanupIntervalInSeconds", "cleanupInterval"],
    ["cleanupRowsMax"],
    ["maxConns"],
    ["connectionMaxIdleTime"],
    ["queryExecMode"],
    ["pgbouncer"],
  ].map(([name, meaning]) => [name?.toLowerCase() ?? "", meaning ?? name ?? ""]),
);

// Other ways to log in than a user and a password: off is as good as not given.
const unsupportedLogins: ReadonlySet<string> = new Set(["useazuread", "useawsiam"]);

// Of no meaning while those are off.
const loginDetails: ReadonlySet<string> = new Set(
  [
    "azureTenantId",
    "azureClientId",
    "azureClientSecret",
    "awsRegion",
    "region",
    "accessKey",
    "secretKey",
    "sessionToken",
    "assumeRoleArn",
    "sessionName",
    "awsAccessKey",
    "awsSecretKey",
    "awsSessionToken",
  ].map((name) => name.toLowerCase()),
);

const isYes = (value: unknown): boolean => /^(1|t|true|y|yes|on)$/i.test(String(value));

const namePattern = /^[A-Za-z_][A-Za-z0-9_$]*(\.[A-Za-z_][A-Za-z0-9_$]*)?$/;
const prefixPattern = /^([A-Za-z_][A-Za-z0-9_$]*\.?)?[A-Za-z0-9_$]*$/;

// The server cuts names after 63 bytes (PostgreSQL documentation, 4.1.1); the longest of ours is the table's and
// `_pillion_idempotency`.
const identifierBytesMax = 63;
const tableNameBytesMax = identifierBytesMax - "_pillion_idempotency".length;

/** Checked options from raw ones. Throws `invalid` with every fault, naming its option. */
export function compilePostgresOptions(raw: RawOptions): PostgresOptions {
  const { known, withoutEffect } = canonical(raw);
  const reader = new OptionReader(known);
  const text = (name: string): string | undefined => reader.text(name, "") || undefined;
  const stringFault = (message: string): void => reader.fault("connectionString", message);
  const connection = readConnectionString(reader.text("connectionString", ""), stringFault);
  const word = (name: string): string | undefined => connection.words.get(name) || undefined;
  const parts = {
    host: text("host"),
    port: reader.integer("port", 0, { min: 1, max: 65_535 }) || undefined,
    database: text("database"),
    user: text("user"),
    password: text("password"),
  };
  const { uri, withoutEffect: idleWords } = connectionWords(connection, parts, stringFault);
  checkUri(reader, uri);
  const mode = reader.choice("queryExecMode", execMode(reader, word), queryExecModes);
  const layout = reader.choice<LayoutName>("layout", "v2", ["v1", "v2"]);
  const timeoutMs = duration(reader, "timeout", 20_000, 1_000);
  const options: PostgresOptions = {
    connectionString: uri,
    ...parts,
    ...tlsOptions(reader, connection),
    timeoutMs,
    connectTimeoutMs: Math.min(timeoutMs, connectTimeoutMs(reader, word("connect_timeout"))),
    layout,
    tableName: identifier(reader, "tableName", "state", namePattern),
    tablePrefix: identifier(reader, "tablePrefix", "", prefixPattern),
    metadataTableName: identifier(reader, "metadataTableName", "dapr_metadata", namePattern),
    cleanupIntervalMs: duration(reader, "cleanupInterval", 3_600_000, 0),
    cleanupRowsMax: reader.integer("cleanupRowsMax", 1000, { min: 1, max: 100_000 }),
    connectionsMax: connectionsMax(reader, word("pool_max_conns")),
    connectionIdleMs: idleMs(reader, word("pool_max_conn_idle_time")),
    pgbouncer: reader.flag("pgbouncer", false) || mode === "exec" || mode === "simple_protocol",
    withoutEffect: [...withoutEffect, ...idleWords],
  };
  if (layout === "v1") boundTableName(reader, "tableName", options.tableName);
  else boundTableName(reader, "tablePrefix", `${options.tablePrefix}state`);
  reader.finish();
  return options;
}

function canonical(raw: RawOptions): { known: RawOptions; withoutEffect: readonly string[] } {
  const found: Record<string, unknown> = {};
  const withoutEffect: string[] = [];
  for (const [name, value] of Object.entries(raw)) {
    const lower = name.toLowerCase();
    if (unsupportedLogins.has(lower)) {
      if (!isYes(value)) continue;
      throw violationError([{ path: [name], description: "is known to Dapr but not supported here" }]);
    }
    if (loginDetails.has(lower)) {
      withoutEffect.push(name);
      continue;
    }
    const known = canonicalNames.get(lower) ?? name;
    if (known in found) throw violationError([{ path: [name], description: "is given twice" }]);
    found[known] = value;
  }
  return { known: found, withoutEffect };
}

type ExecMode = (typeof queryExecModes)[number];

// Words of the string are defaults of the options of the same meaning.
function execMode(reader: OptionReader, word: (name: string) => string | undefined): ExecMode {
  const asked = word("default_query_exec_mode") ?? "cache_statement";
  const mode = queryExecModes.find((known) => known === asked);
  if (mode === undefined)
    reader.fault("connectionString", `default_query_exec_mode must be one of ${queryExecModes.join(", ")}`);
  return mode ?? "cache_statement";
}

function connectTimeoutMs(reader: OptionReader, word: string | undefined): number {
  const seconds = word === undefined ? 0 : Number(word);
  if (!Number.isSafeInteger(seconds) || seconds < 0)
    reader.fault("connectionString", "connect_timeout must be whole seconds");
  return seconds > 0 ? seconds * 1000 : 5_000;
}

const connectionsMaxDefault = 8;

// As in Dapr, one and less is as good as not given.
function connectionsMax(reader: OptionReader, word: string | undefined): number {
  const bounds = { min: -1, max: 1000 };
  const asked = reader.integer("maxConns", 0, bounds);
  if (asked > 1) return asked;
  const fromWord = word === undefined ? 0 : Number(word);
  if (Number.isSafeInteger(fromWord) && fromWord <= bounds.max)
    return fromWord > 1 ? fromWord : connectionsMaxDefault;
  reader.fault("connectionString", `pool_max_conns must be a whole number up to ${bounds.max}`);
  return connectionsMaxDefault;
}

function idleMs(reader: OptionReader, word: string | undefined): number {
  const byDefault = word === undefined ? 300_000 : parseDuration(word, Number.NaN);
  if (byDefault !== undefined && byDefault >= 0)
    return duration(reader, "connectionMaxIdleTime", byDefault, 0);
  reader.fault("connectionString", "pool_max_conn_idle_time must be a duration such as 30m");
  return duration(reader, "connectionMaxIdleTime", 300_000, 0);
}

function tlsOptions(
  reader: OptionReader,
  { words }: ConnectionString,
): Pick<PostgresOptions, "sslMode" | "sslRootCertificates" | "sslIdentity"> {
  const file = reader.text("sslRootCert", words.get("sslrootcert") ?? "");
  const byDefault = words.get("sslmode") ?? (file === "" ? "prefer" : "verify-full");
  const asked = reader.text("sslMode", byDefault);
  const sslMode = sslModes.find((mode) => mode === asked);
  if (sslMode === undefined) reader.fault("sslMode", `must be one of ${sslModes.join(", ")}`);
  const fault = (message: string): void => reader.fault("sslRootCert", message);
  return {
    sslMode: sslMode ?? "verify-full",
    sslRootCertificates: file === "" ? undefined : pemIn(file, certificate, fault),
    sslIdentity: identityIn(reader, words.get("sslcert") ?? "", words.get("sslkey") ?? ""),
  };
}

const certificate = { name: "certificate", pattern: /-----BEGIN CERTIFICATE-----/ };
const privateKey = { name: "private key", pattern: /-----BEGIN ([A-Z]+ )?PRIVATE KEY-----/ };

function identityIn(reader: OptionReader, certFile: string, keyFile: string): SslIdentity | undefined {
  if (certFile === "" && keyFile === "") return undefined;
  const fault = (message: string): void => reader.fault("connectionString", message);
  if (certFile === "" || keyFile === "") {
    fault(
      `${certFile === "" ? "sslkey" : "sslcert"} is given without ${certFile === "" ? "sslcert" : "sslkey"}`,
    );
    return undefined;
  }
  const cert = pemIn(certFile, certificate, (message) => fault(`sslcert: ${message}`));
  const key = pemIn(keyFile, privateKey, (message) => fault(`sslkey: ${message}`));
  if (cert === undefined || key === undefined) return undefined;
  try {
    createSecureContext({ cert, key });
    return { cert, key };
  } catch {
    fault("sslcert and sslkey do not belong together, or one is damaged or encrypted");
    return undefined;
  }
}

function pemIn(
  file: string,
  { name, pattern }: { readonly name: string; readonly pattern: RegExp },
  fault: (message: string) => void,
): string | undefined {
  try {
    const pem = readFileSync(file, "utf8");
    if (pattern.test(pem)) return pem;
    fault(`the file holds no ${name} in PEM`);
  } catch {
    fault("the file cannot be read");
  }
  return undefined;
}

function identifier(reader: OptionReader, name: string, byDefault: string, pattern: RegExp): string {
  const text = reader.text(name, byDefault);
  if (!pattern.test(text))
    reader.fault(name, "must be letters, digits, _ and $, with at most one dot for the schema");
  for (const part of text.split(".")) {
    const bytes = Buffer.byteLength(part);
    if (bytes > identifierBytesMax)
      reader.fault(name, `has a name of ${bytes} bytes in it; the limit is ${identifierBytesMax}`);
  }
  return text;
}

function boundTableName(reader: OptionReader, name: string, table: string): void {
  const bytes = Buffer.byteLength(table.split(".").at(-1) ?? table);
  if (bytes > tableNameBytesMax)
    reader.fault(name, `makes a table name of ${bytes} bytes; the limit is ${tableNameBytesMax}`);
}

// The client reads the text when it is made, which connects to nothing; its message may quote the password.
function checkUri(reader: OptionReader, uri: string): void {
  try {
    if (uri !== "") new Client({ connectionString: uri });
  } catch {
    reader.fault(
      "connectionString",
      "cannot be read as a URL: escape what is special in it, such as %40 for @",
    );
  }
}

// A bare number is seconds, as in Dapr's Postgres component; else Go's form, such as 1h30m.
function duration(reader: OptionReader, name: string, byDefaultMs: number, minMs: number): number {
  const given = reader.raw(name);
  if (given === undefined || given === "") return byDefaultMs;
  const ms = parseDuration(given, 1000);
  if (ms === undefined || ms > timerMsMax) {
    reader.fault(name, "must be whole seconds or a duration such as 90s or 1h30m, of at most 24 days");
    return byDefaultMs;
  }
  if (ms < minMs && minMs > 0) reader.fault(name, `must be at least ${minMs / 1000} s`);
  return Math.max(0, Math.round(ms));
}
