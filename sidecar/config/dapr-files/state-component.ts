// Components of the types `state.*`: which driver serves each, and which of its metadata are options of the driver and which
// of the sidecar. A setting that the sidecar cannot follow is a violation, never ignored.
import {
  createKeyRing,
  findComponentType,
  type KeyRing,
  keyNameSeparator,
  type NamedKey,
  type ServedComponent,
  StoreError,
  ttlMsMax,
} from "../../../src/index.ts";
import type { StoreConfig } from "../config.ts";
import { chooseDriver } from "../options/driver-choice.ts";
import { keyPrefixOf } from "../options/key-prefix.ts";
import { Secret } from "../secret.ts";
import type { Findings, Subject } from "../violation.ts";
import type { Component } from "./component.ts";
import { type ComponentValue, componentValues, type ValueSources } from "./component-values.ts";

/** Whether the component is a state store that is served. */
export function isStateComponent({ type, version }: Component): boolean {
  return findComponentType(type, version) !== undefined;
}

const primaryName = "primaryencryptionkey";
const secondaryName = "secondaryencryptionkey";
const createsOnlyName = "firstwritecreatesonly";
const sidecarNames: ReadonlySet<string> = new Set([
  "keyprefix",
  "actorstatestore",
  primaryName,
  secondaryName,
]);

// Whether the sidecar itself reads, or rejects, an option.
function isOfSidecar(
  lower: string,
  { options = {}, hasTtlDefault, hasFirstWriteMark }: ServedComponent["component"],
): boolean {
  return (
    sidecarNames.has(lower) ||
    lower.startsWith("outbox") ||
    lower in options ||
    (hasTtlDefault === true && lower === "ttlinseconds") ||
    (hasFirstWriteMark === true && lower === createsOnlyName)
  );
}

/**
 * The store of a component, also if it has violations, so that its driver can add others; undefined if the component
 * is skipped.
 */
export function readStateStore(
  component: Component,
  sources: ValueSources,
  findings: Findings,
): StoreConfig | undefined {
  const served = findComponentType(component.type, component.version);
  if (served === undefined) return undefined;
  const type = served.component;
  const { values, rejected } = componentValues(component, sources, findings);
  const reader = new StateReader(component, values, findings);
  const settings = {
    keyPrefix: reader.keyPrefix(sources),
    encryption: reader.encryption(),
    ttlMsDefault: type.hasTtlDefault === true ? reader.ttlMsDefault() : undefined,
    firstWriteCreatesOnly: type.hasFirstWriteMark === true && reader.firstWriteCreatesOnly(),
    cache: undefined,
    timeoutMs: undefined,
    openMsMax: component.initMsMax,
    ignoreErrors: component.ignoreErrors,
    component: { type: component.type, version: component.version || "v1" },
  };
  reader.checkUnsupported(served);
  if (component.ignoreErrors && findings.violations.length > 0) return undefined;
  const driver = reader.driver(served, sources.request.dataDir);
  return { ...settings, ...driver, source: component.yaml.at([]), rejectedOptions: rejected };
}

class StateReader {
  readonly #component: Component;
  readonly #values: ReadonlyMap<string, ComponentValue>;
  readonly #findings: Findings;
  readonly #subject: Subject;

  constructor(component: Component, values: ReadonlyMap<string, ComponentValue>, findings: Findings) {
    this.#component = component;
    this.#values = values;
    this.#findings = findings;
    this.#subject = { kind: "component", name: component.name };
  }

  keyPrefix({ request }: ValueSources): string | undefined {
    const { appId, namespace = "" } = request;
    const found = this.#values.get("keyprefix");
    if (found?.value === "") {
      this.#reject(
        found,
        'is empty; keys would begin with "||" as in Dapr, and Pillion reserves those. Leave keyPrefix out to use the app id',
      );
      return undefined;
    }
    const names = { appId, store: this.#component.name, namespace };
    const prefix = keyPrefixOf(found?.value ?? "", names);
    if (!("description" in prefix)) return prefix.prefix;
    this.#reject(found, prefix.description);
    return undefined;
  }

