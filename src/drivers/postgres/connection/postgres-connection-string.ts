// A Postgres connection string, URI or key=value pairs, as one URI that the
// client reads, and the words in it that are not for the client. What holds: a
// word is used, sent to the server, refused or named as without effect, as the
// library of Go's that Dapr uses has it; none is passed over. Pure.

/** What is wrong with the text, by the character it begins at; never quotes it. */
export type NoteStringFault = (message: string) => void;

/** A connection string, taken apart. */
export interface ConnectionString {
  /** Scheme, login, address and database; empty if there is no string. */
  readonly head: string;
  /** What stands behind `?`, by names in lower case. */
  readonly words: ReadonlyMap<string, string>;
}

/** Parts that options may say instead of the string; an option wins. */
export interface AddressParts {
  readonly host: string | undefined;
  readonly port: number | undefined;
  readonly database: string | undefined;
  readonly user: string | undefined;
  readonly password: string | undefined;
}

/** What is made of the words. */
export interface ConnectionWords {
  /** The string as a URI for the client; empty if there was none. */
  readonly uri: string;
  /** Words that have no effect here, to be named. */
  readonly withoutEffect: readonly string[];
}

const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));

// The client reads these from the URI.
const clientWords = words("host port user password application_name fallback_application_name");

// Read with the options, before the URI is made.
const optionWords = words(
  [
    "sslmode sslrootcert sslcert sslkey database dbname options connect_timeout pool_max_conns pool_max_conn_idle_time",
    "default_query_exec_mode",
  ].join(" "),
);

// Words of libpq, pgconn and pgxpool that have nothing to set here. The three timeouts are part of how an outcome is
// proved, and follow the option `timeout`.
const idleWords = words(
  [
    "pool_min_conns pool_min_idle_conns pool_max_conn_lifetime pool_max_conn_lifetime_jitter pool_health_check_period",
    "pool_ping_timeout statement_cache_capacity description_cache_capacity min_read_buffer_size target_session_attrs",
    "load_balance_hosts channel_binding gssencmode krbsrvname krbspn sslsni sslcompression client_encoding keepalives",
    "keepalives_idle keepalives_interval keepalives_count tcp_user_timeout statement_timeout lock_timeout",
    "idle_in_transaction_session_timeout",
  ].join(" "),
);

// Without these another server would be spoken to, or this one with less proof.
const refusedWords = words(
  "service servicefile passfile sslpassword sslcrl sslcrldir require_auth requirepeer replication sslnegotiation query_timeout",
);

const parameterName = /^[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)?$/;

const absent: ConnectionString = { head: "", words: new Map() };

/** Takes a connection string apart; an empty one has no parts. */
export function readConnectionString(text: string, fault: NoteStringFault): ConnectionString {
  if (text === "") return absent;
  if (/^postgres(ql)?:\/\//.test(text)) return partsOfUri(text);
  if (/^\s*\w+\s*=/.test(text)) return partsOfPairs(text, fault);
  fault("must begin with postgres:// or be key=value pairs");
  return absent;
}

function partsOfUri(uri: string): ConnectionString {
  // A value may hold another `?`.
  const [head = "", ...rest] = uri.split("?");
  const search = rest.join("?");
  const found = [...new URLSearchParams(search)].map(([name, value]) => [name.toLowerCase(), value] as const);
  return { head, words: new Map(found) };
}

// libpq's other form (PostgreSQL documentation, 34.1.1.1 "Keyword/Value Connection Strings").
function partsOfPairs(text: string, fault: NoteStringFault): ConnectionString {
  const pattern = /\s*(\w+(?:\.\w+)?)\s*=\s*(?:'((?:[^'\\]|\\.)*)'|((?:[^\s\\']|\\.)*))/gy;
  const pairs = new Map<string, string>();
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    const value = (match[2] ?? match[3] ?? "").replace(/\\(.)/g, "$1");
    pairs.set(match[1]?.toLowerCase() ?? "", value);
    end = (match.index ?? 0) + match[0].length;
  }
  if (text.slice(end).trim() !== "") fault(`cannot be read from character ${end + 1} on`);
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
    words: pairs,
  };
}

/** The URI for the client, with `parts` in place of its own, and every word accounted for. */
export function connectionWords(
  { head, words }: ConnectionString,
  parts: AddressParts,
  fault: NoteStringFault,
): ConnectionWords {
  if (head === "") return { uri: "", withoutEffect: [] };
  const kept = new URLSearchParams();
  const settings = [...(words.has("options") ? [words.get("options") ?? ""] : [])];
  const withoutEffect: string[] = [];
  for (const [name, value] of words) {
    if (clientWords.has(name)) kept.set(name, value);
    else if (idleWords.has(name)) withoutEffect.push(name);
    else if (refusedWords.has(name)) fault(`${name} is not supported`);
    else if (name === "hostaddr") kept.set("host", value);
    else if (optionWords.has(name)) continue;
    else if (parameterName.test(name)) settings.push(`-c ${name}=${escaped(value)}`);
    else fault("has a word that is no name of a parameter: letters, digits and _");
  }
  if (settings.length > 0) kept.set("options", settings.join(" "));
  const { host, port, user, password } = parts;
  for (const [name, value] of Object.entries({ host, port, user, password })) {
    if (value !== undefined) kept.set(name, String(value));
  }
  const database = parts.database ?? (words.get("dbname") || words.get("database") || undefined);
  const place = database === undefined ? head : withDatabase(head, database);
  return { uri: kept.size === 0 ? place : `${place}?${kept}`, withoutEffect };
}

// The server cuts `options` at blanks (PostgreSQL documentation, 34.1.2 "options").
function escaped(value: string): string {
  return value.replace(/[\\\s]/g, "\\$&");
}

function withDatabase(head: string, database: string): string {
  const [place = head] = /^\w+:\/\/[^/]*/.exec(head) ?? [];
  return `${place}/${encodeURI(database).replace(/[?#]/g, encodeURIComponent)}`;
}
