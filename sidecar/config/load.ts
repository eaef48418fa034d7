// From flags, environment and files to one checked configuration. Each section is built by its own builder; all violations
// are collected and returned together.
import type { Config, StoreConfig } from "./config.ts";
import { type Environment, readEnvironment } from "./options/environment.ts";
import { type Command, readFlags } from "./options/flags.ts";
import type { FileSettings } from "./options/own-file.ts";
import { Values } from "./options/values.ts";
import { appSection } from "./sections/app-section.ts";
import type { ConfigInput } from "./sections/config-input.ts";
import { daprSection, missingWarnings, readDaprFiles } from "./sections/dapr-section.ts";
import { grpcSection } from "./sections/grpc-section.ts";
import { httpSection, publicHttpSection } from "./sections/http-section.ts";
import { checkListeners } from "./sections/listener-checks.ts";
import { logSection } from "./sections/log-section.ts";
import { metricsSection } from "./sections/metrics-section.ts";
import { shutdownSection } from "./sections/shutdown-section.ts";
import { storesSection } from "./sections/stores-section.ts";
import type { Setting } from "./source.ts";
import { type ConfigViolation, Findings, strictFindings } from "./violation.ts";

/** The configuration of a process, read and checked. */
export interface LoadedConfig {
  readonly command: Command;
  /** The words after the command, such as the file of a backup. */
  readonly operands: readonly string[];
  /** Undefined if there are violations. */
  readonly config: Config | undefined;
  readonly violations: readonly ConfigViolation[];
  /** The stores as far as they could be read, so that their drivers can add violations. */
  readonly stores: readonly StoreConfig[];
  /** Whether unknown names in Dapr's files are violations. */
  readonly isStrict: boolean;
  /** Settings that are accepted without effect, and facts that the operator should know. */
  readonly warnings: readonly ConfigViolation[];
}

/** Reads the words after the program's name, the environment, and the files that they name. */
export async function loadConfig(words: readonly string[], environment: Environment): Promise<LoadedConfig> {
  const line = readFlags(words);
  const environmentSettings = readEnvironment(environment);
  const file = await readFile([line.settings, environmentSettings.settings]);
  const values = new Values([line.settings, environmentSettings.settings, file.settings]);
  const resources = await readDaprFiles(values, environment, environmentSettings);
  const config = build({ values, environment, environmentSettings, file, resources });
  const findings = new Findings();
  for (const each of [line, environmentSettings, file, values, resources]) findings.add(each.findings);
  const isStrict = values.get("strict") === true;
  const { violations, warnings } = isStrict ? strictFindings(findings) : findings;
  const isValid = violations.length === 0;
  return {
    command: line.command,
    operands: line.operands,
    config: isValid ? config : undefined,
    violations,
    stores: config.stores,
    isStrict,
    warnings: [...warnings, ...(isValid ? missingWarnings(values, config) : [])],
  };
}

// The YAML reader is loaded only if there is a file to read.
async function readFile(places: readonly (readonly Setting[])[]): Promise<FileSettings> {
  const named = places.map((place) => place.findLast(({ name }) => name === "config-file"));
  const setting = named.find((found) => found !== undefined);
  if (typeof setting?.value !== "string" || setting.value === "") {
    return { settings: [], stores: [], findings: new Findings() };
  }
  const { readOwnFile } = await import("./options/own-file.ts");
  return readOwnFile(setting.value, setting.source);
}

function build(input: ConfigInput): Config {
  const config: Config = {
    ...appSection(input),
    ...daprSection(input),
    stores: storesSection(input),
    memoryBytesMax: input.values.get("memory-limit"),
    grpc: grpcSection(input),
    http: httpSection(input),
    publicHttp: publicHttpSection(input),
    metrics: metricsSection(input),
    log: logSection(input),
    shutdown: shutdownSection(input),
  };
  checkListeners(input.values, config);
  return config;
}
