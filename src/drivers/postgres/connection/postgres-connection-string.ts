// A Postgres connection string, as a URI or key=value pairs, becomes parameters by
// libpq's names. Every parameter is used, sent to the server, rejected, or reported
// as having no effect, as in the Go library that Dapr uses; none is ignored
// silently. A name that may be a misspelt one is rejected: what is sent to the
// server may be readable on the way, and so may be a password. Pure.
import { nearName } from "../../../driver-kit/near-name.ts";

/** Receives descriptions of violations; none quotes the string. */
export type ReportViolation = (description: string) => void;

/** Parameters by their names in lower case. A list of hosts has commas. */
export type Parameters = ReadonlyMap<string, string>;

/** What becomes of the parameters that this driver does not read itself. */
export interface OtherParameters {
  /** The start-up parameter `options` of the server; empty: none. */
  readonly serverOptions: string;
  /** Names of parameters that have no effect. */
  readonly withoutEffect: readonly string[];
}

const names = (text: string): ReadonlySet<string> => new Set(text.split(" "));

// Read with the options.
const readParameters = names(
  [
    "host hostaddr port user password passfile dbname application_name fallback_application_name options",
    "sslmode sslrootcert sslcert sslkey sslsni ssl_min_protocol_version ssl_max_protocol_version",
    "target_session_attrs load_balance_hosts connect_timeout pool_max_conns pool_max_conn_idle_time default_query_exec_mode",
  ].join(" "),
);

// Parameters of libpq, pgconn and pgxpool that have no counterpart here. The three timeouts follow the option `timeout`,
// because the outcome of a write depends on them.
const unusedParameters = names(
  [
    "pool_min_conns pool_min_idle_conns pool_max_conn_lifetime pool_max_conn_lifetime_jitter pool_health_check_period",
    "pool_ping_timeout statement_cache_capacity description_cache_capacity min_read_buffer_size",
    "krbsrvname krbspn gsslib gssdelegation sslcompression client_encoding keepalives",
    "keepalives_idle keepalives_interval keepalives_count tcp_user_timeout statement_timeout lock_timeout",
    "idle_in_transaction_session_timeout",
  ].join(" "),
);

// Ignoring one of these would reach another server, or this one with less security.
const rejectedParameters = names(
  [
    "service servicefile sslpassword sslcrl sslcrldir require_auth requirepeer requiressl replication query_timeout",
    "min_protocol_version max_protocol_version",
  ].join(" "),
);

// The values that need nothing that is missing here; others are rejected.
const harmlessValues: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ["channel_binding", names("disable prefer")],
  ["gssencmode", names("disable prefer")],
  ["sslcertmode", names("allow")],
  ["sslnegotiation", names("postgres")],
]);

// No parameter that a session of PostgreSQL 12 to 18 can set is as close to one of these.
const misspeltEditsMax = 2;
const connectionParameters = [
  ...["database", ...readParameters, ...unusedParameters, ...rejectedParameters],
  ...harmlessValues.keys(),
];

// Other names for parts of a login or for security, such as `pwd`, with the parameter that was probably meant. No parameter
// that a session can set begins with one of them, except password_encryption.
const otherNames: readonly (readonly [RegExp, string])[] = [
  [/^(pass(?!word_encryption$)|pwd|secret|token|pgpass)/, "password"],
  [/^(user|login|pguser)/, "user"],
  [/^(ssl|tls|pgssl)/, "sslmode"],
  [/^(host|server$|pghost)/, "host"],
  [/^(db|pgdatabase)/, "dbname"],
  [/^pool_/, "pool_max_conns"],
];

const parameterName = /^[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)?$/;

