// The options of a Redis store: Dapr's names for `state.redis`, in any case, and a
// few more. They are checked once, and every violation is in one error. Durations
// are bare milliseconds or Go's notation. No message holds an option's value.
import { isIPv6 } from "node:net";
import { parseDuration } from "../../driver-kit/duration.ts";
import { OptionReader, parseFlag } from "../../driver-kit/option-reader.ts";
import { type AuthorityPlaces, authorityPlaces } from "../../driver-kit/system-authorities.ts";
import type { Violation } from "../../model/errors.ts";
import type { DriverEnvironment, RawOptions } from "../../store/driver.ts";
import { type QueryIndexes, readQueryIndexes } from "./query/redis-query-indexes.ts";
import { checkPems } from "./redis-pem-check.ts";
import { inTermsOfUrl, optionsOfUrl } from "./redis-url.ts";

/** A server's address: a host and a port, or the path of a Unix socket. */
export type RedisAddress = { readonly host: string; readonly port: number } | { readonly path: string };

/** How connections are encrypted. */
export interface RedisTls {
  /** Whether the server's certificate and name are checked. Default: true. */
  readonly isVerified: boolean;
  /** Certificates of authorities, PEM. Default: those of the system, if certificates are checked. */
  readonly ca: string | readonly string[] | undefined;
  /** Client certificate and its key, PEM. Default: none. */
  readonly cert: string | undefined;
  readonly key: string | undefined;
  /** The name that the server's certificate has to have. Default: the host name. */
  readonly serverName: string | undefined;
}

/** A primary found through sentinels. */
export interface RedisSentinel {
  readonly masterName: string;
  readonly username: string | undefined;
  readonly password: string | undefined;
}

/** The options of a Redis store. */
export interface RedisOptions {
  readonly topology: "single" | "sentinel" | "cluster";
  /** The server, the sentinels, or some nodes of the cluster. */
  readonly addresses: readonly RedisAddress[];
  readonly username: string | undefined;
  readonly password: string | undefined;
  /** Default: 0, the only one of a cluster. */
  readonly database: number;
  readonly tls: RedisTls | undefined;
  /** Where the authorities of the system are. */
  readonly authorities: AuthorityPlaces;
  readonly sentinel: RedisSentinel | undefined;
  /** The maximum time to connect and to complete the handshake, in ms. Default: 5000. */
  readonly connectTimeoutMs: number;
  /** The maximum time for the reply to one command, even if the call's deadline is later, in ms. Default: 3000. */
  readonly readTimeoutMs: number;
  /** Keep an ordered index of keys beside the records. Default: false. */
  readonly hasIndex: boolean;
  /** How often the index is compared with the keys, because others write keys too, in ms. Default: 300 000. */
  readonly indexRepairIntervalMs: number;
  /** The indexes that queries use. Default: none, and then queries are not supported. */
  readonly queryIndexes: QueryIndexes;
  /** Connections per server for `strong` writes, which wait for replicas. Default: 2. */
  readonly strongConnections: number;
  /** The maximum wait for replicas, in ms. Default: 1000. */
  readonly strongTimeoutMs: number;
  /** The maximum number of commands of one connection that wait or have no reply yet. Default: 10 000. */
  readonly inFlightMax: number;
  /** The maximum number of bytes of those commands. Default: 64 MiB. */
  readonly inFlightBytesMax: number;
  /** Names of the given options that have no effect in this driver. */
  readonly withoutEffect: readonly string[];
  /** Texts for the log about options that are accepted, but not as they are written. */
  readonly warnings: readonly string[];
}

const names = [
  "url redisHost redisPort redisUsername redisPassword redisDB redisType failover sentinelMasterName",
  "sentinelUsername sentinelPassword enableTLS insecureSkipTLSVerify clientCert clientKey caCert tlsServerName",
  "dialTimeout readTimeout writeTimeout index indexRepairInterval queryIndexes strongConnections strongTimeout",
  "inFlightMax inFlightBytesMax",
]
  .join(" ")
  .split(" ");

// Bounds, in ms, of the configured times to connect and for a reply.
const timeoutBounds = { min: 10, max: 120_000 };

// Options of Dapr's component without effect here: connections are few and shared, and commands that may have been applied
// are never sent again. They are accepted, so that a component file works unchanged.
const unusedNumbers =
  "redisMaxRetries maxRetries poolSize minIdleConns maxRetryBackoff queueDepth concurrency".split(" ");
