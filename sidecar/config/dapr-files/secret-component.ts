// Components of the types `secretstores.*`: which kind of secret store each one is, with its options checked. Names of
// options are accepted in any case.
import type { Violation } from "../../../src/index.ts";
import type { Findings } from "../violation.ts";
import type { Component } from "./component.ts";
import { type ComponentValue, componentValues, type ValueSources } from "./component-values.ts";
import { localEnv } from "./local-env.ts";
import { localFile } from "./local-file.ts";
import type { SecretStore } from "./secret-store.ts";

type Values = ReadonlyMap<string, ComponentValue>;

/** Adds a violation of an option; at the component's metadata if the option is not given. */
type Reject = (option: string, description: string) => void;

interface SecretType {
  readonly options: readonly string[];
  readonly open: (values: Values, sources: ValueSources, reject: Reject) => SecretStore | undefined;
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

function openFile(values: Values, _: ValueSources, reject: Reject): SecretStore | undefined {
  const secretsFile = values.get("secretsfile")?.value ?? "";
  const multiValued = values.get("multivalued")?.value ?? "";
  if (!yes.test(multiValued) && !no.test(multiValued)) reject("multiValued", "must be true or false");
  if (secretsFile === "") {
    reject("secretsFile", "is missing; it must be the path of a JSON file");
    return undefined;
  }
  const nestedSeparator = values.get("nestedseparator")?.value || ":";
  const store = localFile({ secretsFile, nestedSeparator, multiValued: yes.test(multiValued) });
  if (typeof store !== "string") return store;
  reject("secretsFile", store);
  return undefined;
}

/** Whether the component is a secret store that is served. */
export function isSecretComponent({ type, version }: Component): boolean {
  return types.has(type) && ["", "v0", "v1"].includes(version);
}

/** The secret store of a component; undefined if it has violations. */
export function openSecretStore(
  component: Component,
  sources: ValueSources,
  findings: Findings,
): SecretStore | undefined {
  const type = types.get(component.type);
  if (type === undefined) return undefined;
  const { values } = componentValues(component, sources, findings);
  const add = (violation: Violation) => {
    const option = String(violation.path[0]).toLowerCase();
    const source = values.get(option)?.source ?? component.yaml.at(["spec", "metadata"]);
    findings.reject({ ...violation, source, subject: { kind: "component", name: component.name } });
  };
  const known = new Set(type.options.map((option) => option.toLowerCase()));
  for (const [lower, { name, source }] of values) {
    if (known.has(lower)) continue;
    findings.warn({
      source,
      subject: { kind: "component", name: component.name },
      path: [name],
      description: `is not an option of ${component.type} and has no effect`,
      known: type.options,
    });
  }
  const store = type.open(values, sources, (option, description) => add({ path: [option], description }));
  return findings.violations.length === 0 ? store : undefined;
}
