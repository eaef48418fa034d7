// Which of Dapr's files are read, and their settings. Their reader is loaded only if there are such files.
import { existsSync } from "node:fs";
import type { Config } from "../config.ts";
import { daprDefaults } from "../dapr-config.ts";
import type { NamedPath, Resources } from "../dapr-files/resource-request.ts";
import type { Environment, EnvironmentSettings } from "../options/environment.ts";
import type { OptionName } from "../options/option-table.ts";
import type { Values } from "../options/values.ts";
import { type ConfigViolation, Findings } from "../violation.ts";
import { appIdOf, dataDirOf } from "./app-section.ts";
import type { ConfigInput } from "./config-input.ts";

const noResources: Resources = {
  stores: [],
  secretStores: [],
  timeoutMs: () => undefined,
  dapr: daprDefaults,
  metricsEnabled: true,
  callLog: { enabled: undefined, omitsHealth: false },
  report: { resiliencies: [], leftOut: [] },
  findings: new Findings(),
};

/** The option that names the folders of component files. As in daprd, the old name is used only if the new one is not given. */
export const foldersOption = (values: Values): OptionName =>
  values.has("resources-path") ? "resources-path" : "components-path";

/** Whether Dapr's injector started the process: components and Configurations are then resources of Kubernetes. */
const isInKubernetes = (values: Values): boolean => values.get("mode") === "kubernetes";

/** Reads the files that the options name. */
export async function readDaprFiles(
  values: Values,
  environment: Environment,
  { namespace, podName }: EnvironmentSettings,
): Promise<Resources> {
  const paths = (name: OptionName): NamedPath[] =>
    values.each(name).map(([path, { source }]) => ({ path: String(path), source }));
  const folders = paths(foldersOption(values));
  const configurations = paths("config").filter((named) => isFile(named, values));
  if (folders.length + configurations.length === 0) return noResources;
  const { readResources } = await import("../dapr-files/index.ts");
  const appId = appIdOf(values);
  const dataDir = dataDirOf(values);
  return readResources({ folders, configurations, appId, namespace, podName, dataDir, environment });
}

// In Kubernetes, --config names a resource, unless there is such a file. The name of a resource has no slash: a path must
// exist, because without the file nothing that it denies would be denied.
function isFile({ path, source }: NamedPath, values: Values): boolean {
  if (!isInKubernetes(values) || path.includes("/") || existsSync(path)) return true;
  const description = `"${path}" is the name of a Configuration in Kubernetes, which is not fetched: none of its settings, API lists or secret scopes applies; mount it as a file and give its path`;
  values.findings.warn({ source, path: ["config"], description });
  return false;
}

/**
 * Builds the section. Without a Dapr operator, `--mode kubernetes` needs a store of another place: the default store would
 * keep the state in the pod, where it is lost with the pod.
 */
export function daprSection({
  values,
  resources,
  file,
}: ConfigInput): Pick<Config, "secretStores" | "dapr" | "report"> {
  if (isInKubernetes(values)) {
    const hasStores = values.has("store") || file.stores.length > 0 || values.has(foldersOption(values));
    if (hasStores) values.warn("mode", "has no effect: components are not fetched from the Dapr operator");
    else {
      values.reject(
        "mode",
        "components are not fetched from the Dapr operator, so a store is needed: set PILLION_STORE to NAME=URL, or PILLION_RESOURCES_PATH to a folder with component files (the annotation dapr.io/env sets variables)",
      );
    }
  }
  return { secretStores: resources.secretStores, dapr: resources.dapr, report: resources.report };
}

/** Warnings about what is missing where component files are read: not an error, but probably not intended. */
export function missingWarnings(values: Values, { appId, stores }: Config): readonly ConfigViolation[] {
  const option = foldersOption(values);
  if (!values.has(option)) return [];
  const descriptions = [
    ...(values.has("app-id")
      ? []
      : [`no app-id is given, so scopes, keys and secrets are those of the app "${appId}"`]),
    ...(stores.length > 0 ? [] : ["no component is a state store for this app"]),
  ];
  const source = values.sourceOf(option);
  return descriptions.map((description) => ({ source, path: [option], description }));
}
