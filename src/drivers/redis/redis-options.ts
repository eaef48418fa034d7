// The options of a Redis store: Dapr's names for `state.redis`, in any case,
// and a few of our own; checked once, every fault in one error. Durations are
// bare milliseconds or Go's notation. No message holds an option's value.

import { parseDuration } from "../../driver-kit/duration.ts";
import { OptionReader } from "../../driver-kit/option-reader.ts";
import type { RawOptions } from "../../store/driver.ts";
import { type QueryIndexes, readQueryIndexes } from "./query/redis-query-indexes.ts";
import { optionsOfUrl } from "./redis-url.ts";

/** A server's address: a host and a port, or the path of a Unix socket. */
export type RedisAddress = { readonly host: string; readonly port: number } | { readonly path: string };

/** How connections are encrypted. */
export interface RedisTls {
  /** Whether the server's certificate and name are checked. Default: true. */
  readonly isVerified: boolean;
  /** Certificate of the authority, PEM. Default: those of the system. */
  readonly ca: string | undefined;
  /** Our certificate and its key, PEM. Default: none is shown. */
  readonly cert: string | undefined;
  readonly key: string | undefined;
  /** The name that the server's certificate has to have. Default: the host's. */
  readonly serverName: string | undefined;
}

/** A primary that sentinels name. */
export interface RedisSentinel {
  readonly masterName: string;
  readonly username: string | undefined;
  readonly password: string | undefined;
}

/** The options of a Redis store. */
export interface RedisOptions {
  readonly topology: "single" | "sentinel" | "cluster";
  /** The server; or sentinels; or some nodes of the cluster. */
  readonly addresses: readonly RedisAddress[];
  readonly username: string | undefined;
  readonly password: string | undefined;
  /** Default: 0. A cluster has no other. */
  readonly database: number;
  readonly tls: RedisTls | undefined;
  readonly sentinel: RedisSentinel | undefined;
  /** Longest time for a connection to become usable, in ms. Default: 5000. */
  readonly connectTimeoutMs: number;
  /** Longest time for one command to be answered, whatever the caller's deadline, in ms. Default: 3000. */
  readonly readTimeoutMs: number;
  /** Keep an ordered index of keys beside the records. Default: false. */
  readonly hasIndex: boolean;
  /** How often the index is compared with the keys, for those that others wrote, in ms. Default: 300 000. */
  readonly indexRepairIntervalMs: number;
  /** What queries may ask for. Default: nothing, and then there are none. */
  readonly queryIndexes: QueryIndexes;
  /** Connections per server for `strong` writes, which wait for replicas. Default: 2. */
  readonly strongConnections: number;
  /** Longest wait for replicas, in ms. Default: 1000. */
  readonly strongTimeoutMs: number;
  /** Most commands of one connection that are waiting or not yet answered. Default: 10 000. */
  readonly inFlightMax: number;
  /** Most bytes of those commands. Default: 64 MiB. */
  readonly inFlightBytesMax: number;
  /** Names of options that were given and have no effect here. */
  readonly withoutEffect: readonly string[];
}

const names = [
  "url redisHost redisPort redisUsername redisPassword redisDB redisType failover sentinelMasterName",
  "sentinelUsername sentinelPassword enableTLS insecureSkipTLSVerify clientCert clientKey caCert tlsServerName",
  "dialTimeout readTimeout writeTimeout index indexRepairInterval queryIndexes strongConnections strongTimeout",
  "inFlightMax inFlightBytesMax",
]
  .join(" ")
  .split(" ");

// Longest that a command may take to be answered, whatever is asked.
const replyMsMax = 120_000;

// Options of Dapr's component that have nothing to set here: connections are few and shared, and commands that may have
// been applied are never sent again. They are taken without effect, so that a component file works as it is.
const idleNumbers =
  "redisMaxRetries maxRetries poolSize minIdleConns maxRetryBackoff queueDepth concurrency".split(" ");
const idleDurations = [
  "redisMinRetryInterval redisMaxRetryInterval maxConnAge poolTimeout idleTimeout idleCheckFrequency",
  "redeliverInterval processingTimeout",
]
  .join(" ")
  .split(" ");
const idle = [...idleNumbers, ...idleDurations];

const unsupported: Readonly<Record<string, string>> = {
  ttlInSeconds: "is not supported by the driver: say a time to live with each write",
  useEntraID: "is not supported: give a user and a password",
  azureClientID: "is not supported: give a user and a password",
  azureClientSecret: "is not supported: give a user and a password",
  azureTenantID: "is not supported: give a user and a password",
  useOIDC: "is not supported: give a user and a password",
  oidcTokenEndpoint: "is not supported: give a user and a password",
  oidcClientID: "is not supported: give a user and a password",
  oidcClientAssertionCert: "is not supported: give a user and a password",
  oidcClientAssertionKey: "is not supported: give a user and a password",
  oidcResource: "is not supported: give a user and a password",
  oidcAudience: "is not supported: give a user and a password",
  oidcKid: "is not supported: give a user and a password",
  oidcScopes: "is not supported: give a user and a password",
  oidcCACert: "is not supported: give a user and a password",
};

