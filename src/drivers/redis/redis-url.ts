// A Redis URL as options: `redis://user:password@host:port/database?name=value`,
// `rediss://` for TLS, several hosts with commas, `%2Fpath` as a host for a
// Unix socket. The query string holds options by their names.
import type { RawOptions } from "../../store/driver.ts";

const shape = /^(rediss?):\/\/(?:([^@/]*)@)?([^/?#]*)(?:\/([^?#]*))?(?:\?([^#]*))?$/;

/** The options in a URL, by their names; undefined if it is not a Redis URL. No message quotes any part of it. */
export function optionsOfUrl(url: string): RawOptions | undefined {
  const match = shape.exec(url);
  if (match === null) return undefined;
  const [, scheme, login, hosts, database, query] = match;
  try {
    const [user, password] = splitLogin(login ?? "");
    const options: Record<string, string> = Object.fromEntries(new URLSearchParams(query ?? ""));
    if (hosts !== undefined && hosts !== "") options.redisHost = decodeURIComponent(hosts);
    if (user !== "") options.redisUsername = decodeURIComponent(user);
    if (password !== "") options.redisPassword = decodeURIComponent(password);
    if (database !== undefined && database !== "") options.redisDB = database;
    if (scheme === "rediss") options.enableTLS = "true";
    return options;
  } catch {
    // A percent sign without a valid escape.
    return undefined;
  }
}

function splitLogin(login: string): readonly [string, string] {
  const colon = login.indexOf(":");
  return colon < 0 ? [login, ""] : [login.slice(0, colon), login.slice(colon + 1)];
}
