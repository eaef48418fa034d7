// Converts the environment to settings. `PILLION_` and a flag's name in capitals sets that flag. Of daprd's own
// variables, DAPR_API_TOKEN, NAMESPACE and POD_NAME are read.
import { Secret } from "../secret.ts";
import { type Setting, variableOf } from "../source.ts";
import { Findings } from "../violation.ts";
import { commaList } from "./comma-list.ts";
import { findIgnored } from "./ignored-options.ts";
import { findOption, optionNames } from "./option-table.ts";

/** Variables by name, as in `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The text of a variable; undefined if it is not set. */
export function variableIn(environment: Environment, variable: string): string | undefined {
  return Object.hasOwn(environment, variable) ? environment[variable] : undefined;
}

/** The settings in an environment. */
export interface EnvironmentSettings {
  readonly settings: readonly Setting[];
  readonly findings: Findings;
  /** What clients must present; undefined: no token is required. */
  readonly apiToken: Secret<string> | undefined;
  /** Undefined if it is not set; it may be empty. */
  readonly namespace: string | undefined;
  readonly podName: string | undefined;
}

const prefix = variableOf("");

// Read by the client library; a pod may set it for all of its containers.
const clientVariables: ReadonlySet<string> = new Set(["PILLION_ADDRESS"]);

// Kubernetes describes each Service to every container. For a Service named "pillion…" these variables begin like the
// sidecar's own, and are not settings.
const serviceVariable =
  /^PILLION_(\w+_)?(SERVICE_(HOST|PORT(_\w+)?)|PORT_\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)$/;
const serviceUrl = /^(tcp|udp|sctp):\/\//;

function isOfService(variable: string, value: string): boolean {
  return serviceVariable.test(variable) || (variable.endsWith("_PORT") && serviceUrl.test(value));
}

/** Reads every variable that begins with `PILLION_`, and daprd's own. An empty variable is treated as unset. */
export function readEnvironment(environment: Environment): EnvironmentSettings {
  const settings: Setting[] = [];
  const findings = new Findings();
  for (const [variable, value] of Object.entries(environment).sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (!variable.startsWith(prefix) || value === undefined || value === "") continue;
    if (clientVariables.has(variable) || isOfService(variable, value)) continue;
    const name = variable.slice(prefix.length).toLowerCase().replaceAll("_", "-");
    const option = findOption(name);
    const source = { type: "environment", variable } as const;
    if (option !== undefined || findIgnored(name) !== undefined) {
      // URLs and paths in lists contain no blanks; those that do belong in a file.
      const words = option?.repeatable === true ? value.trim().split(/\s+/) : [value];
      const values = option?.commaList === true ? words.flatMap(commaList) : words;
      settings.push(...values.map((each) => ({ name, value: each, source })));
    } else {
      findings.reject({
        source,
        path: [name],
        description: "is not a variable of Pillion",
        known: optionNames,
      });
    }
  }
  return {
    settings,
    findings,
    apiToken: apiToken(environment.DAPR_API_TOKEN, findings),
    namespace: environment.NAMESPACE,
    podName: environment.POD_NAME || undefined,
  };
}

// The value of a header has no blanks around it, so a token with such blanks could never match.
function apiToken(given: string | undefined, findings: Findings): Secret<string> | undefined {
  if (!given) return undefined;
  const source = { type: "environment", variable: "DAPR_API_TOKEN" } as const;
  const path = ["dapr-api-token"];
  const token = given.trim();
  if (token === "") {
    findings.reject({ source, path, description: "is blank; leave it empty to require no token" });
  } else if (token !== given) {
    const description = "begins or ends with whitespace, which a header cannot; it is removed";
    findings.warn({ source, path, description });
  }
  return new Secret(token);
}