const canonical = new Map(
  [...names, ...idle, ...Object.keys(unsupported)].map((name) => [name.toLowerCase(), name]),
);

const isOff = (raw: unknown): boolean =>
  raw === undefined ||
  raw === "" ||
  raw === false ||
  (typeof raw === "string" && /^(f|false|n|no|off|0)$/i.test(raw));

// One spelling per option; an unknown name is left as it is, for the reader to refuse.
function withCanonicalNames(raw: RawOptions, faults: string[]): Record<string, unknown> {
  const options: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(raw)) {
    const known = canonical.get(name.toLowerCase()) ?? name;
    if (Object.hasOwn(options, known)) faults.push(`${known}: is given twice`);
    options[known] = value;
  }
  return options;
}

function withUrl(raw: RawOptions, faults: string[]): Record<string, unknown> {
  const options = withCanonicalNames(raw, faults);
  const { url } = options;
  if (url === undefined) return options;
  delete options.url;
  const fromUrl = typeof url === "string" ? optionsOfUrl(url) : undefined;
  if (fromUrl === undefined) {
    faults.push("url: must be redis:// or rediss://, [user:password@]host[:port][/database][?option=value]");
    return options;
  }
  return { ...withCanonicalNames(fromUrl, faults), ...options };
}

/** Reads options and gathers what is wrong with them. */
class RedisOptionReader {
  readonly #reader: OptionReader;
  readonly #raw: Readonly<Record<string, unknown>>;

  constructor(raw: Readonly<Record<string, unknown>>, faults: readonly string[]) {
    this.#raw = raw;
    this.#reader = new OptionReader(raw);
    for (const fault of faults) this.fault(...splitFault(fault));
  }

  fault(name: string, message: string): void {
    this.#reader.fault(name, message);
  }

  text(name: string): string | undefined {
    const raw = this.#reader.raw(name);
    if (raw === undefined || raw === "") return undefined;
    if (typeof raw === "string" || typeof raw === "number") return String(raw);
    this.fault(name, "must be a text");
    return undefined;
  }

  // Dapr takes y, yes, t, on and 1 too, in any case.
  flag(name: string): boolean {
    const raw = this.#reader.raw(name);
    if (isOff(raw)) return false;
    const word = String(raw).toLowerCase();
    if (["true", "t", "yes", "y", "on", "1"].includes(word)) return true;
    if (!["false", "f", "no", "n", "off", "0"].includes(word)) this.fault(name, "must be true or false");
    return false;
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
    this.fault(
      name,
      `must be a duration from ${min} ms to ${max} ms: bare milliseconds, or like 500ms, 3s, 1m`,
    );
    return byDefault;
  }