const unusedDurations = [
  "redisMinRetryInterval redisMaxRetryInterval maxConnAge poolTimeout idleTimeout idleCheckFrequency",
  "redeliverInterval processingTimeout",
]
  .join(" ")
  .split(" ");
const unused = [...unusedNumbers, ...unusedDurations];

const unsupported: Readonly<Record<string, string>> = {
  ttlInSeconds: "is not supported by the driver; set a time to live with each write",
  useEntraID: "is not supported; use redisUsername and redisPassword",
  azureClientID: "is not supported; use redisUsername and redisPassword",
  azureClientSecret: "is not supported; use redisUsername and redisPassword",
  azureTenantID: "is not supported; use redisUsername and redisPassword",
  useOIDC: "is not supported; use redisUsername and redisPassword",
  oidcTokenEndpoint: "is not supported; use redisUsername and redisPassword",
  oidcClientID: "is not supported; use redisUsername and redisPassword",
  oidcClientAssertionCert: "is not supported; use redisUsername and redisPassword",
  oidcClientAssertionKey: "is not supported; use redisUsername and redisPassword",
  oidcResource: "is not supported; use redisUsername and redisPassword",
  oidcAudience: "is not supported; use redisUsername and redisPassword",
  oidcKid: "is not supported; use redisUsername and redisPassword",
  oidcScopes: "is not supported; use redisUsername and redisPassword",
  oidcCACert: "is not supported; use redisUsername and redisPassword",
};

const canonical = new Map(
  [...names, ...unused, ...Object.keys(unsupported)].map((name) => [name.toLowerCase(), name]),
);

const isOff = (raw: unknown): boolean => raw === undefined || raw === "" || parseFlag(raw) === false;

// One spelling per option. An unknown name is kept; the reader rejects it.
function withCanonicalNames(raw: RawOptions, violations: Violation[]): Record<string, unknown> {
  const options: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(raw)) {
    const known = canonical.get(name.toLowerCase()) ?? name;
    if (Object.hasOwn(options, known)) violations.push({ path: [known], description: "is given twice" });
    options[known] = value;
  }
  return options;
}

function withUrl(raw: RawOptions, violations: Violation[]): Record<string, unknown> {
  const options = withCanonicalNames(raw, violations);
  const { url } = options;
  if (url === undefined) return options;
  delete options.url;
  const fromUrl = typeof url === "string" ? optionsOfUrl(url) : undefined;
  if (fromUrl === undefined) {
    const description =
      "must be redis:// or rediss://, [user:password@]host[:port][/database][?option=value]";
    violations.push({ path: ["url"], description });
    return options;
  }
  return { ...withCanonicalNames(fromUrl, violations), ...options };
}

/** Reads options and collects violations. */
class RedisOptionReader {
  readonly #reader: OptionReader;
  readonly #raw: Readonly<Record<string, unknown>>;

  constructor(raw: Readonly<Record<string, unknown>>, violations: readonly Violation[]) {
    this.#raw = raw;
    this.#reader = new OptionReader(raw);
    for (const { path, description } of violations) this.violation(String(path[0]), description);
  }

  violation(name: string, description: string): void {
    this.#reader.violation(name, description);
  }

  text(name: string): string | undefined {
    const raw = this.#reader.raw(name);
    if (raw === undefined || raw === "") return undefined;
    if (typeof raw === "string" || typeof raw === "number") return String(raw);
    this.violation(name, "must be a string");
    return undefined;
  }

