// Dapr's Configuration files as plain settings. Several files are merged as daprd does it: a later one overrides an
// earlier one. Variables in the text are expanded first.

import type { ApiRule, DaprConfig, SecretScope } from "../dapr-config.ts";
import { type Environment, variableIn } from "../options/environment.ts";
import { ownFileNames } from "../options/option-table.ts";
import type { Findings } from "../violation.ts";
import { readYamlFile, type YamlDocument } from "../yaml/yaml-file.ts";
import { type ConfigurationShape, configurationShape } from "./configuration-shape.ts";
import { readShape, rejectAt, warnOfUnknownHead } from "./document-shape.ts";
import type { CallLogSettings, ResourceRequest } from "./resource-request.ts";

type Spec = NonNullable<ConfigurationShape["spec"]>;

/** The settings of the files. */
export interface Configuration {
  readonly dapr: DaprConfig;
  readonly metricsEnabled: boolean;
  readonly callLog: CallLogSettings;
  readonly secretScopes: readonly SecretScope[];
  /** Types of components that are not loaded, in lower case: `state.redis` or `state.redis/v1`. */
  readonly deniedTypes: readonly string[];
}

/** Reads the files that are named; without any, everything has daprd's defaults. */
export function readConfigurations(
  { configurations, environment }: Pick<ResourceRequest, "configurations" | "environment">,
  findings: Findings,
): Configuration {
  let spec: Spec = {};
  for (const { path, source } of configurations) {
    const edit = (text: string) => withVariables(text, environment);
    const file = readYamlFile(path, source, { dialect: "dapr", edit });
    findings.add(file.findings);
    for (const document of file.documents) spec = merged(spec, specOf(document, findings));
  }
  return settingsOf(spec);
}

const isMapping = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);

// As Go's reader fills one structure from several files: mappings are merged, lists and scalars replaced.
function merged(below: Spec, above: Spec): Spec {
  const joined = Object.entries(above).map(([name, value]) => {
    const under: unknown = below[name as keyof Spec];
    return [name, isMapping(under) && isMapping(value) ? { ...under, ...value } : value];
  });
  return { ...below, ...Object.fromEntries(joined) };
}

// Go's os.ExpandEnv: $NAME and ${NAME}; a variable that is not set is empty.
function withVariables(text: string, environment: Environment): string {
  return text.replace(
    /\$(?:\{([^}]*)\}|([A-Za-z_]\w*|[*#$@!?\-0-9]))/g,
    (_, braced?: string, bare?: string) => {
      return variableIn(environment, braced ?? bare ?? "") ?? "";
    },
  );
}

function specOf(document: YamlDocument, findings: Findings): Spec {
  if (document.value === undefined || !isConfiguration(document, findings)) return {};
  const spec = readShape(configurationShape, document, findings)?.spec ?? {};
  checkScopes(spec, document, findings);
  warnOfIgnored(spec, document, findings);
  warnOfMisunderstood(spec, document, findings);
  return spec;
}

const documentNames = ["apiVersion", "kind", "metadata", "spec", "status"];

// daprd accepts any file. Here a file whose restrictions are not read must not be accepted without notice: one without a kind
// is a violation, and an unknown name a warning. False: the rest of the document is not a Configuration.
function isConfiguration(document: YamlDocument, findings: Findings): boolean {
  if (!isMapping(document.value)) {
    rejectAt([], "must be a mapping of names to values", document, findings);
    return false;
  }
  if ((document.valueAt(["kind"]) ?? undefined) === undefined) {
    const missing = "kind is missing; it must be Configuration";
    const own = document.names([]).find((name) => ownFileNames.includes(name));
    if (own !== undefined) {
      const description = `${missing}. ${own} is a name of Pillion's own file; did you mean --config-file?`;
      rejectAt([], description, document, findings);
      return false;
    }
    rejectAt([], missing, document, findings);
  }
  warnOfUnknownHead(document, findings, documentNames);
  return true;
}

function checkScopes(spec: Spec, document: YamlDocument, findings: Findings): void {
  const stores = new Set<string>();
  for (const [index, { storeName }] of (spec.secrets?.scopes ?? []).entries()) {
    if (stores.has(storeName)) {
      const path = ["spec", "secrets", "scopes", index];
      findings.reject({
        source: document.at(path),
        path,
        description: `storeName "${storeName}" is given twice`,
      });
    }
    stores.add(storeName);
  }
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

function warnOfIgnored(spec: Spec, document: YamlDocument, findings: Findings): void {
  const ignored = Object.entries(spec).flatMap(([name, value]) => {
    const known = served[name];
    if (name === "tracing") return (spec.tracing?.samplingRate ?? 0) === 0 ? [] : ["tracing"];
    if (known === undefined) return value === undefined ? [] : [name];
    if (!isMapping(value)) return [];
    return Object.keys(value).flatMap((inner) => (known.includes(inner) ? [] : [`${name}.${inner}`]));
  });
  if (ignored.length === 0) return;
  const path = ["spec"];
  const description = `has no effect in Pillion: ${ignored.join(", ")}`;
  findings.warn({ source: document.at(path), path, description });
}

const hotReload = "hotreload";

// Settings that have an effect in daprd but not in Pillion, and that users may rely on.
function warnOfMisunderstood(spec: Spec, document: YamlDocument, findings: Findings): void {
  if (spec.logging?.apiLogging?.obfuscateURLs === false) {
    const path = ["spec", "logging", "apiLogging", "obfuscateURLs"];
    const description =
      "has no effect in Pillion: keys are never logged, so logged paths end with the store's name";
    findings.warn({ source: document.at(path), path, description });
  }
  for (const [index, { name, enabled }] of (spec.features ?? []).entries()) {
    if (!enabled || name.toLowerCase() !== hotReload) continue;
    const path = ["spec", "features", index];
    const description = "has no effect in Pillion: files are read only at start; restart to apply changes";
    findings.warn({ source: document.at(path), path, description });
  }
}

function settingsOf(spec: Spec): Configuration {
  const metrics = { ...spec.metric, ...spec.metrics };
  return {
    dapr: {
      api: { allowed: apiRules(spec.api?.allowed), denied: apiRules(spec.api?.denied) },
      metrics: {
        latencyBucketsMs: metrics.latencyDistributionBuckets,
        recordErrorCodes: metrics.recordErrorCodes ?? false,
      },
    },
    metricsEnabled: metrics.enabled ?? true,
    callLog: {
      enabled: spec.logging?.apiLogging?.enabled,
      omitsHealth: spec.logging?.apiLogging?.omitHealthChecks ?? false,
    },
    secretScopes: (spec.secrets?.scopes ?? []).map(secretScope),
    deniedTypes: (spec.components?.deny ?? []).map((type) => type.toLowerCase()),
  };
}

type WrittenScope = NonNullable<NonNullable<Spec["secrets"]>["scopes"]>[number];

function secretScope({
  storeName,
  defaultAccess = "allow",
  allowedSecrets = [],
  deniedSecrets = [],
}: WrittenScope): SecretScope {
  return { storeName, defaultAccess, allowedSecrets, deniedSecrets };
}

function apiRules(rules: NonNullable<Spec["api"]>["allowed"] = []): readonly ApiRule[] {
  return rules.map(({ name, version, protocol }) => ({ name, version, protocol: protocol || undefined }));
}