  /** A limit for an answer. As in Dapr, 0 is the default and a negative one is no limit, which here is the longest. */
  answerMs(name: string, byDefault: number): number {
    const ms = parseDuration(this.#reader.raw(name), 1);
    if (ms === undefined || ms > 0) return this.durationMs(name, byDefault, 10, replyMsMax);
    return ms === 0 ? byDefault : replyMsMax;
  }

  /** Of options that have nothing to set here: what is wrong with them, and the names of the others that are given. */
  withoutEffect(): readonly string[] {
    for (const name of idleNumbers) {
      if (!/^(-?\d{1,18})?$/.test(String(this.#raw[name] ?? ""))) this.fault(name, "must be a whole number");
    }
    for (const name of idleDurations) {
      const raw = this.#raw[name] ?? "";
      if (raw !== "" && parseDuration(raw, 1) === undefined)
        this.fault(name, "must be a duration: bare milliseconds, or like 500ms, 3s, 1m");
    }
    return idle.filter((name) => !isOff(this.#reader.raw(name)));
  }

  finish(): void {
    for (const [name, message] of Object.entries(unsupported)) {
      if (!isOff(this.#reader.raw(name))) this.fault(name, message);
    }
    this.#reader.raw("url");
    this.#reader.finish();
  }
}

function splitFault(fault: string): [string, string] {
  const colon = fault.indexOf(": ");
  return [fault.slice(0, colon), fault.slice(colon + 2)];
}

function readAddress(text: string, portByDefault: number): RedisAddress | undefined {
  if (text.startsWith("/")) return { path: text };
  const match = /^(?:\[([0-9a-fA-F:.]+)\]|([^:[\]\s]+))(?::([0-9]{1,5}))?$/.exec(text);
  const host = match?.[1] ?? match?.[2];
  const port = match?.[3] === undefined ? portByDefault : Number(match[3]);
  return host === undefined || port < 1 || port > 65_535 ? undefined : { host, port };
}

function readAddresses(reader: RedisOptionReader, portByDefault: number): readonly RedisAddress[] {
  const hosts = reader.text("redisHost");
  const port = reader.integer("redisPort", portByDefault, 1, 65_535);
  if (hosts === undefined) {
    reader.fault("redisHost", "is missing; say the host, or give a url");
    return [];
  }
  const addresses: RedisAddress[] = [];
  const isPortGiven = reader.text("redisPort") !== undefined;
  for (const text of hosts.split(",")) {
    const address = readAddress(text.trim(), port);
    if (isPortGiven && address !== undefined && "port" in address && address.port !== port)
      reader.fault("redisPort", "is another port than that of redisHost");
    if (address === undefined)
      reader.fault("redisHost", "must be host, host:port, [IPv6]:port or a socket's path");
    else addresses.push(address);
  }
  return addresses;
}

function readTopology(reader: RedisOptionReader): RedisOptions["topology"] {
  const type = (reader.text("redisType") ?? "node").toLowerCase();
  const hasFailover = reader.flag("failover");
  if (type !== "node" && type !== "cluster") reader.fault("redisType", "must be node or cluster");
  if (type === "cluster" && hasFailover)
    reader.fault("failover", "is not supported with redisType cluster: a cluster finds its primaries itself");
  if (type === "cluster") return "cluster";
  return hasFailover ? "sentinel" : "single";
}

function readSentinel(
  reader: RedisOptionReader,
  topology: RedisOptions["topology"],
): RedisSentinel | undefined {
  const masterName = reader.text("sentinelMasterName");
  const username = reader.text("sentinelUsername");
  const password = reader.text("sentinelPassword");
  if (topology !== "sentinel") return undefined;
  if (masterName === undefined) reader.fault("sentinelMasterName", "is missing; failover needs it");
  return { masterName: masterName ?? "", username, password };
}

function readTls(reader: RedisOptionReader): RedisTls | undefined {
  const isEnabled = reader.flag("enableTLS");
  const isVerified = !reader.flag("insecureSkipTLSVerify");
  const [ca, cert, key] = ["caCert", "clientCert", "clientKey"].map((name) => reader.text(name));
  const serverName = reader.text("tlsServerName");
  if ((cert === undefined) !== (key === undefined))
    reader.fault(
      cert === undefined ? "clientCert" : "clientKey",
      "is missing; a certificate and its key go together",
    );
  return isEnabled ? { isVerified, ca, cert, key, serverName } : undefined;
}

function checkTogether(reader: RedisOptionReader, options: RedisOptions): void {
  const { topology, addresses, database, hasIndex, queryIndexes } = options;
  if (topology === "cluster" && queryIndexes.length > 0)
    reader.fault("queryIndexes", "is not supported with redisType cluster: a search sees one server only");
  if (topology === "single" && addresses.length > 1)
    reader.fault("redisHost", "names several hosts; say redisType cluster or failover");
  if (topology !== "single" && addresses.some((address) => "path" in address))
    reader.fault("redisHost", "a socket's path is for a single server only");
  if (topology === "cluster" && database !== 0) reader.fault("redisDB", "a cluster has database 0 only");
  if (topology === "cluster" && hasIndex)
    reader.fault(
      "index",
      "is not supported with redisType cluster: an index is one key, records are in many slots",
    );
}

/** Checked options from raw ones. Throws `invalid` with every fault, each naming its option. */
export function compileRedisOptions(raw: RawOptions): RedisOptions {
  const faults: string[] = [];
  const reader = new RedisOptionReader(withUrl(raw, faults), faults);
  const topology = readTopology(reader);
  const options: RedisOptions = {
    topology,
    addresses: readAddresses(reader, topology === "sentinel" ? 26_379 : 6379),
    username: reader.text("redisUsername"),
    password: reader.text("redisPassword"),
    database: reader.integer("redisDB", 0, 0, 1_000_000),
    tls: readTls(reader),
    sentinel: readSentinel(reader, topology),
    connectTimeoutMs: reader.durationMs("dialTimeout", 5000, 10, 120_000),
    readTimeoutMs: readTimeout(reader),
    hasIndex: reader.flag("index"),
    indexRepairIntervalMs: reader.durationMs("indexRepairInterval", 300_000, 1000, 86_400_000),
    queryIndexes: readQueryIndexes(reader.text("queryIndexes") ?? "[]", (message) =>
      reader.fault("queryIndexes", message),
    ),
    strongConnections: reader.integer("strongConnections", 2, 1, 64),
    strongTimeoutMs: reader.durationMs("strongTimeout", 1000, 1, 60_000),
    inFlightMax: reader.integer("inFlightMax", 10_000, 1, 1_000_000),
    inFlightBytesMax: reader.integer("inFlightBytesMax", 64 * 1024 * 1024, 1024, 256 * 1024 * 1024),
    withoutEffect: reader.withoutEffect(),
  };
  checkTogether(reader, options);
  reader.finish();
  return options;
}

// Dapr has a limit for sending and one for the answer; here one covers both.
function readTimeout(reader: RedisOptionReader): number {
  const readMs = reader.answerMs("readTimeout", 3000);
  return Math.max(readMs, reader.answerMs("writeTimeout", readMs));
}
