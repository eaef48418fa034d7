// From flags, environment and file to one checked configuration, with every
// fault found in one go. Stores are joined by name over all places, so a flag
// can replace one store of a file, or add another.
import { join, resolve } from "node:path";
import { type Environment, type EnvironmentSettings, readEnvironment } from "./environment.ts";
import type { FileSettings } from "./file.ts";
import { type Command, readFlags } from "./flags.ts";
import { defaults, type OptionName } from "./option-table.ts";
import type { Secret } from "./secret.ts";
import type { Fault, Setting } from "./setting.ts";
import type { Config, GrpcConfig, HttpConfig, StoreConfig } from "./shape.ts";
import { checkTogether, StoreReader } from "./store-setting.ts";
import { Values } from "./values.ts";

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

// Refused rather than passed over: what such a file says, who may read what for
// example, must not be lost in silence.
const daprFiles: Readonly<Partial<Record<OptionName, string>>> = {
  "resources-path": "Dapr's component files are not read; name the stores with --store or in --config-file",
  "components-path": "Dapr's component files are not read; name the stores with --store or in --config-file",
  config: "Dapr's Configuration files are not read; Pillion's own file is given with --config-file",
};

const noFile: FileSettings = { settings: [], stores: [], faults: [] };

// The reader of YAML is loaded only if there is a file to read.
async function readFile(settings: readonly (readonly Setting[])[]): Promise<FileSettings> {
  const named = settings.map((place) => place.findLast(({ name }) => name === "config-file"));
  const setting = named.find((found) => found !== undefined);
  if (typeof setting?.value !== "string" || setting.value === "") return noFile;
  const { readConfigFile } = await import("./file.ts");
  return readConfigFile(setting.value, setting.source);
}

/** Reads the words after the program's name, the environment, and the file that one of them names. */
export async function loadConfig(words: readonly string[], environment: Environment): Promise<LoadedConfig> {
  const line = readFlags(words);
  const surroundings = readEnvironment(environment);
  const file = await readFile([line.settings, surroundings.settings]);
  const values = new Values([line.settings, surroundings.settings, file.settings]);
  const config = assemble(values, file.stores, surroundings);
  const faults = [...line.faults, ...surroundings.faults, ...file.faults, ...values.faults];
  return {
    command: line.command,
    config: faults.length === 0 ? config : undefined,
    faults,
    stores: config.stores,
    warnings: values.warnings,
  };
}

function assemble(
  values: Values,
  fileStores: readonly Setting[],
  { apiToken, namespace }: EnvironmentSettings,
): Config {
  refuseDaprFiles(values);
  const appId = values.get("app-id") ?? defaults.appId;
  const dataDir = resolve(values.get("data-dir") ?? defaults.dataDir);
  const grpc = grpcConfig(values, appId, apiToken);
  const http = httpConfig(values, appId);
  checkPorts(values, grpc, http);
  return {
    appId,
    namespace,
    dataDir,
    stores: stores(values, fileStores, dataDir),
    grpc,
    http,
    publicHttp: listener(values, "dapr-public-port", defaults.publicHosts),
    metrics: metricsConfig(values),
    log: {
      level: values.get("log-level") ?? "info",
      calls: values.get("enable-api-logging") ?? false,
      banner: values.get("log-as-json") !== true,
    },
    shutdown: {
      graceMs: (values.get("dapr-graceful-shutdown-seconds") ?? defaults.graceSeconds) * 1000,
      blockMs: values.get("dapr-block-shutdown-duration") ?? 0,
    },
  };
}

function refuseDaprFiles(values: Values): void {
  for (const [name, message] of Object.entries(daprFiles)) {
    if (values.has(name as OptionName)) values.fault(name as OptionName, message);
  }
  if (values.get("mode") === "kubernetes") {
    values.fault("mode", "components are not fetched from Dapr's operator; only standalone is served");
  }
}

/** Stores of every place, those of the place that wins first; one of the same name in a lower place is hidden. */
function stores(values: Values, fileStores: readonly Setting[], dataDir: string): readonly StoreConfig[] {
  const joined = new Map<string, StoreConfig>();
  const join = (fill: (reader: StoreReader) => void) => {
    const reader = new StoreReader(dataDir);
    fill(reader);
    values.faults.push(...reader.faults);
    for (const store of reader.stores) if (!joined.has(store.name)) joined.set(store.name, store);
  };
  for (const place of values.all("store")) {
    join((reader) => {
      for (const [{ name, url }, setting] of place) reader.addUrl(name, url, setting);
    });
  }
  join((reader) => {
    for (const setting of fileStores) reader.addEntry(setting.name, setting.value, setting);
  });
  if (joined.size === 0) {
    const setting: Setting = { name: "store", value: defaults.storeUrl, source: { type: "default" } };
    join((reader) => reader.addUrl(defaults.storeName, defaults.storeUrl, setting));
  }
  const all = [...joined.values()];
  values.faults.push(...checkTogether(all));
  return all;
}

const loopback = /^(127\.|localhost$|::1$|::ffff:127\.)/;

function grpcConfig(values: Values, appId: string, apiToken: Secret<string> | undefined): GrpcConfig {
  const hosts = values.get("dapr-listen-addresses") ?? defaults.hosts;
  const socketPath = socket(values, appId, "grpc");
  if (socketPath === undefined && apiToken === undefined && hosts.some((host) => !loopback.test(host))) {
    values.warn(
      "dapr-listen-addresses",
      "whoever reaches these addresses can read and write all state; set DAPR_API_TOKEN to ask for a token",
    );
  }
  return {
    transport: values.get("grpc-transport") ?? "grpc-js",
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

function metricsConfig(values: Values): Config["metrics"] {
  const enabled = values.get("enable-metrics") ?? true;
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
