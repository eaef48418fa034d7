// From flags, environment and file to one checked configuration, with every
// fault found in one go. Stores are joined by name over all places, so a flag
// can replace one store of a file, or add another.
import { join, resolve } from "node:path";
import type { Config, GrpcConfig, HttpConfig, StoreConfig } from "./config.ts";
import { daprDefaults } from "./dapr-config.ts";
import { type Environment, type EnvironmentSettings, readEnvironment } from "./options/environment.ts";
import { type Command, readFlags } from "./options/flags.ts";
import { defaults, graceSeconds, type OptionName } from "./options/option-table.ts";
import type { FileSettings } from "./options/own-file.ts";
import { checkTogether, StoreReader } from "./options/store-setting.ts";
import { Values } from "./options/values.ts";
import type { NamedPath, ReadResources, Resources } from "./resources.ts";
import type { Fault, Setting } from "./setting.ts";

/** What a process was told, read and checked. */
export interface LoadedConfig {
  readonly command: Command;
  /** Undefined if there are faults. */
  readonly config: Config | undefined;
  readonly faults: readonly Fault[];
  /** The stores as far as they could be read, so that their drivers can add what they find. */
  readonly stores: readonly StoreConfig[];
  /** What was accepted and has no effect, or is worth knowing. */
  readonly warnings: readonly Fault[];
}

const noResources: Resources = {
  stores: [],
  secretStores: [],
  timeoutMs: () => undefined,
  dapr: daprDefaults,
  report: { resiliencies: [], leftOut: [] },
  faults: [],
  warnings: [],
};

const noFile: FileSettings = { settings: [], stores: [], faults: [] };

// The reader of YAML is loaded only if there is a file to read.
async function readFile(settings: readonly (readonly Setting[])[]): Promise<FileSettings> {
  const named = settings.map((place) => place.findLast(({ name }) => name === "config-file"));
  const setting = named.find((found) => found !== undefined);
  if (typeof setting?.value !== "string" || setting.value === "") return noFile;
  const { readConfigFile } = await import("./options/own-file.ts");
  return readConfigFile(setting.value, setting.source);
}

/**
 * Reads the words after the program's name, the environment, and the files that they name. `readResources` reads those of
 * Dapr; it is asked only if there are any.
 */
export async function loadConfig(
  words: readonly string[],
  environment: Environment,
  readResources: ReadResources = async () => noResources,
): Promise<LoadedConfig> {
  const line = readFlags(words);
  const surroundings = readEnvironment(environment);
  const file = await readFile([line.settings, surroundings.settings]);
  const values = new Values([line.settings, surroundings.settings, file.settings]);
  const resources = await resourcesOf(values, surroundings, environment, readResources);
  const config = assemble(values, { file, surroundings, environment, resources });
  const faults = [line, surroundings, file, values, resources].flatMap((place) => place.faults);
  return {
    command: line.command,
    config: faults.length === 0 ? config : undefined,
    faults,
    stores: config.stores,
    warnings: [
      ...surroundings.warnings,
      ...values.warnings,
      ...resources.warnings,
      ...(faults.length === 0 ? missingWarnings(values, config) : []),
    ],
  };
}

// What daprd does not start without, and what nobody would ask a state store for.
function missingWarnings(values: Values, { appId, stores }: Config): readonly Fault[] {
  const source = values.sourceOf(foldersOption(values));
  if (source === undefined) return [];
  const unnamed = values.has("app-id")
    ? []
    : [`no app-id is given, so the app is "${appId}" and scopes, keys and secrets are its own`];
  const messages = stores.length > 0 ? unnamed : [...unnamed, "no state store is left for this app"];
  return messages.map((message) => ({ source, message }));
}

const appIdOf = (values: Values): string => values.get("app-id") ?? defaults.appId;

function graceSecondsOf(values: Values): number {
  const asked = values.get("dapr-graceful-shutdown-seconds") ?? defaults.graceSeconds;
  if (asked < graceSeconds.min) {
    const message = `is taken as ${graceSeconds.min}, because stores need time to flush and to close`;
    values.warn("dapr-graceful-shutdown-seconds", message);
  }
  return Math.max(asked, graceSeconds.min);
}