  flag(name: string): boolean {
    return !isOff(this.#reader.raw(name)) && this.#reader.flag(name, false);
  }

  warn(name: string, description: string): void {
    this.#reader.warn(name, description);
  }

  get warnings(): readonly string[] {
    return this.#reader.warnings;
  }

  integer(name: string, byDefault: number, min: number, max: number): number {
    if (this.#raw[name] !== "") return this.#reader.integer(name, byDefault, { min, max });
    this.#reader.raw(name);
    return byDefault;
  }

  durationMs(name: string, byDefault: number, min: number, max: number): number {
    const raw = this.#reader.raw(name);
    if (raw === undefined || raw === "") return byDefault;
    const ms = parseDuration(raw, 1);
    if (ms !== undefined && ms >= min && ms <= max) return Math.ceil(ms);
    this.violation(
      name,
      `must be a duration from ${min} ms to ${max} ms: a number of milliseconds, or a value such as 500ms, 3s or 1m`,
    );
    return byDefault;
  }

  /** A timeout that Dapr has too. Any duration is accepted: 0 means the default, and what exceeds a bound means the bound. */
  timeoutMs(name: string, byDefault: number): number {
    const ms = parseDuration(this.#reader.raw(name), 1);
    if (ms === undefined) return this.durationMs(name, byDefault, timeoutBounds.min, timeoutBounds.max);
    return ms === 0 ? byDefault : this.#reader.clamped(name, Math.ceil(ms), timeoutBounds, " ms");
  }

  /** A limit for a reply. As in Dapr, a negative value means no limit, which here is the upper limit. */
  replyMs(name: string, byDefault: number): number {
    const ms = parseDuration(this.#reader.raw(name), 1);
    return ms !== undefined && ms < 0 ? timeoutBounds.max : this.timeoutMs(name, byDefault);
  }

  /** Checks the options without effect, and returns the names of those that are given. */
  withoutEffect(): readonly string[] {
    for (const name of unusedNumbers) {
      if (!/^([+-]?\d{1,18})?$/.test(String(this.#raw[name] ?? "")))
        this.violation(name, "must be a whole number");
    }
    for (const name of unusedDurations) {
      const raw = this.#raw[name] ?? "";
      if (raw !== "" && parseDuration(raw, 1) === undefined)
        this.violation(
          name,
          "must be a duration: a number of milliseconds, or a value such as 500ms, 3s or 1m",
        );
    }
    return unused.filter((name) => !isOff(this.#reader.raw(name)));
  }

  finish(): void {
    for (const [name, description] of Object.entries(unsupported)) {
      if (!isOff(this.#reader.raw(name))) this.violation(name, description);
    }
    this.#reader.raw("url");
    this.#reader.finish();
  }
}

function readAddress(text: string, portByDefault: number): RedisAddress | undefined {
  if (text.startsWith("/")) return { path: text };
  // As in Dapr, an IPv6 address without a port needs no brackets.
  if (isIPv6(text)) return { host: text, port: portByDefault };
  const match = /^(?:\[([0-9a-fA-F:.]+)\]|([^:[\]\s]+))(?::([0-9]{1,5}))?$/.exec(text);
  const host = match?.[1] ?? match?.[2];
  const port = match?.[3] === undefined ? portByDefault : Number(match[3]);
  return host === undefined || port < 1 || port > 65_535 ? undefined : { host, port };
}

function readAddresses(reader: RedisOptionReader, portByDefault: number): readonly RedisAddress[] {
  const hosts = reader.text("redisHost");
  const port = reader.integer("redisPort", 0, 0, 65_535) || portByDefault;
  if (hosts === undefined) {
    reader.violation(
      "redisHost",
      "is missing: set redisHost, or name a host in the URL, such as redis://localhost:6379",
    );
    return [];
  }
  const addresses: RedisAddress[] = [];
  const isPortGiven = Number(reader.text("redisPort") ?? 0) !== 0;
  const texts = hosts.split(",").map((text) => text.trim());
  // A comma at the end is no host. Without any host the whole is malformed.
  for (const text of texts.some(Boolean) ? texts.filter(Boolean) : texts) {
    const address = readAddress(text, port);
    if (isPortGiven && address !== undefined && "port" in address && address.port !== port)
      reader.violation("redisPort", "differs from the port in redisHost");
    if (address === undefined)
      reader.violation("redisHost", "must be host, host:port, [IPv6]:port or a socket's path");
    else addresses.push(address);
  }
  return addresses;
}

function readTopology(reader: RedisOptionReader): RedisOptions["topology"] {
  const type = (reader.text("redisType") ?? "node").toLowerCase();
  const hasFailover = reader.flag("failover");
  // Dapr treats every type but `cluster` as a single server.
  if (type !== "node" && type !== "cluster")
    reader.warn("redisType", "is neither node nor cluster: node is used");
  if (type === "cluster" && hasFailover)
    reader.warn("redisType", "has no effect with failover: the servers behind the sentinels are used");
  if (hasFailover) return "sentinel";
  return type === "cluster" ? "cluster" : "single";
}

function readSentinel(
  reader: RedisOptionReader,
  topology: RedisOptions["topology"],
): RedisSentinel | undefined {
  const masterName = reader.text("sentinelMasterName");
  const username = reader.text("sentinelUsername");
  const password = reader.text("sentinelPassword");
  if (topology !== "sentinel") return undefined;
  if (masterName === undefined) reader.violation("sentinelMasterName", "is missing; failover requires it");
  return { masterName: masterName ?? "", username, password };
}

function readTls(reader: RedisOptionReader): RedisTls | undefined {
  const isEnabled = reader.flag("enableTLS");
  const isVerified = !reader.flag("insecureSkipTLSVerify");
  const [ca, cert, key] = ["caCert", "clientCert", "clientKey"].map((name) => reader.text(name));
  const serverName = reader.text("tlsServerName");
  if (isEnabled) checkPems({ ca, cert, key }, (name, reason) => reader.violation(name, reason));
  if ((cert === undefined) === (key === undefined))
    return isEnabled ? { isVerified, ca, cert, key, serverName } : undefined;
  reader.warn(
    cert === undefined ? "clientCert" : "clientKey",
    "is missing: no client certificate is used, because it needs both clientCert and clientKey",
  );
  return isEnabled ? { isVerified, ca, cert: undefined, key: undefined, serverName } : undefined;
}

// As in Dapr, a negative number means 0, and the number has no effect in a cluster.
function readDatabase(reader: RedisOptionReader, topology: RedisOptions["topology"]): number {
  const isNegative = /^-\d+$/.test(reader.text("redisDB") ?? "");
  const database = isNegative ? 0 : reader.integer("redisDB", 0, 0, 1_000_000);
  if (isNegative) reader.warn("redisDB", "is negative: 0 is used");
  if (topology !== "cluster" || database === 0) return database;
  reader.warn("redisDB", "has no effect with redisType cluster: 0 is used");
  return 0;
}

function checkTogether(reader: RedisOptionReader, options: RedisOptions): void {
  const { topology, addresses, hasIndex, queryIndexes } = options;
  if (topology === "cluster" && queryIndexes.length > 0)
    reader.violation(
      "queryIndexes",
      "is not supported with redisType cluster, because a search covers one server only",
    );
  if (topology === "single" && addresses.length > 1)
    reader.violation("redisHost", "names several hosts; set redisType to cluster, or failover to true");
  if (topology !== "single" && addresses.some((address) => "path" in address))
    reader.violation("redisHost", "must not be a socket's path with a cluster or sentinels");
  if (topology === "cluster" && hasIndex)
    reader.violation(
      "index",
      "is not supported with redisType cluster, because the index is one key and records are in many slots",
    );
}

/** Checked options from raw ones. Throws `invalid` with every violation. */
export function compileRedisOptions(raw: RawOptions, environment: DriverEnvironment = {}): RedisOptions {
  const violations: Violation[] = [];
  const reader = new RedisOptionReader(withUrl(raw, violations), violations);
  const topology = readTopology(reader);
  const options: RedisOptions = {
    topology,
    addresses: readAddresses(reader, topology === "sentinel" ? 26_379 : 6379),
    username: reader.text("redisUsername"),
    password: reader.text("redisPassword"),
    database: readDatabase(reader, topology),
    tls: readTls(reader),
    authorities: authorityPlaces(environment),
    sentinel: readSentinel(reader, topology),
    connectTimeoutMs: reader.timeoutMs("dialTimeout", 5000),
    readTimeoutMs: readTimeout(reader),
    hasIndex: reader.flag("index"),
    indexRepairIntervalMs: reader.durationMs("indexRepairInterval", 300_000, 1000, 86_400_000),
    queryIndexes: readQueryIndexes(reader.text("queryIndexes") ?? "[]", (description) =>
      reader.violation("queryIndexes", description),
    ),
    strongConnections: reader.integer("strongConnections", 2, 1, 64),
    strongTimeoutMs: reader.durationMs("strongTimeout", 1000, 1, 60_000),
    inFlightMax: reader.integer("inFlightMax", 10_000, 1, 1_000_000),
    inFlightBytesMax: reader.integer("inFlightBytesMax", 64 * 1024 * 1024, 1024, 256 * 1024 * 1024),
    withoutEffect: reader.withoutEffect(),
    warnings: reader.warnings,
  };
  checkTogether(reader, options);
  try {
    reader.finish();
  } catch (thrown) {
    throw inTermsOfUrl(raw, thrown);
  }
  return options;
}

// Dapr has one limit for sending and one for the reply; here one covers both.
function readTimeout(reader: RedisOptionReader): number {
  const readMs = reader.replyMs("readTimeout", 3000);
  return Math.max(readMs, reader.replyMs("writeTimeout", readMs));
}
