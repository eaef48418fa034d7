// Every option, by name. The name is that of the flag: `--app-id` is `PILLION_APP_ID` in the environment and `app-id` in
// a file. Options that daprd has, too, have the same meaning.
import { appIdBytesMax, driverManifests, messageBytesMaxDefault } from "../../../src/index.ts";
import { grpcTransports, logLevels } from "../config.ts";
import {
  byteSize,
  duration,
  oneOf,
  parsed,
  path,
  port,
  shown,
  type ValueSchema,
  wholeNumber,
  yesNo,
} from "./value-schema.ts";

/** One option. */
export interface Option<Value = unknown> {
  readonly schema: ValueSchema<Value>;
  /** What its value is, for the help text; undefined for a yes-or-no flag, which needs no value. */
  readonly hint?: string;
  /** One line of the help text; an option without it is accepted but not listed. */
  readonly help?: string;
  /** May be given more than once. */
  readonly repeatable?: true;
  /** As a flag or a variable, its text is a list with commas, as Go's command lines have it: `a,b` or `"a,b",c`. */
  readonly commaList?: true;
  /** An empty value is treated as unset. */
  readonly emptyIsUnset?: true;
  /** A negative whole number is treated as unset. */
  readonly negativeIsUnset?: true;
  /** Not accepted in a file. */
  readonly flagOnly?: true;
}

const kibi = 1024;
const mebi = kibi * kibi;
const messageBytesMin = 4 * kibi;
const messageBytesMax = 256 * mebi;
const memoryBytesMin = 64 * mebi;
const memoryBytesMax = 1024 * 1024 * mebi;
const headerBytesMin = kibi;
const headerBytesMax = mebi;
const headerBytesDefault = 4 * kibi;
// Tokens of 12 kB occur, and daprd's gRPC port accepts them by default.
const metadataBytesDefault = 16 * kibi;

/** The shortest and the longest grace period, in seconds; 0, which daprd accepts, is raised to the shortest. */
export const graceSeconds = { min: 1, max: 3600 } as const;

const appIdPattern = new RegExp(`^[^\\s\\p{Cc}|/\\uFFFD]{1,${appIdBytesMax}}$`, "u");

const appId = parsed(
  `1 to ${appIdBytesMax} bytes of text without spaces, "|" or "/"`,
  (value): string | undefined =>
    appIdPattern.test(value) && Buffer.byteLength(value) <= appIdBytesMax ? value : undefined,
);

/** A store's name: safe in a path segment and in a metric's label. */
export const storeNamePattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/;

/** What a store's name must be, for messages. */
export const storeNameRule =
  'must have 1 to 128 characters (ASCII letters, digits, ".", "_" and "-") and begin with a letter or digit';

const storeFlagParts = /^([^=]*)=(.*)$/s;

// If the name is missing, the text before "=" may be a part of the URL with its password, so it is not shown.
function storeFlagRule(text: string): string {
  const name = storeFlagParts.exec(text)?.[1];
  if (name === undefined || name === "" || /[:/@?]/.test(name))
    return "NAME=URL, such as cart=redis://127.0.0.1:6379 or cart=embedded:./cart";
  return `NAME=URL; the name ${shown(name)} is not valid: it ${storeNameRule}`;
}

const storeFlag = parsed(
  storeFlagRule,
  (value) => {
    const [, name, url] = storeFlagParts.exec(value) ?? [];
    return name !== undefined && url !== undefined && storeNamePattern.test(name) ? { name, url } : undefined;
  },
  true,
);

const schemes = driverManifests
  .flatMap((manifest) => manifest.schemes)
  .map((scheme) => `${scheme}:`)
  .join(", ");

const hosts = parsed("addresses separated by commas, such as 127.0.0.1,[::1]", (value) => {
  const list = value.split(",").map((host) => host.trim().replace(/^\[(.*)\]$/, "$1"));
  return list.every((host) => /^[A-Za-z0-9.:_%-]+$/.test(host)) ? [...new Set(list)] : undefined;
});

