// Dapr's Configuration files as plain settings. Several are laid over each
// other as daprd does it: what a later one says replaces what an earlier one
// said. Variables in the text are filled in first.

import type { ApiRule, DaprConfig, Environment, ResourceRequest, SecretScope } from "../index.ts";
import { variableIn } from "../options/environment.ts";
import { readYamlFile, type YamlDocument } from "../yaml/yaml-file.ts";
import { type ConfigurationShape, configurationShape } from "./configuration-shape.ts";
import { readShape } from "./document-shape.ts";
import type { Notes } from "./notes.ts";

type Spec = NonNullable<ConfigurationShape["spec"]>;

/** What the files say. */
export interface Configuration {
  readonly dapr: DaprConfig;
  /** Types of components that are not to be loaded, in lower case: `state.redis` or `state.redis/v1`. */
  readonly deniedTypes: readonly string[];
}

/** Reads the files that are named; with none, everything is as daprd has it by default. */
export function readConfigurations(
  { configurations, environment }: Pick<ResourceRequest, "configurations" | "environment">,
  notes: Notes,
): Configuration {
  let spec: Spec = {};
  for (const { path, source } of configurations) {
    const file = readYamlFile(path, source, {
      dialect: "dapr",
      edit: (text) => withVariables(text, environment),
    });
    notes.add({ faults: [...file.faults], warnings: [] });
    for (const document of file.documents) spec = layered(spec, specOf(document, notes));
  }
  return {
    dapr: daprConfig(spec),
    deniedTypes: (spec.components?.deny ?? []).map((type) => type.toLowerCase()),
  };
}

const isMapping = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);

// As Go's reader fills one structure from several files: mappings are joined, lists and scalars replaced.
function layered(below: Spec, above: Spec): Spec {
  const joined = Object.entries(above).map(([name, value]) => {
    const under: unknown = below[name];
    return [name, isMapping(under) && isMapping(value) ? { ...under, ...value } : value];
  });
  return { ...below, ...Object.fromEntries(joined) };
}

// Go's os.ExpandEnv: $NAME and ${NAME}; what is not set is empty.
function withVariables(text: string, environment: Environment): string {
  return text.replace(
    /\$(?:\{([^}]*)\}|([A-Za-z_]\w*|[*#$@!?\-0-9]))/g,
    (_, braced?: string, bare?: string) => {
      return variableIn(environment, braced ?? bare ?? "") ?? "";
    },
  );
}

function specOf(document: YamlDocument, notes: Notes): Spec {
  if (document.value === undefined) return {};
  const spec = readShape(configurationShape, document, notes)?.spec ?? {};
  const stores = new Set<string>();
  for (const [index, { storeName }] of (spec.secrets?.scopes ?? []).entries()) {
    if (stores.has(storeName)) {
      notes.fault(
        document.at(["spec", "secrets", "scopes", index]),
        `storeName "${storeName}" is given twice`,
      );
    }
    stores.add(storeName);
  }
  warnOfIgnored(spec, document, notes);
  return spec;
}

const served: Readonly<Record<string, readonly string[]>> = {
  api: ["allowed", "denied"],
  secrets: ["scopes"],
  metric: ["enabled", "recordErrorCodes", "latencyDistributionBuckets"],
  metrics: ["enabled", "recordErrorCodes", "latencyDistributionBuckets"],
  logging: ["apiLogging"],
  features: [],
  components: ["deny"],
};

function warnOfIgnored(spec: Spec, document: YamlDocument, notes: Notes): void {
  const ignored = Object.entries(spec).flatMap(([name, value]) => {
    const known = served[name];
    if (name === "tracing") return (spec.tracing?.samplingRate ?? 0) === 0 ? [] : ["tracing"];
    if (known === undefined) return value === undefined ? [] : [name];
    if (!isMapping(value)) return [];
    return Object.keys(value).flatMap((inner) => (known.includes(inner) ? [] : [`${name}.${inner}`]));
  });
  warnOfMisled(spec, document, notes);
  if (ignored.length === 0) return;
  notes.warn(document.at(["spec"]), `has no effect here: ${ignored.join(", ")}`);
}

const hotReload = "hotreload";

// What daprd would do and who reads the file may count on.
function warnOfMisled(spec: Spec, document: YamlDocument, notes: Notes): void {
  if (spec.logging?.apiLogging?.obfuscateURLs === false) {
    const place = document.at(["spec", "logging", "apiLogging", "obfuscateURLs"]);
    notes.warn(place, "has no effect here: keys are never logged, so paths end with the store");
  }
  for (const [index, { name, enabled }] of (spec.features ?? []).entries()) {
    if (!enabled || name.toLowerCase() !== hotReload) continue;
    notes.warn(
      document.at(["spec", "features", index]),
      "has no effect here: files are read at the start only, so a restart takes up their changes",
    );
  }
}

function daprConfig(spec: Spec): DaprConfig {
  const metrics = { ...spec.metric, ...spec.metrics };
  const samplingRate = spec.tracing?.samplingRate ?? 0;
  return {
    api: { allowed: apiRules(spec.api?.allowed), denied: apiRules(spec.api?.denied) },
    secretScopes: (spec.secrets?.scopes ?? []).map(
      ({ storeName, defaultAccess = "allow", allowedSecrets = [], deniedSecrets = [] }): SecretScope => ({
        storeName,
        defaultAccess,
        allowedSecrets,
        deniedSecrets,
      }),
    ),
    metrics: {
      enabled: metrics.enabled ?? true,
      latencyBucketsMs: metrics.latencyDistributionBuckets,
      recordErrorCodes: metrics.recordErrorCodes ?? false,
    },
    tracing: samplingRate === 0 ? undefined : { samplingRate },
    apiLogging: spec.logging?.apiLogging?.enabled,
    omitsHealth: spec.logging?.apiLogging?.omitHealthChecks ?? false,
    features: new Map((spec.features ?? []).map(({ name, enabled }) => [name, enabled])),
  };
}

function apiRules(rules: NonNullable<Spec["api"]>["allowed"] = []): readonly ApiRule[] {
  return rules.map(({ name, version, protocol }) => ({ name, version, protocol: protocol || undefined }));
}
