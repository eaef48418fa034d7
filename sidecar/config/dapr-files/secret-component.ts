// Components of the types `secretstores.*`: which kind of secret store each is,
// with its options checked. Names of options are taken in any case.
import { suggestion } from "../options/suggestion.ts";
import type { Component } from "./component.ts";
import { type ComponentValue, componentValues, type ValueSources } from "./component-values.ts";
import { localEnv } from "./local-env.ts";
import { localFile } from "./local-file.ts";
import type { Notes } from "./notes.ts";
import type { SecretStore } from "./secret-store.ts";

type Values = ReadonlyMap<string, ComponentValue>;

/** Notes what is wrong with an option, or with the component if the option is not given. */
type NoteFault = (option: string, message: string) => void;

interface SecretType {
  readonly options: readonly string[];
  readonly open: (values: Values, sources: ValueSources, fault: NoteFault) => SecretStore | undefined;
}

const types: ReadonlyMap<string, SecretType> = new Map([
  [
    "secretstores.local.env",
    {
      options: ["prefix"],
      open: (values: Values, { request }: ValueSources) =>
        localEnv(request.environment, values.get("prefix")?.value ?? ""),
    },
  ],
  ["secretstores.local.file", { options: ["secretsFile", "nestedSeparator", "multiValued"], open: openFile }],
]);

const yes = /^(1|t|true|y|yes|on)$/i;
const no = /^(|0|f|false|n|no|off)$/i;

function openFile(values: Values, _: ValueSources, fault: NoteFault): SecretStore | undefined {
  const secretsFile = values.get("secretsfile")?.value ?? "";
  const multiValued = values.get("multivalued")?.value ?? "";
  if (!yes.test(multiValued) && !no.test(multiValued)) fault("multiValued", "must be true or false");
  if (secretsFile === "") {
    fault("secretsFile", "is missing; it is the path of a JSON file");
    return undefined;
  }
  const nestedSeparator = values.get("nestedseparator")?.value || ":";
  const store = localFile({ secretsFile, nestedSeparator, multiValued: yes.test(multiValued) });
  if (typeof store !== "string") return store;
  fault("secretsFile", store);
  return undefined;
}

/** Whether the component is a secret store that is served. */
export function isSecretComponent({ type, version }: Component): boolean {
  return types.has(type) && ["", "v0", "v1"].includes(version);
}

/** The secret store of a component; undefined if it has faults, which are noted. */
export function openSecretStore(
  component: Component,
  sources: ValueSources,
  notes: Notes,
): SecretStore | undefined {
  const type = types.get(component.type);
  const { values } = componentValues(component, sources, notes);
  const fault: NoteFault = (option, message) => {
    const source = values.get(option.toLowerCase())?.source ?? component.yaml.at(["spec", "metadata"]);
    notes.fault(source, `component "${component.name}": ${option}: ${message}`);
  };
  const known = new Set(type?.options.map((option) => option.toLowerCase()));
  for (const [lower, { name }] of values) {
    if (known.has(lower)) continue;
    const meant = suggestion(name, type?.options ?? []);
    fault(name, `is not an option${meant || `; there are ${type?.options.join(", ")}`}`);
  }
  const store = type?.open(values, sources, fault);
  return notes.faults.length === 0 ? store : undefined;
}