  ttlMsDefault(): number | undefined {
    const found = this.#values.get("ttlinseconds");
    if (found === undefined || found.value === "") return undefined;
    const seconds = /^-?\d{1,15}$/.test(found.value) ? Number(found.value) : Number.NaN;
    if (Number.isNaN(seconds) || seconds * 1000 > ttlMsMax) {
      this.#reject(found, `must be a whole number of seconds, at most ${ttlMsMax / 1000}`);
    }
    return seconds > 0 ? seconds * 1000 : undefined;
  }

  // The words that Dapr's components accept, in any case.
  firstWriteCreatesOnly(): boolean {
    const found = this.#values.get(createsOnlyName);
    const word = found?.value.toLowerCase() ?? "";
    if (["true", "t", "yes", "y", "on", "1"].includes(word)) return true;
    if (!["", "false", "f", "no", "n", "off", "0"].includes(word))
      this.#reject(found, "must be true or false");
    return false;
  }

  encryption(): KeyRing | undefined {
    const [primary, secondary] = [primaryName, secondaryName].map((name) => this.#key(name));
    if (primary === undefined) {
      if (secondary !== undefined) {
        this.#reject(
          this.#values.get(secondaryName),
          "needs a primaryEncryptionKey, with which new values are encrypted",
        );
      }
      return undefined;
    }
    try {
      return createKeyRing(primary, secondary);
    } catch (thrown) {
      if (!(thrown instanceof StoreError)) throw thrown;
      for (const { path, description } of thrown.violations) {
        this.#reject(this.#values.get(path[0] === "secondary" ? secondaryName : primaryName), description);
      }
      return undefined;
    }
  }

  // The secret's name is stored with each value, so a key without one could not be found again.
  #key(name: string): NamedKey | undefined {
    const found = this.#values.get(name);
    if (found === undefined) return undefined;
    if (found.secret !== undefined) return { name: found.secret, hex: found.value };
    const description = `must come from a secretKeyRef: the secret's name is stored after each value and "${keyNameSeparator}"`;
    this.#reject(found, description);
    return undefined;
  }

  /** Adds a violation or a warning for each setting that Pillion does not support. */
  checkUnsupported({ component: { options = {}, warning } }: ServedComponent): void {
    for (const [lower, found] of this.#values) {
      if (lower.startsWith("outbox")) {
        this.#reject(found, "is not supported: Pillion has no pub/sub, so events would be lost silently");
      }
      if (lower in options) this.#reject(found, "cannot be set: spec.version determines it");
      if (lower === "actorstatestore" && found.value.toLowerCase() === "true") {
        const description = "has no effect, because Pillion has no actors";
        this.#findings.warn({
          source: found.source,
          subject: this.#subject,
          path: [found.name],
          description,
        });
      }
    }
    if (warning === undefined) return;
    const source = this.#component.yaml.at(["spec", "type"]);
    this.#findings.warn({ source, subject: this.#subject, path: [], description: warning });
  }

  /** The driver with all other options, which it checks itself. An empty value is treated as unset. */
  driver({ manifest, component }: ServedComponent, dataDir: string) {
    const { name, yaml } = this.#component;
    const given = [...this.#values].filter(
      ([lower, { value }]) => value !== "" && !isOfSidecar(lower, component),
    );
    const written = Object.fromEntries(given.map(([, value]) => [value.name, value.value]));
    const { driver, options } = chooseDriver(
      manifest.name,
      { ...component.options, ...written },
      { storeName: name, dataDir },
    );
    return {
      name,
      driver,
      options: new Secret(options),
      optionSource: (option: string) =>
        this.#values.get(option.toLowerCase())?.source ?? yaml.at(["spec", "metadata"]),
    };
  }

  #reject(found: ComponentValue | undefined, description: string): void {
    const source = found?.source ?? this.#component.yaml.at(["spec", "metadata"]);
    const path = found === undefined ? [] : [found.name];
    this.#findings.reject({ source, subject: this.#subject, path, description });
  }
}