const dataDirOf = (values: Values): string => resolve(values.get("data-dir") ?? defaults.dataDir);

// As in daprd, the old name counts only where the new one is not given.
const foldersOption = (values: Values): OptionName =>
  values.has("resources-path") ? "resources-path" : "components-path";

async function resourcesOf(
  values: Values,
  { namespace, podName }: EnvironmentSettings,
  environment: Environment,
  read: ReadResources,
): Promise<Resources> {
  const paths = (name: OptionName): NamedPath[] =>
    values.each(name).map(([path, { source }]) => ({ path: String(path), source }));
  const folders = paths(foldersOption(values));
  const configurations = paths("config");
  if (folders.length + configurations.length === 0) return noResources;
  const dataDir = dataDirOf(values);
  return read({ folders, configurations, appId: appIdOf(values), namespace, podName, dataDir, environment });
}

/** Everything that was read. */
interface Places {
  readonly file: FileSettings;
  readonly surroundings: EnvironmentSettings;
  readonly environment: Environment;
  readonly resources: Resources;
}

function assemble(values: Values, places: Places): Config {
  const { resources, surroundings } = places;
  if (values.get("mode") === "kubernetes") {
    values.fault("mode", "components are not fetched from Dapr's operator; only standalone is served");
  }
  const appId = appIdOf(values);
  const dataDir = dataDirOf(values);
  const grpc = grpcConfig(values, appId, surroundings.apiToken);
  const http = httpConfig(values, appId);
  checkPorts(values, grpc, http);
  checkHosts(values);
  return {
    appId,
    dataDir,
    namespace: surroundings.namespace ?? "",
    stores: stores(values, places),
    secretStores: resources.secretStores,
    dapr: resources.dapr,
    report: resources.report,
    grpc,
    http,
    publicHttp: listener(
      values,
      "dapr-public-port",
      values.get("dapr-public-listen-address") ?? defaults.publicHosts,
    ),
    metrics: metricsConfig(values, resources.dapr.metrics.enabled),
    log: {
      level: values.get("log-level") ?? "info",
      calls: values.get("enable-api-logging") ?? resources.dapr.apiLogging ?? false,
      omitsHealth: resources.dapr.omitsHealth,
      banner: values.get("log-as-json") !== true,
    },
    shutdown: {
      graceMs: graceSecondsOf(values) * 1000,
      blockMs: values.get("dapr-block-shutdown-duration") ?? 0,
    },
  };
}

/**
 * Stores of every place, those of the place that wins first; one of the same name in a lower place is hidden. With no
 * store anywhere there is the default one, unless component files say what there is.
 */
function stores(
  values: Values,
  { file, surroundings, environment, resources }: Places,
): readonly StoreConfig[] {
  const joined = new Map<string, StoreConfig>();
  const add = (store: StoreConfig) => {
    if (!joined.has(store.name)) joined.set(store.name, store);
  };
  const context = {
    dataDir: dataDirOf(values),
    appId: appIdOf(values),
    namespace: surroundings.namespace ?? "",
    environment,
  };
  const join = (fill: (reader: StoreReader) => void) => {
    const reader = new StoreReader(context);
    fill(reader);
    values.faults.push(...reader.faults);
    reader.stores.forEach(add);
  };
  for (const place of values.all("store")) {
    join((reader) => {
      for (const [{ name, url }, setting] of place) reader.addUrl(name, url, setting);
    });
  }
  join((reader) => {
    for (const setting of file.stores) reader.addEntry(setting.name, setting.value, setting);
  });
  resources.stores.forEach(add);
  if (joined.size === 0 && !values.has(foldersOption(values))) {
    const setting: Setting = { name: "store", value: defaults.storeUrl, source: { type: "default" } };
    join((reader) => reader.addUrl(defaults.storeName, defaults.storeUrl, setting));
  }
  const all = [...joined.values()];
  values.faults.push(...checkTogether(all));
  return all.map((store) => ({ ...store, timeoutMs: resources.timeoutMs(store.name) }));
}

const loopback = /^(127\.|localhost$|::1$|::ffff:127\.)/;

