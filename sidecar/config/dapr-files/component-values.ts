// The values of a component's metadata: written in the file, or read from the environment or a secret store, and then with
// their templates expanded. No violation shows a value, because any of them may be a secret.
import { randomUUID } from "node:crypto";
import { variableIn } from "../options/environment.ts";
import type { Source } from "../source.ts";
import type { Findings } from "../violation.ts";
import type { Component, MetadataItem } from "./component.ts";
import type { ResourceRequest } from "./resource-request.ts";
import type { SecretStore } from "./secret-store.ts";
import { envRefProblem } from "./variable-access.ts";

/** The sources of values. */
export interface ValueSources {
  readonly request: ResourceRequest;
  /** The secret stores by name; undefined for one that has violations. */
  readonly secretStores: ReadonlyMap<string, SecretStore | undefined>;
}

/** One value and where it is written. */
export interface ComponentValue {
  /** The value as it is written in the file. */
  readonly name: string;
  readonly value: string;
  /** The name of the secret that it comes from; undefined if it does not come from one. */
  readonly secret: string | undefined;
  readonly source: Source;
}

/** The values of a component. */
export interface ComponentValues {
  /** By name in lower case, without those that have violations. */
  readonly values: ReadonlyMap<string, ComponentValue>;
  /** The names, in lower case, that have violations. */
  readonly rejected: ReadonlySet<string>;
}

/** Reads the values of a component. */
export function componentValues(
  component: Component,
  sources: ValueSources,
  findings: Findings,
): ComponentValues {
  const values = new Map<string, ComponentValue>();
  const rejected = new Set<string>();
  const subject = { kind: "component", name: component.name } as const;
  for (const item of component.items) {
    const source = component.yaml.at(["spec", "metadata", item.index]);
    const lower = item.name.toLowerCase();
    const reject = (description: string) => {
      rejected.add(lower);
      findings.reject({ source, subject, path: [item.name], description });
    };
    if (values.has(lower)) reject("is given twice");
    const raw = rawValue(item, component, sources, reject);
    const value = raw === undefined ? undefined : expanded(raw, sources.request, reject);
    if (value !== undefined)
      values.set(lower, { name: item.name, value, secret: item.secretKeyRef?.name, source });
  }
  return { values, rejected };
}

type Reject = (description: string) => void;

function rawValue(
  { value, secretKeyRef, envRef }: MetadataItem,
  component: Component,
  sources: ValueSources,
  reject: Reject,
): string | undefined {
  const given = [value, secretKeyRef, envRef].filter((each) => each !== undefined && each !== "");
  if (given.length > 1) {
    reject("has more than one of value, secretKeyRef and envRef");
    return undefined;
  }
  if (secretKeyRef !== undefined) return secretValue(secretKeyRef, component, sources, reject);
  if (envRef !== undefined) return variableValue(envRef, sources, reject);
  if (value === undefined) return "";
  return valueText(value, reject);
}

// Go's reader keeps only the first digits of longer integers.
const integerMax = 2n ** 64n - 1n;
const integerMin = -(2n ** 63n);

/** The text of a value as Go would encode it as JSON: exact integers, and the names of a mapping sorted. */
function valueText(value: unknown, reject: Reject): string | undefined {
  if (typeof value === "string") return value;
  const [long] = integersIn(value).filter((each) => each > integerMax || each < integerMin);
  if (long === undefined) return jsonText(value);
  reject(`is a number of ${String(long).length} digits, some of which would be lost; write it in quotes`);
  return undefined;
}

function integersIn(value: unknown): readonly bigint[] {
  if (typeof value === "bigint") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(integersIn) : [];
}

function jsonText(value: unknown): string {
  if (typeof value === "bigint") return String(value);
  if (Array.isArray(value)) return `[${value.map(jsonText).join(",")}]`;
  if (typeof value !== "object" || value === null) return scalarText(value);
  const inner = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${inner.map(([name, each]) => `${scalarText(name)}:${jsonText(each)}`).join(",")}}`;
}

// Go's encoding/json always writes these as escapes.
function scalarText(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function variableValue(name: string, { request }: ValueSources, reject: Reject): string | undefined {
  const problem = envRefProblem(name, request.environment);
  const value = problem === undefined ? variableIn(request.environment, name) : undefined;
  if (problem !== undefined) reject(`envRef ${problem}`);
  else if (value === undefined) reject(`envRef names ${name}, which is not set`);
  return value;
}

function secretValue(
  { name, key = name }: NonNullable<MetadataItem["secretKeyRef"]>,
  { secretStore }: Component,
  { secretStores }: ValueSources,
  reject: Reject,
): string | undefined {
  const store = secretStore === undefined ? undefined : secretStores.get(secretStore);
  if (store === undefined && secretStore !== undefined && secretStores.has(secretStore)) {
    reject(`secretKeyRef needs the secret store "${secretStore}", which is itself invalid`);
    return undefined;
  }
  if (store === undefined) {
    const existing =
      secretStores.size === 0
        ? "there are no secret stores"
        : `the secret stores are: ${[...secretStores.keys()].join(", ")}`;
    const problem =
      secretStore === undefined ? "auth.secretStore is missing" : `"${secretStore}" does not exist`;
    reject(`secretKeyRef needs a secret store, but ${problem}; ${existing}`);
    return undefined;
  }
  const secret = store.find(name);
  const value = secret && Object.hasOwn(secret, key) ? secret[key] : undefined;
  if (secret === undefined) reject(`the secret store "${secretStore}" has no secret "${name}"`);
  else if (value === undefined) {
    reject(`the secret "${name}" has no key "${key}"; it has: ${Object.keys(secret).join(", ")}`);
  }
  return value?.reveal();
}

// The value of the template {namespace} in daprd if NAMESPACE is not set.
const namespaceDefault = "default";

/** The text with its templates expanded; undefined, with a violation, if one cannot be. */
function expanded(
  text: string,
  { appId, namespace = namespaceDefault, podName }: ResourceRequest,
  reject: Reject,
): string | undefined {
  if (text.includes("{podName}") && podName === undefined) {
    reject("refers to {podName}, but POD_NAME is not set");
    return undefined;
  }
  return text
    .replaceAll("{uuid}", () => randomUUID())
    .replaceAll("{podName}", () => podName ?? "")
    .replaceAll("{namespace}", () => `${namespace}.${appId}`)
    .replaceAll("{appID}", () => appId);
}
