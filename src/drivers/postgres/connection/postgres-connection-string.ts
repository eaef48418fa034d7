// A Postgres connection string, as a URI or key=value pairs, becomes one URI for
// the `pg` client. Every parameter in it is used, sent to the server, rejected, or
// reported as having no effect, as in the Go library that Dapr uses; none is
// ignored silently. Pure.

/** Receives descriptions of violations; none quotes the string. */
export type ReportViolation = (description: string) => void;

/** The parts of a connection string. */
export interface ConnectionString {
  /** Scheme, login, address and database; empty if there is no string. */
  readonly head: string;
  /** The parameters after `?`, by their names in lower case. */
  readonly parameters: ReadonlyMap<string, string>;
}

/** Parts that options can also give; an option takes precedence. */
export interface AddressParts {
  readonly host: string | undefined;
  readonly port: number | undefined;
  readonly database: string | undefined;
  readonly user: string | undefined;
  readonly password: string | undefined;
}

/** A connection string for the client. */
export interface ClientString {
  /** The string as a URI for the client; empty if there was none. */
  readonly uri: string;
  /** Names of parameters that have no effect. */
  readonly withoutEffect: readonly string[];
}

const names = (text: string): ReadonlySet<string> => new Set(text.split(" "));

// The client reads these from the URI.
const clientParameters = names("host port user password application_name fallback_application_name");

// Read with the options, before the URI is made.
const optionParameters = names(
  [
    "sslmode sslrootcert sslcert sslkey database dbname options connect_timeout pool_max_conns pool_max_conn_idle_time",
    "default_query_exec_mode",
  ].join(" "),
);

// Parameters of libpq, pgconn and pgxpool that have no counterpart here. The three timeouts follow the option `timeout`,
// because the outcome of a write depends on them.
const unusedParameters = names(
  [
    "pool_min_conns pool_min_idle_conns pool_max_conn_lifetime pool_max_conn_lifetime_jitter pool_health_check_period",
    "pool_ping_timeout statement_cache_capacity description_cache_capacity min_read_buffer_size target_session_attrs",
    "load_balance_hosts channel_binding gssencmode krbsrvname krbspn sslsni sslcompression client_encoding keepalives",
    "keepalives_idle keepalives_interval keepalives_count tcp_user_timeout statement_timeout lock_timeout",
    "idle_in_transaction_session_timeout",
  ].join(" "),
);

// Ignoring one of these would reach another server, or this one with less security.
const rejectedParameters = names(
  "service servicefile passfile sslpassword sslcrl sslcrldir require_auth requirepeer replication sslnegotiation query_timeout",
);

const parameterName = /^[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)?$/;

const empty: ConnectionString = { head: "", parameters: new Map() };

/** Splits a connection string; an empty one has no parts. */
export function readConnectionString(text: string, report: ReportViolation): ConnectionString {
  if (text === "") return empty;
  if (/^postgres(ql)?:\/\//.test(text)) return partsOfUri(text);
  if (/^\s*\w+\s*=/.test(text)) return partsOfPairs(text, report);
  report("must begin with postgres:// or be key=value pairs");
  return empty;
}

function partsOfUri(uri: string): ConnectionString {
  // A value may contain another `?`.
  const [head = "", ...rest] = uri.split("?");
  const search = rest.join("?");
  const found = [...new URLSearchParams(search)].map(([name, value]) => [name.toLowerCase(), value] as const);
  return { head, parameters: new Map(found) };
}

// libpq's other form (PostgreSQL documentation, 34.1.1.1 "Keyword/Value Connection Strings").
function partsOfPairs(text: string, report: ReportViolation): ConnectionString {
  const pattern = /\s*(\w+(?:\.\w+)?)\s*=\s*(?:'((?:[^'\\]|\\.)*)'|((?:[^\s\\']|\\.)*))/gy;
  const pairs = new Map<string, string>();
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    const value = (match[2] ?? match[3] ?? "").replace(/\\(.)/g, "$1");
    pairs.set(match[1]?.toLowerCase() ?? "", value);
    end = (match.index ?? 0) + match[0].length;
  }
  if (text.slice(end).trim() !== "") report(`cannot be read from character ${end + 1} on`);
  const take = (name: string): string => {
    const value = pairs.get(name) ?? "";
    pairs.delete(name);
    return encodeURIComponent(value);
  };
  const [user, password] = [take("user"), take("password")];
  const [hostaddr, host, port] = [take("hostaddr"), take("host"), take("port")];
  const login = user === "" ? "" : `${user}${password === "" ? "" : `:${password}`}@`;
  return {
    head: `postgres://${login}${hostaddr || host}${port === "" ? "" : `:${port}`}/`,
    parameters: pairs,
  };
}

/** The URI for the client, with `parts` instead of its own. Reports parameters that are rejected or malformed. */
export function clientString(
  { head, parameters }: ConnectionString,
  parts: AddressParts,
  report: ReportViolation,
): ClientString {
  if (head === "") return { uri: "", withoutEffect: [] };
  const kept = new URLSearchParams();
  const settings = [...(parameters.has("options") ? [parameters.get("options") ?? ""] : [])];
  const withoutEffect: string[] = [];
  for (const [name, value] of parameters) {
    if (clientParameters.has(name)) kept.set(name, value);
    else if (unusedParameters.has(name)) withoutEffect.push(name);
    else if (rejectedParameters.has(name)) report(`${name} is not supported`);
    else if (name === "hostaddr") kept.set("host", value);
    else if (optionParameters.has(name)) continue;
    else if (parameterName.test(name)) settings.push(`-c ${name}=${escaped(value)}`);
    else report("has a parameter whose name has characters other than letters, digits and _");
  }
  if (settings.length > 0) kept.set("options", settings.join(" "));
  const { host, port, user, password } = parts;
  for (const [name, value] of Object.entries({ host, port, user, password })) {
    if (value !== undefined) kept.set(name, String(value));
  }
  const database = parts.database ?? (parameters.get("dbname") || parameters.get("database") || undefined);
  const place = database === undefined ? head : withDatabase(head, database);
  return { uri: kept.size === 0 ? place : `${place}?${kept}`, withoutEffect };
}

// The server splits `options` at blanks (PostgreSQL documentation, 34.1.2 "options").
function escaped(value: string): string {
  return value.replace(/[\\\s]/g, "\\$&");
}

function withDatabase(head: string, database: string): string {
  const [place = head] = /^\w+:\/\/[^/]*/.exec(head) ?? [];
  return `${place}/${encodeURI(database).replace(/[?#]/g, encodeURIComponent)}`;
}
