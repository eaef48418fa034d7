// A Postgres URL as options of the driver. Each name after `?` is either an
// option of the store, in any case, or a parameter of the connection string that
// the driver reads; anything else is a violation. No message quotes a value.
import type { UrlOptions } from "../../store/driver.ts";

// Options that are parts of the URL itself (host, user, database and so on) are not repeated here.
const storeOptions = [
  "layout",
  "tableName",
  "tablePrefix",
  "metadataTableName",
  "cleanupInterval",
  "cleanupIntervalInSeconds",
  "cleanupRowsMax",
  "maxConns",
  "connectionMaxIdleTime",
  "queryExecMode",
  "pgbouncer",
  "timeout",
  "timeoutInSeconds",
] as const;

// PostgreSQL documentation, 34.1.2 "Parameter Key Words": those that have an effect here.
const connectionParameters = [
  "sslmode",
  "sslrootcert",
  "sslcert",
  "sslkey",
  "sslsni",
  "ssl_min_protocol_version",
  "ssl_max_protocol_version",
  "host",
  "hostaddr",
  "port",
  "target_session_attrs",
  "load_balance_hosts",
  "user",
  "password",
  "passfile",
  "application_name",
  "fallback_application_name",
  "options",
  "search_path",
  "connect_timeout",
] as const;

const known: readonly string[] = [...storeOptions, ...connectionParameters];
const optionsByLowerName: ReadonlyMap<string, string> = new Map(
  storeOptions.map((name) => [name.toLowerCase(), name]),
);
const parameterNames: ReadonlySet<string> = new Set(connectionParameters);

const form = "the form is postgres://[user:password@]host[:port][,host[:port]…]/database[?option=value&…]";

/**
 * The options in a Postgres URL. Connection parameters stay in the URL, which is the option `url`. Violations are of
 * `url` if its form is wrong, or of each option that is unknown or given twice.
 */
export function readPostgresUrl(url: string): UrlOptions {
  const problem = formProblem(url);
  if (problem !== undefined)
    return { options: {}, violations: [{ path: ["url"], description: `${problem}; ${form}` }] };
  const mark = url.indexOf("?");
  if (mark === -1) return { options: { url }, violations: [] };
  const options: Record<string, string> = {};
  const kept = new URLSearchParams();
  const violations = [];
  for (const [written, value] of new URLSearchParams(url.slice(mark + 1))) {
    const option = optionsByLowerName.get(written.toLowerCase());
    const name = option ?? written.toLowerCase();
    if (option === undefined && !parameterNames.has(name)) {
      violations.push({ path: [written], description: "is not an option", known });
    } else if (name in options || kept.has(name)) {
      violations.push({ path: [name], description: "is in the URL twice" });
    } else if (option === undefined) kept.set(name, value);
    else options[option] = value;
  }
  const head = url.slice(0, mark);
  return { options: { ...options, url: kept.size === 0 ? head : `${head}?${kept}` }, violations };
}

function formProblem(url: string): string | undefined {
  if (/\s/.test(url)) return "must not contain a space; write it as %20";
  const [, scheme = "", authority] = /^(\w+:)\/\/([^/?#]*)/.exec(url) ?? [];
  if (authority === undefined) return "is malformed";
  const at = authority.lastIndexOf("@") + 1;
  const places = authority.slice(at).split(",");
  const parts = places.map((place) => /^(\[[^\]]*\]|[^:[]*)(?::(.*))?$/.exec(place));
  if (parts.some((part) => part?.[2] !== undefined && !isPort(part[2])))
    return "must have a port from 1 to 65535";
  // The host of each place is checked by itself. One that is empty is in the parameter of that name: the folder of a socket.
  const rest = url.slice(`${scheme}//${authority}`.length);
  const wholes = parts.map((part) => `${scheme}//${authority.slice(0, at)}${part?.[1] || "."}${rest}`);
  if (parts.includes(null) || !wholes.every((whole) => URL.canParse(whole))) return "is malformed";
  const { hash, searchParams } = new URL(wholes[0] ?? "");
  if (hash !== "") return "is malformed";
  const isNamed =
    searchParams.get("host") || searchParams.get("hostaddr") || !parts.some((part) => part?.[1] === "");
  return isNamed ? undefined : "must name a host";
}

function isPort(text: string): boolean {
  return /^[0-9]{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535;
}
