// A Postgres URL as options of the driver: what stands after `?` is either an
// option of the store, by its name in any case, or one of the words that the
// server's library knows; anything else is a fault. No message quotes a value.
import type { RawOptions } from "../../../src/index.ts";
import { suggestion } from "./suggestion.ts";

// What makes the connection belongs into the URL's own parts, so it is not among these.
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
const libraryWords = [
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

const optionsByLowerName: ReadonlyMap<string, string> = new Map(
  storeOptions.map((name) => [name.toLowerCase(), name]),
);
const libraryNames: ReadonlySet<string> = new Set(libraryWords);

const shape = "must be postgres://[user:password@]host[:port]/database[?option=value&…]";

/** The options in a Postgres URL, its own rest as `url` among them; or what is wrong with it. */
export function optionsOfPostgresUrl(url: string): RawOptions | string {
  const fault = shapeFault(url);
  if (fault !== undefined) return `its URL ${fault}; it ${shape}`;
  const mark = url.indexOf("?");
  if (mark === -1) return { url };
  const options: Record<string, string> = {};
  const rest = new URLSearchParams();
  for (const [name, value] of new URLSearchParams(url.slice(mark + 1))) {
    const option = optionsByLowerName.get(name.toLowerCase());
    const word = option ?? name.toLowerCase();
    if (option === undefined && !libraryNames.has(word)) {
      const known = suggestion(name, [...storeOptions, ...libraryWords]);
      return `its URL has the option "${name}", which is not known here${known}`;
    }
    if (word in options || rest.has(word)) return `its URL has the option "${word}" twice`;
    if (option === undefined) rest.set(word, value);
    else options[option] = value;
  }
  const head = url.slice(0, mark);
  return { ...options, url: rest.size === 0 ? head : `${head}?${rest}` };
}

function shapeFault(url: string): string | undefined {
  if (/\s/.test(url)) return "holds a blank, which is written %20";
  const [, scheme = "", authority] = /^(\w+:)\/\/([^/?#]*)/.exec(url) ?? [];
  if (authority === undefined) return "is malformed";
  const address = authority.slice(authority.lastIndexOf("@") + 1);
  const [, host, port] = /^(\[[^\]]*\]|[^:]*)(?::(.*))?$/.exec(address) ?? [];
  if (port !== undefined && !isPort(port)) return "has a port that is no number from 1 to 65535";
  // Without a host in its place, the library takes it from the option of that name: the folder of a socket.
  const rest = url.slice(`${scheme}//${authority}`.length);
  const whole = host === "" ? `${scheme}//${authority}.${rest}` : url;
  const parsed = host === undefined || !URL.canParse(whole) ? undefined : new URL(whole);
  if (parsed === undefined || parsed.hash !== "") return "is malformed";
  return host === "" && !parsed.searchParams.get("host") ? "names no host" : undefined;
}

function isPort(text: string): boolean {
  return /^[0-9]{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535;
}
