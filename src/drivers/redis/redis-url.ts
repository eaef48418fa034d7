// A Redis URL as options: `redis://user:password@host:port/database?name=value`,
// `rediss://` for TLS, several hosts with commas, `%2Fpath` as a host for a
// Unix socket. Whatever stands after `?` is options by their names.
import type { RawOptions } from "../../store/driver.ts";

const shape = /^(rediss?):\/\/(?:([^@/]*)@)?([^/?#]*)(?:\/([^?#]*))?(?:\?([^#]*))?$/;

/** The options in a URL, by their names; undefined if it is no Redis URL. Nothing of it is quoted in a message. */
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
    // A percent sign that begins no escape.
    return undefined;
  }
}

function splitLogin(login: string): readonly [string, string] {
  const colon = login.indexOf(":");
  return colon < 0 ? [login, ""] : [login.slice(0, colon), login.slice(colon + 1)];
}