/** Splits a connection string; an empty one has no parameters. */
export function readConnectionString(text: string, report: ReportViolation): Parameters {
  if (text === "") return new Map();
  if (/^postgres(ql)?:\/\//.test(text)) return parametersOfUri(text, report);
  if (/^\s*\w+\s*=/.test(text)) return parametersOfPairs(text, report);
  report("must begin with postgres:// or be key=value pairs");
  return new Map();
}

// PostgreSQL documentation, 34.1.1.2 "Connection URIs". A parameter after `?` takes precedence, and its value may contain
// another `?`. A login may contain `@`.
function parametersOfUri(uri: string, report: ReportViolation): Parameters {
  const pattern = /^\w+:\/\/(?:([^/?#]*)@)?([^@/?#]*)(?:\/([^?#]*))?(?:\?(.*))?$/s;
  const [matched, login = "", places = "", database = "", search = ""] = pattern.exec(uri) ?? [];
  const [, user = "", password = ""] = /^([^:]*):?(.*)$/s.exec(login) ?? [];
  const hosts = places.split(",").map((place) => /^(\[[^\]]*\]|[^:]*)(?::(.*))?$/s.exec(place));
  const parameters = new Map<string, string>();
  const set = (name: string, value: string): void => {
    if (value !== "") parameters.set(name, decodeURIComponent(value));
  };
  try {
    if (matched === undefined || hosts.includes(null)) throw new URIError();
    set("user", user);
    set("password", password);
    set("dbname", database);
    const list = (index: number): string[] => hosts.map((parts) => parts?.[index] ?? "");
    const bare = list(1).map((host) => host.replace(/^\[(.*)\]$/, "$1"));
    if (bare.some((host) => host !== "")) set("host", bare.join(","));
    if (list(2).some((port) => port !== "")) set("port", list(2).join(","));
  } catch {
    report("cannot be read as a URL: escape special characters, for example @ as %40");
  }
  for (const [name, value] of new URLSearchParams(search)) parameters.set(libpqName(name), value);
  return parameters;
}

// libpq's other form (PostgreSQL documentation, 34.1.1.1 "Keyword/Value Connection Strings").
function parametersOfPairs(text: string, report: ReportViolation): Parameters {
  const pattern = /\s*(\w+(?:\.\w+)?)\s*=\s*(?:'((?:[^'\\]|\\.)*)'|((?:[^\s\\']|\\.)*))/gy;
  const pairs = new Map<string, string>();
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    const value = (match[2] ?? match[3] ?? "").replace(/\\(.)/g, "$1");
    pairs.set(libpqName(match[1] ?? ""), value);
    end = (match.index ?? 0) + match[0].length;
  }
  if (text.slice(end).trim() !== "") report(`cannot be read from character ${end + 1} on`);
  return pairs;
}

// The Go library also takes `database`.
function libpqName(name: string): string {
  const lower = name.toLowerCase();
  return lower === "database" ? "dbname" : lower;
}

/** What becomes of the parameters that are not read with the options. Reports those that are rejected or malformed. */
export function otherParameters(parameters: Parameters, report: ReportViolation): OtherParameters {
  const settings = parameters.get("options") ? [parameters.get("options")] : [];
  const withoutEffect: string[] = [];
  for (const [name, value] of parameters) {
    if (readParameters.has(name)) continue;
    const harmless = harmlessValues.get(name);
    if (unusedParameters.has(name) || harmless?.has(value) === true) withoutEffect.push(name);
    else if (rejectedParameters.has(name) || harmless !== undefined) report(`${name} is not supported`);
    else if (meantParameter(name) !== undefined)
      report(`${name} is not a parameter; did you mean ${meantParameter(name)}?`);
    else if (parameterName.test(name)) settings.push(`-c ${name}=${escaped(value)}`);
    else report("has a parameter whose name has characters other than letters, digits and _");
  }
  return { serverOptions: settings.join(" "), withoutEffect };
}

// A name with a dot is always one of the server.
function meantParameter(name: string): string | undefined {
  if (name.includes(".")) return undefined;
  return (
    nearName(name, connectionParameters, misspeltEditsMax) ??
    otherNames.find(([pattern]) => pattern.test(name))?.[1]
  );
}

// The server splits `options` at blanks (PostgreSQL documentation, 34.1.2 "options").
function escaped(value: string): string {
  return value.replace(/[\\\s]/g, "\\$&");
}
