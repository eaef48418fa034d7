// A Postgres URL as options of the driver. Each name after `?` is either an
// option of the store, in any case, or a parameter of the connection string that
// the driver reads; anything else is a violation. No message quotes a value.
import { violationError } from "../../model/errors.ts";
import type { RawOptions } from "../../store/driver.ts";

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
  "host",
  "port",
  "user",
  "password",
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

const form = "the form is postgres://[user:password@]host[:port]/database[?option=value&…]";

/**
 * The options in a Postgres URL. Connection parameters stay in the URL, which is the option `url`. Throws `invalid` with
 * violations: of `url` if its form is wrong, or of each option that is unknown or given twice.
 */
export function readPostgresUrl(url: string): RawOptions {
  const problem = formProblem(url);
  if (problem !== undefined) throw violationError([{ path: ["url"], description: `${problem}; ${form}` }]);
  const mark = url.indexOf("?");
  if (mark === -1) return { url };
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
  if (violations.length > 0) throw violationError(violations);
  const head = url.slice(0, mark);
  return { ...options, url: kept.size === 0 ? head : `${head}?${kept}` };
}

function formProblem(url: string): string | undefined {
  if (/\s/.test(url)) return "must not contain a space; write it as %20";
  const [, scheme = "", authority] = /^(\w+:)\/\/([^/?#]*)/.exec(url) ?? [];
  if (authority === undefined) return "is malformed";
  const address = authority.slice(authority.lastIndexOf("@") + 1);
  const [, host, port] = /^(\[[^\]]*\]|[^:]*)(?::(.*))?$/.exec(address) ?? [];
  if (port !== undefined && !isPort(port)) return "must have a port from 1 to 65535";
  // Without a host in its place, the client takes it from the parameter of that name: the folder of a socket.
  const rest = url.slice(`${scheme}//${authority}`.length);
  const whole = host === "" ? `${scheme}//${authority}.${rest}` : url;
  const parsed = host === undefined || !URL.canParse(whole) ? undefined : new URL(whole);
  if (parsed === undefined || parsed.hash !== "") return "is malformed";
  return host === "" && !parsed.searchParams.get("host") ? "must name a host" : undefined;
}

function isPort(text: string): boolean {
  return /^[0-9]{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535;
}
