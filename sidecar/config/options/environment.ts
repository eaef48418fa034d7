// Environment to settings. `PILLION_` and a flag's name in capitals is that
// flag; of daprd's own variables, DAPR_API_TOKEN, NAMESPACE and POD_NAME are
// honoured.

import { Secret } from "../secret.ts";
import type { Fault, Setting } from "../setting.ts";
import { findIgnored } from "./ignored-options.ts";
import { findOption, optionNames } from "./option-table.ts";
import { suggestion } from "./suggestion.ts";

/** Variables by name, as in `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The text of a variable; undefined if it is not set. */
export function variableIn(environment: Environment, variable: string): string | undefined {
  return Object.hasOwn(environment, variable) ? environment[variable] : undefined;
}

/** An environment, read. */
export interface EnvironmentSettings {
  readonly settings: readonly Setting[];
  readonly faults: readonly Fault[];
  readonly warnings: readonly Fault[];
  /** What callers must present; undefined if nothing. */
  readonly apiToken: Secret<string> | undefined;
  /** Undefined if it is not set; it may be empty. */
  readonly namespace: string | undefined;
  readonly podName: string | undefined;
}

const prefix = "PILLION_";

// The client's own, which a whole pod may have.
const clientVariables: ReadonlySet<string> = new Set(["PILLION_ADDRESS"]);

// Kubernetes describes each Service to every container: for one named
// "pillion…" the variables begin like ours, and mean nothing to us.
const serviceVariable =
  /^PILLION_(\w+_)?(SERVICE_(HOST|PORT(_\w+)?)|PORT_\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)$/;
const serviceUrl = /^(tcp|udp|sctp):\/\//;

function isOfService(variable: string, value: string): boolean {
  return serviceVariable.test(variable) || (variable.endsWith("_PORT") && serviceUrl.test(value));
}

/** The variable that stands for an option. */
export function variableOf(name: string): string {
  return prefix + name.toUpperCase().replaceAll("-", "_");
}

/** Reads every variable that begins with `PILLION_`, and daprd's own. Empty text counts as unset. */
export function readEnvironment(environment: Environment): EnvironmentSettings {
  const settings: Setting[] = [];
  const faults: Fault[] = [];
  for (const [variable, value] of Object.entries(environment).sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (!variable.startsWith(prefix) || value === undefined || value === "") continue;
    if (clientVariables.has(variable) || isOfService(variable, value)) continue;
    const name = variable.slice(prefix.length).toLowerCase().replaceAll("_", "-");
    const option = findOption(name);
    const source = { type: "environment", variable } as const;
    if (option !== undefined || findIgnored(name) !== undefined) {
      // URLs and paths of lists hold no blanks; those that do belong in a file.
      const values = option?.repeatable === true ? value.trim().split(/\s+/) : [value];
      settings.push(...values.map((each) => ({ name, value: each, source })));
    } else {
      const known = suggestion(name, optionNames, variableOf);
      faults.push({ source, message: `is not a variable of Pillion${known}` });
    }
  }
  const warnings: Fault[] = [];
  return {
    settings,
    faults,
    warnings,
    apiToken: apiToken(environment.DAPR_API_TOKEN, faults, warnings),
    namespace: environment.NAMESPACE,
    podName: environment.POD_NAME || undefined,
  };
}

// A header's value has no blanks around it, so a token that has could never match.
function apiToken(given: string | undefined, faults: Fault[], warnings: Fault[]): Secret<string> | undefined {
  if (!given) return undefined;
  const source = { type: "environment", variable: "DAPR_API_TOKEN" } as const;
  const token = given.trim();
  if (token === "") faults.push({ source, message: "is blank; leave it empty to ask for no token" });
  else if (token !== given) {
    const message = "begins or ends with a blank or a new line, which no header can; it is taken without";
    warnings.push({ source, message });
  }
  return new Secret(token);
}