function grpcConfig(values: Values, appId: string, apiToken: EnvironmentSettings["apiToken"]): GrpcConfig {
  const hosts = values.get("dapr-listen-addresses") ?? defaults.hosts;
  const socketPath = socket(values, appId, "grpc");
  if (socketPath === undefined && apiToken === undefined && hosts.some((host) => !loopback.test(host))) {
    values.warn(
      "dapr-listen-addresses",
      "whoever reaches these addresses can read and write all state; set DAPR_API_TOKEN to ask for a token",
    );
  }
  return {
    transport: values.get("grpc-transport") ?? "wire",
    hosts,
    port: values.get("dapr-grpc-port") ?? defaults.grpcPort,
    socketPath,
    messageBytesMax:
      values.get("max-body-size") ?? values.get("dapr-http-max-request-size") ?? defaults.messageBytesMax,
    apiToken,
  };
}

function headerBytesMax(values: Values): number {
  return (
    values.get("read-buffer-size") ?? values.get("dapr-http-read-buffer-size") ?? defaults.headerBytesMax
  );
}

function httpConfig(values: Values, appId: string): HttpConfig {
  return {
    hosts: values.get("dapr-listen-addresses") ?? defaults.hosts,
    port: values.get("dapr-http-port") ?? defaults.httpPort,
    socketPath: socket(values, appId, "http"),
    headerBytesMax: headerBytesMax(values),
  };
}

function listener(
  values: Values,
  name: "dapr-public-port" | "metrics-port",
  hosts: readonly string[],
): HttpConfig | undefined {
  const port = values.get(name);
  return port === undefined
    ? undefined
    : { hosts, port, socketPath: undefined, headerBytesMax: headerBytesMax(values) };
}

function metricsConfig(values: Values, isWanted: boolean): Config["metrics"] {
  const enabled = (values.get("enable-metrics") ?? true) && isWanted;
  const hosts = values.get("metrics-listen-address") ?? defaults.metricsHosts;
  return { enabled, http: enabled ? listener(values, "metrics-port", hosts) : undefined };
}

// sockaddr_un.sun_path holds 108 bytes on Linux, 104 on macOS, with the NUL.
const socketPathBytesMax = process.platform === "linux" ? 107 : 103;

/** The socket's path, by daprd's name for it. */
function socket(values: Values, appId: string, face: "grpc" | "http"): string | undefined {
  const folder = values.get("unix-domain-socket");
  if (folder === undefined) return undefined;
  const path = join(resolve(folder), `dapr-${appId}-${face}.socket`);
  const bytes = Buffer.byteLength(path);
  if (bytes > socketPathBytesMax) {
    const message = `the socket's path ${path} is ${bytes} bytes long; the limit is ${socketPathBytesMax}`;
    values.fault("unix-domain-socket", message);
  }
  return path;
}

/** One port cannot serve two faces. */
// "::" takes the port of IPv4, too, so that the second of the two would find it in use.
function checkHosts(values: Values): void {
  for (const name of [
    "dapr-listen-addresses",
    "dapr-public-listen-address",
    "metrics-listen-address",
  ] as const) {
    const hosts = values.get(name) ?? [];
    if (hosts.includes("::") && hosts.includes("0.0.0.0"))
      values.fault(name, '"::" listens on every IPv4 address, too; leave 0.0.0.0 out');
  }
}

function checkPorts(values: Values, grpc: GrpcConfig, http: HttpConfig): void {
  const taken = new Map<number, string>();
  const claims: readonly [OptionName, number | undefined][] = [
    ["dapr-grpc-port", grpc.socketPath === undefined ? grpc.port : undefined],
    ["dapr-http-port", http.socketPath === undefined ? http.port : undefined],
    ["dapr-public-port", values.get("dapr-public-port")],
    ["metrics-port", values.get("enable-metrics") === false ? undefined : values.get("metrics-port")],
  ];
  for (const [name, port] of claims) {
    if (port === undefined || port === 0) continue;
    const owner = taken.get(port);
    if (owner === undefined) taken.set(port, name);
    else
      values.fault(
        values.has(name) ? name : (owner as OptionName),
        `port ${port} is also that of --${values.has(name) ? owner : name}`,
      );
  }
}
