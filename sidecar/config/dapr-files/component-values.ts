// The values of a component's metadata: written in the file, taken from the
// environment or from a secret store, and then with their templates filled in.
// No note shows a value, because any of them may be a secret.
import { randomUUID } from "node:crypto";
import type { ResourceRequest, Source } from "../index.ts";
import { variableIn } from "../options/environment.ts";
import type { Component, MetadataItem } from "./component.ts";
import type { Notes } from "./notes.ts";
import type { SecretStore } from "./secret-store.ts";
import { envRefRefusal } from "./variable-access.ts";

/** What values are made from. */
export interface ValueSources {
  readonly request: ResourceRequest;
  /** The secret stores by name; undefined for one that could not be loaded, of which that is noted. */
  readonly secretStores: ReadonlyMap<string, SecretStore | undefined>;
}

/** One value, with where it was written. */
export interface ComponentValue {
  /** As it was written. */
  readonly name: string;
  readonly value: string;
  /** The name of the secret that it is from; undefined if it is from none. */
  readonly secret: string | undefined;
  readonly source: Source;
}

/** The values of a component. */
export interface ComponentValues {
  /** By name in lower case. Those that have faults are noted and left out. */
  readonly values: ReadonlyMap<string, ComponentValue>;
  /** The names, in lower case, that faults are noted of. */
  readonly faulty: ReadonlySet<string>;
}

/** Reads the values of a component. */
export function componentValues(component: Component, sources: ValueSources, notes: Notes): ComponentValues {
  const values = new Map<string, ComponentValue>();
  const faulty = new Set<string>();
  for (const item of component.items) {
    const source = component.yaml.at(["spec", "metadata", item.index]);
    const lower = item.name.toLowerCase();
    const fault = (message: string) => {
      faulty.add(lower);
      notes.fault(source, `component "${component.name}": ${item.name}: ${message}`);
    };
    if (values.has(lower)) fault("is given twice");
    const raw = rawValue(item, component, sources, fault);
    const value = raw === undefined ? undefined : expanded(raw, sources.request, fault);
    if (value !== undefined)
      values.set(lower, { name: item.name, value, secret: item.secretKeyRef?.name, source });
  }
  return { values, faulty };
}

type NoteFault = (message: string) => void;

function rawValue(
  { value, secretKeyRef, envRef }: MetadataItem,
  component: Component,
  sources: ValueSources,
  fault: NoteFault,
): string | undefined {
  const given = [value, secretKeyRef, envRef].filter((each) => each !== undefined && each !== "");
  if (given.length > 1) {
    fault("has more than one of value, secretKeyRef and envRef");
    return undefined;
  }
  if (secretKeyRef !== undefined) return secretValue(secretKeyRef, component, sources, fault);
  if (envRef !== undefined) return variableValue(envRef, sources, fault);
  if (value === undefined) return "";
  return valueText(value, fault);
}

// Of longer integers Go's reader keeps the first digits only.
const integerMax = 2n ** 64n - 1n;
const integerMin = -(2n ** 63n);

/** The text of a value as Go writes it in JSON: integers exact, names of a mapping in order. */
function valueText(value: unknown, fault: NoteFault): string | undefined {
  if (typeof value === "string") return value;
  const [long] = integersIn(value).filter((each) => each > integerMax || each < integerMin);
  if (long === undefined) return jsonText(value);
  fault(`is a number of ${String(long).length} digits, which would lose some; write it in quotes`);
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

// encoding/json writes these as escapes, also where they are harmless.
function scalarText(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function variableValue(name: string, { request }: ValueSources, fault: NoteFault): string | undefined {
  const refusal = envRefRefusal(name, request.environment);
  const value = refusal === undefined ? variableIn(request.environment, name) : undefined;
  if (refusal !== undefined) fault(`envRef ${refusal}`);
  else if (value === undefined) fault(`envRef names ${name}, which is not set`);
  return value;
}

function secretValue(
  { name, key = name }: NonNullable<MetadataItem["secretKeyRef"]>,
  { secretStore }: Component,
  { secretStores }: ValueSources,
  fault: NoteFault,
): string | undefined {
  const store = secretStore === undefined ? undefined : secretStores.get(secretStore);
  if (store === undefined && secretStore !== undefined && secretStores.has(secretStore)) {
    fault(`secretKeyRef needs the secret store "${secretStore}", which has a fault itself`);
    return undefined;
  }
  if (store === undefined) {
    const there =
      secretStores.size === 0 ? "there is none" : `there are: ${[...secretStores.keys()].join(", ")}`;
    const asked =
      secretStore === undefined ? "auth.secretStore is missing" : `"${secretStore}" is no secret store here`;
    fault(`secretKeyRef needs a secret store, and ${asked}; ${there}`);
    return undefined;
  }
  const secret = store.find(name);
  const value = secret && Object.hasOwn(secret, key) ? secret[key] : undefined;
  if (secret === undefined) fault(`the secret store "${secretStore}" has no secret "${name}"`);
  else if (value === undefined) {
    fault(`the secret "${name}" has no key "${key}"; it has: ${Object.keys(secret).join(", ")}`);
  }
  return value?.reveal();
}

// What the template {namespace} means in daprd where NAMESPACE is not set.
const namespaceDefault = "default";

/** The text with its templates filled in; undefined, with a fault, if one cannot be. */
function expanded(
  text: string,
  { appId, namespace = namespaceDefault, podName }: ResourceRequest,
  fault: NoteFault,
): string | undefined {
  if (text.includes("{podName}") && podName === undefined) {
    fault("refers to {podName}, and POD_NAME is not set");
    return undefined;
  }
  return text
    .replaceAll("{uuid}", () => randomUUID())
    .replaceAll("{podName}", () => podName ?? "")
    .replaceAll("{namespace}", () => `${namespace}.${appId}`)
    .replaceAll("{appID}", () => appId);
}
