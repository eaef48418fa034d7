// The options of a Postgres store: a URL or the names of Dapr's component, in
// any case, and a few of ours. Checked once; every fault is told at once, none
// with a secret in it.
import { readFileSync } from "node:fs";
import { Client } from "pg";
import { StoreError } from "../../model/errors.ts";
import type { RawOptions } from "../../store/driver.ts";
import { parseDuration } from "../../store/duration.ts";
import { OptionReader } from "../../store/option-reader.ts";
import type { LayoutName } from "./postgres-layout.ts";

/** The checked options of a Postgres store. */
export interface PostgresOptions {
  /** A connection string as URI, without what it says of TLS; empty: the parts below, then the PG… variables. */
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
  /** Longest time of one statement, and of making a connection, in ms. Default: 20 s. */
  readonly timeoutMs: number;
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

const unsupportedNames: ReadonlySet<string> = new Set(
  [
    "useAzureAD",
    "azureTenantId",
    "azureClientId",
    "azureClientSecret",
    "useAWSIAM",
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

const namePattern = /^[A-Za-z_][A-Za-z0-9_$]*(\.[A-Za-z_][A-Za-z0-9_$]*)?$/;
const prefixPattern = /^([A-Za-z_][A-Za-z0-9_$]*\.?)?[A-Za-z0-9_$]*$/;

// The server cuts names after 63 bytes (PostgreSQL documentation, 4.1.1); the longest of ours is the table's and
// `_pillion_idempotency`.
const identifierBytesMax = 63;
const tableNameBytesMax = identifierBytesMax - "_pillion_idempotency".length;

/** Checked options from raw ones. Throws `invalid` with every fault, naming its option. */
export function compilePostgresOptions(raw: RawOptions): PostgresOptions {
  const reader = new OptionReader(canonical(raw));
  const text = (name: string): string | undefined => reader.text(name, "") || undefined;
  const mode = reader.choice("queryExecMode", "cache_statement", queryExecModes);
  const layout = reader.choice<LayoutName>("layout", "v2", ["v1", "v2"]);
  const { text: uri, parameters } = splitUri(connectionString(reader));
  checkUri(reader, uri);
  const tls = tlsOptions(reader, parameters);
  const options: PostgresOptions = {
    connectionString: uri,
    host: text("host"),
    port: reader.integer("port", 0, { min: 1, max: 65_535 }) || undefined,
    database: text("database"),
    user: text("user"),
    password: text("password"),
    ...tls,
    timeoutMs: duration(reader, "timeout", 20_000, 1_000),
    layout,
    tableName: identifier(reader, "tableName", "state", namePattern),
    tablePrefix: identifier(reader, "tablePrefix", "", prefixPattern),
    metadataTableName: identifier(reader, "metadataTableName", "dapr_metadata", namePattern),
    cleanupIntervalMs: duration(reader, "cleanupInterval", 3_600_000, 0),
    cleanupRowsMax: reader.integer("cleanupRowsMax", 1000, { min: 1, max: 100_000 }),
    connectionsMax: reader.integer("maxConns", 8, { min: 2, max: 1000 }),
    connectionIdleMs: duration(reader, "connectionMaxIdleTime", 300_000, 0),
    pgbouncer: reader.flag("pgbouncer", false) || mode === "exec" || mode === "simple_protocol",
  };
  if (layout === "v1") boundTableName(reader, "tableName", options.tableName);
  else boundTableName(reader, "tablePrefix", `${options.tablePrefix}state`);
  reader.finish();
  return options;
}

function canonical(raw: RawOptions): RawOptions {
  const found: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(raw)) {
    const lower = name.toLowerCase();
    if (unsupportedNames.has(lower)) {
      throw new StoreError("invalid", `${name}: is known to Dapr but not supported here`, { field: name });
    }
    const known = canonicalNames.get(lower) ?? name;
    if (known in found) throw new StoreError("invalid", `${name}: is given twice`, { field: name });
    found[known] = value;
  }
  return found;
}

const tlsParameters = ["sslmode", "sslrootcert"];

// What a URI says of TLS is taken out of it, so that it means here what it means to libpq.
function splitUri(uri: string): { text: string; parameters: URLSearchParams } {
  const [head = "", search = ""] = uri.split("?", 2);
  const parameters = new URLSearchParams(search);
  const rest = new URLSearchParams(
    [...parameters].filter(([name]) => !tlsParameters.includes(name)),
  ).toString();
  return { text: rest === "" ? head : `${head}?${rest}`, parameters };
}

function tlsOptions(
  reader: OptionReader,
  parameters: URLSearchParams,
): Pick<PostgresOptions, "sslMode" | "sslRootCertificates"> {
  const file = reader.text("sslRootCert", parameters.get("sslrootcert") ?? "");
  const byDefault = parameters.get("sslmode") ?? (file === "" ? "prefer" : "verify-full");
  const asked = reader.text("sslMode", byDefault);
  const sslMode = sslModes.find((mode) => mode === asked);
  if (sslMode === undefined) reader.fault("sslMode", `must be one of ${sslModes.join(", ")}`);
  return { sslMode: sslMode ?? "verify-full", sslRootCertificates: certificatesIn(reader, file) };
}

function certificatesIn(reader: OptionReader, file: string): string | undefined {
  if (file === "") return undefined;
  try {
    const pem = readFileSync(file, "utf8");
    if (pem.includes("-----BEGIN CERTIFICATE-----")) return pem;
    reader.fault("sslRootCert", "the file holds no certificate in PEM");
  } catch {
    reader.fault("sslRootCert", "the file cannot be read");
  }
  return undefined;
}

function connectionString(reader: OptionReader): string {
  const text = reader.text("connectionString", "");
  if (text === "") return "";
  const isUri = /^postgres(ql)?:\/\//.test(text);
  if (!isUri && !/^\s*\w+\s*=/.test(text)) {
    reader.fault("connectionString", "must begin with postgres:// or be key=value pairs");
    return "";
  }
  return isUri ? text : uriOfPairs(reader, text);
}

// libpq's other form (PostgreSQL documentation, 34.1.1.1 "Keyword/Value Connection Strings"), as a URI.
function uriOfPairs(reader: OptionReader, text: string): string {
  const pattern = /\s*(\w+)\s*=\s*(?:'((?:[^'\\]|\\.)*)'|((?:[^\s\\']|\\.)*))/gy;
  const pairs = new Map<string, string>();
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    const value = (match[2] ?? match[3] ?? "").replace(/\\(.)/g, "$1");
    pairs.set(match[1]?.toLowerCase() ?? "", value);
    end = (match.index ?? 0) + match[0].length;
  }
  if (text.slice(end).trim() !== "")
    reader.fault("connectionString", `cannot be read from character ${end + 1} on`);
  const take = (name: string): string => {
    const value = pairs.get(name) ?? "";
    pairs.delete(name);
    return encodeURIComponent(value);
  };
  const [user, password, database] = [take("user"), take("password"), take("dbname")];
  const address = pairs.has("hostaddr") ? take("hostaddr") : take("host");
  const port = take("port");
  const search = new URLSearchParams([...pairs]).toString();
  const login = user === "" ? "" : `${user}${password === "" ? "" : `:${password}`}@`;
  return `postgres://${login}${address}${port === "" ? "" : `:${port}`}/${database}${search === "" ? "" : `?${search}`}`;
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
  if (ms === undefined || ms > 2 ** 31 - 1) {
    reader.fault(name, "must be whole seconds or a duration such as 90s or 1h30m, of at most 24 days");
    return byDefaultMs;
  }
  if (ms < minMs && minMs > 0) reader.fault(name, `must be at least ${minMs / 1000} s`);
  return Math.max(0, Math.round(ms));
}
