// A Redis URL as options: `redis://user:password@host:port/database?name=value`,
// `rediss://` for TLS, several hosts with commas, `%2Fpath` as a host for a
// Unix socket. The query string holds options by their names.
import { StoreError, violationError } from "../../model/errors.ts";
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

// The options that a URL holds outside its query, as its violations name them.
const urlParts: Readonly<Record<string, string>> = {
  redisHost: "its host",
  redisDB: "its database",
  redisUsername: "its user",
  redisPassword: "its password",
};

/** The error of options, where a violation of what stands in the URL itself is one of `url`. */
export function inTermsOfUrl({ url, ...others }: RawOptions, thrown: unknown): unknown {
  if (!(thrown instanceof StoreError) || typeof url !== "string") return thrown;
  const query = new URLSearchParams(url.split("?").slice(1).join("?"));
  const written = new Set([...Object.keys(others), ...query.keys()].map((name) => name.toLowerCase()));
  const violations = thrown.violations.map((violation) => {
    const name = String(violation.path[0]);
    const part = written.has(name.toLowerCase()) ? undefined : urlParts[name];
    return part === undefined
      ? violation
      : { path: ["url"], description: `${part} ${violation.description}` };
  });
  return violationError(violations);
}