/** The options, in the order of the help text. */
export const optionTable = {
  "app-id": {
    schema: appId,
    hint: "ID",
    help: "id of the app that owns the state; prefix of every key (app)",
  },
  store: {
    schema: storeFlag,
    hint: "NAME=URL",
    help: `a store; its URL begins with one of ${schemes} (statestore=embedded:)`,
    repeatable: true,
  },
  "data-dir": {
    schema: path,
    hint: "DIR",
    help: "folder for the files of embedded stores, one subfolder per store (./data)",
  },
  "config-file": { schema: path, hint: "FILE", help: "Pillion's own YAML file", flagOnly: true },
  "dapr-grpc-port": {
    schema: port,
    hint: "PORT",
    help: "port for gRPC; 0 lets the system choose one (50001)",
  },
  "dapr-http-port": {
    schema: port,
    hint: "PORT",
    help: "port for HTTP: the Dapr API, health and metrics (3500)",
  },
  "dapr-public-port": {
    schema: port,
    hint: "PORT",
    help: "additional port with only health, for probes (none)",
  },
  "dapr-public-listen-address": {
    schema: hosts,
    hint: "ADDRESS",
    help: "addresses of the public port (0.0.0.0)",
    emptyIsUnset: true,
  },
  "dapr-listen-addresses": {
    schema: hosts,
    hint: "LIST",
    help: "addresses of the gRPC and HTTP ports (127.0.0.1)",
    emptyIsUnset: true,
  },
  "unix-domain-socket": {
    schema: path,
    hint: "DIR",
    help: "serve on Unix sockets in DIR instead of the gRPC and HTTP ports",
    emptyIsUnset: true,
  },
  "grpc-transport": {
    schema: oneOf(grpcTransports),
    hint: "NAME",
    help: "implementation of the gRPC server: wire or grpc-js (wire)",
  },
  "max-body-size": {
    schema: byteSize(messageBytesMin, messageBytesMax, 1, messageBytesMaxDefault),
    hint: "SIZE",
    help: "largest request, which also limits values; replies may be up to 16Mi, or twice this limit if that is more (4Mi)",
  },
  "memory-limit": {
    schema: byteSize(memoryBytesMin, memoryBytesMax),
    hint: "SIZE",
    help: "memory of the process; bounds requests and replies in progress (the container's limit, else at most 512Mi)",
  },
  "read-buffer-size": {
    schema: byteSize(headerBytesMin, headerBytesMax, 1, headerBytesDefault),
    hint: "SIZE",
    help: "largest headers of an HTTP request (4Ki) and metadata of a gRPC call (16Ki, also if SIZE is less)",
  },
  "http-connections-max": {
    schema: wholeNumber(1, 100_000),
    hint: "COUNT",
    help: "most connections to the HTTP port; more get the reply 503 (2000)",
  },
  "enable-metrics": { schema: yesNo, help: "serve Prometheus metrics (true)" },
  "metrics-port": {
    schema: port,
    hint: "PORT",
    help: "additional port with only metrics (none)",
  },
  "metrics-listen-address": {
    schema: hosts,
    hint: "ADDRESS",
    help: "addresses of the metrics port (0.0.0.0, for scrapers outside the pod)",
    emptyIsUnset: true,
  },
  "log-level": {
    schema: oneOf(logLevels, { warning: "warn" }),
    hint: "LEVEL",
    help: `${logLevels.join(", ")} (info)`,
  },
  "log-as-json": {
    schema: yesNo,
    help: "print only the JSON log, nothing on standard output; with =false the log is text (text on a terminal, else JSON)",
  },
  "enable-api-logging": { schema: yesNo, help: "log the method, code and duration of every call (false)" },
  "dapr-graceful-shutdown-seconds": {
    schema: wholeNumber(0, graceSeconds.max),
    hint: "SECONDS",
    help: "longest time to finish calls and close stores after a signal (5)",
    negativeIsUnset: true,
  },
  "dapr-block-shutdown-duration": {
    schema: duration(3_600_000),
    hint: "DURATION",
    help: "continue to serve for this time after a signal (0)",
    emptyIsUnset: true,
  },
  mode: { schema: oneOf(["standalone", "kubernetes"]), hint: "MODE", emptyIsUnset: true },
  "resources-path": {
    schema: path,
    hint: "DIR",
    help: "folder with Dapr component and resiliency files (none)",
    repeatable: true,
    commaList: true,
    emptyIsUnset: true,
  },
  "components-path": { schema: path, hint: "DIR", repeatable: true, emptyIsUnset: true },
  config: {
    schema: path,
    hint: "FILE",
    help: "Dapr Configuration file (none)",
    repeatable: true,
    commaList: true,
    emptyIsUnset: true,
  },
  strict: {
    schema: yesNo,
    help: "unknown names in Dapr's files, and values that are not used as written, end the start (false)",
  },
  "dapr-http-max-request-size": {
    schema: byteSize(mebi, messageBytesMax, mebi, messageBytesMaxDefault),
    hint: "MB",
  },
  "dapr-http-read-buffer-size": {
    schema: byteSize(headerBytesMin, headerBytesMax, kibi, headerBytesDefault),
    hint: "KB",
  },
} as const satisfies Readonly<Record<string, Option>>;

/** The name of an option. */
export type OptionName = keyof typeof optionTable;

/** Every name, in the order of the help text. */
export const optionNames = Object.keys(optionTable) as readonly OptionName[];

/** The type of an option's checked value. */
export type OptionValue<Name extends OptionName> =
  (typeof optionTable)[Name]["schema"] extends ValueSchema<infer Value> ? Value : never;

/** The option of this name, or undefined. */
export function findOption(name: string): Option | undefined {
  return Object.hasOwn(optionTable, name) ? optionTable[name as OptionName] : undefined;
}

/** The values of options that are not given. */
export const defaults = {
  appId: "app",
  dataDir: "data",
  storeName: "statestore",
  storeUrl: "embedded:",
  grpcPort: 50_001,
  httpPort: 3_500,
  hosts: ["127.0.0.1"],
  metricsHosts: ["0.0.0.0"],
  publicHosts: ["0.0.0.0"],
  messageBytesMax: messageBytesMaxDefault,
  headerBytesMax: headerBytesDefault,
  metadataBytesMax: metadataBytesDefault,
  httpConnectionsMax: 2_000,
  graceSeconds: 5,
} as const;

/** The names that Pillion's own file can have. */
export const ownFileNames: readonly string[] = [
  ...optionNames.filter((name) => name !== "store" && findOption(name)?.flagOnly !== true),
  "stores",
];
