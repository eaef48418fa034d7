// Components of the types `state.*`: which driver each means, and which of its
// metadata is the driver's and which the sidecar's own. What the sidecar cannot
// do as the file asks is a fault, never passed over.
import {
  createKeyRing,
  type KeyRing,
  keyNameSeparator,
  type NamedKey,
  StoreError,
  ttlMsMax,
} from "../../../src/index.ts";
import type { StoreConfig } from "../index.ts";
import { keyPrefixOf } from "../options/key-prefix.ts";
import { embedded } from "../options/store-setting.ts";
import { Secret } from "../secret.ts";
import { type Component, typeText } from "./component.ts";
import { type ComponentValue, componentValues, type ValueSources } from "./component-values.ts";
import type { Notes } from "./notes.ts";

interface StateType {
  readonly driver: string;
  /** Options that the type and its version say. */
  readonly options: Readonly<Record<string, string>>;
  /** Whether writes without a time to live take that of `ttlInSeconds`. */
  readonly hasTtlDefault?: true;
  /** Whether FIRST_WRITE marks records, so that it can be asked to create only. */
  readonly hasFirstWriteMark?: true;
  /** What to know before trusting it. */
  readonly warning?: string;
}

const redis: StateType = { driver: "redis", options: {}, hasTtlDefault: true, hasFirstWriteMark: true };
const postgresV1: StateType = { driver: "postgres", options: { layout: "v1" } };
const postgresV2: StateType = { driver: "postgres", options: { layout: "v2" } };
const cockroach: StateType = {
  ...postgresV2,
  warning: "is served by the Postgres driver, which is tested on Postgres and not on CockroachDB",
};

// By type and version; no version is the first one.
const types: ReadonlyMap<string, StateType> = new Map<string, StateType>([
  ...versions("state.redis", redis),
  ...versions("state.postgresql", postgresV1),
  ["state.postgresql/v2", postgresV2],
  ...versions("state.postgres", postgresV1),
  ["state.postgres/v2", postgresV2],
  ["state.cockroachdb/v2", cockroach],
  ...versions("state.in-memory", { driver: "memory", options: {} }),
  ...versions("state.pillion", { driver: "embedded", options: {}, hasTtlDefault: true }),
]);

function versions(type: string, served: StateType): readonly (readonly [string, StateType])[] {
  return ["", "/v0", "/v1"].map((version) => [type + version, served] as const);
}

/** Whether the component is a state store that is served. */
export function isStateComponent(component: Component): boolean {
  return types.has(typeText(component));
}

const primaryName = "primaryencryptionkey";
const secondaryName = "secondaryencryptionkey";
const createsOnlyName = "firstwritecreatesonly";
const ownNames: ReadonlySet<string> = new Set(["keyprefix", "actorstatestore", primaryName, secondaryName]);

// What the sidecar reads, or refuses, itself.
const isOwn = (lower: string, { options, hasTtlDefault, hasFirstWriteMark }: StateType): boolean =>
  ownNames.has(lower) ||
  lower.startsWith("outbox") ||
  lower in options ||
  (hasTtlDefault === true && lower === "ttlinseconds") ||
  (hasFirstWriteMark === true && lower === createsOnlyName);

/**
 * The store of a component, also if it has faults, so that its driver can add what it finds; undefined if the component is
 * to be left out.
 */
export function readStateStore(
  component: Component,
  sources: ValueSources,
  notes: Notes,
): StoreConfig | undefined {
  const type = types.get(typeText(component));
  if (type === undefined) return undefined;
  const { values, faulty } = componentValues(component, sources, notes);
  const reader = new StateReader(component, values, notes);
  const settings = {
    keyPrefix: reader.keyPrefix(sources),
    encryption: reader.encryption(),
    ttlMsDefault: type.hasTtlDefault && reader.ttlMsDefault(),
    firstWriteCreatesOnly: type.hasFirstWriteMark === true && reader.firstWriteCreatesOnly(),
    cache: undefined,
    timeoutMs: undefined,
    openMsMax: component.initMsMax,
    ignoreErrors: component.ignoreErrors,
    component: { type: component.type, version: component.version || "v1" },
  };
  reader.refuse(type);
  if (type.warning !== undefined) {
    notes.warn(component.yaml.at(["spec", "type"]), `component "${component.name}": ${type.warning}`);
  }
  if (component.ignoreErrors && notes.faults.length > 0) return undefined;
  const driver = reader.driver(type, sources.request.dataDir);
  return { ...settings, ...driver, source: component.yaml.at([]), faultyOptions: faulty };
}

class StateReader {
  readonly #component: Component;
  readonly #values: ReadonlyMap<string, ComponentValue>;
  readonly #notes: Notes;

  constructor(component: Component, values: ReadonlyMap<string, ComponentValue>, notes: Notes) {
    this.#component = component;
    this.#values = values;
    this.#notes = notes;
  }

  keyPrefix({ request }: ValueSources): string | undefined {
    const { appId, namespace = "" } = request;
    const found = this.#values.get("keyprefix");
    if (found?.value === "") {
      this.#fault(
        found,
        'is empty, which makes keys begin with "||" in Dapr; those are kept for Pillion itself. Leave keyPrefix out for the app id',
      );
      return undefined;
    }
    const names = { appId, store: this.#component.name, namespace };
    const prefix = keyPrefixOf(found?.value ?? "", names);
    if (!("fault" in prefix)) return prefix.prefix;
    this.#fault(found, prefix.fault);
    return undefined;
  }

  ttlMsDefault(): number | undefined {
    const found = this.#values.get("ttlinseconds");
    if (found === undefined || found.value === "") return undefined;
    const seconds = /^-?\d{1,15}$/.test(found.value) ? Number(found.value) : Number.NaN;
    if (Number.isNaN(seconds) || seconds * 1000 > ttlMsMax) {
      this.#fault(found, `must be a whole number of seconds, at most ${ttlMsMax / 1000}`);
    }
    return seconds > 0 ? seconds * 1000 : undefined;
  }

  // Words as Dapr's components read them, in any case.
  firstWriteCreatesOnly(): boolean {
    const found = this.#values.get(createsOnlyName);
    const word = found?.value.toLowerCase() ?? "";
    if (["true", "t", "yes", "y", "on", "1"].includes(word)) return true;
    if (!["", "false", "f", "no", "n", "off", "0"].includes(word))
      this.#fault(found, "must be true or false");
    return false;
  }

  encryption(): KeyRing | undefined {
    const [primary, secondary] = [primaryName, secondaryName].map((name) => this.#key(name));
    if (primary === undefined) {
      if (secondary !== undefined) {
        this.#fault(
          this.#values.get(secondaryName),
          "needs a primaryEncryptionKey, which new values are written with",
        );
      }
      return undefined;
    }
    try {
      return createKeyRing(primary, secondary);
    } catch (thrown) {
      if (!(thrown instanceof StoreError)) throw thrown;
      for (const { path, description } of thrown.violations) {
        this.#fault(this.#values.get(path[0] === "secondary" ? secondaryName : primaryName), description);
      }
      return undefined;
    }
  }

  // The name of the secret is stored with each value, so a key without one could not be found again.
  #key(name: string): NamedKey | undefined {
    const found = this.#values.get(name);
    if (found === undefined) return undefined;
    if (found.secret !== undefined) return { name: found.secret, hex: found.value };
    const message = `must come from a secretKeyRef: the secret's name is stored behind each value, after "${keyNameSeparator}"`;
    this.#fault(found, message);
    return undefined;
  }

  /** Notes what the file asks for and nobody here can do. */
  refuse({ options }: StateType): void {
    for (const [lower, found] of this.#values) {
      if (lower.startsWith("outbox")) {
        this.#fault(
          found,
          "Pillion has no pub/sub, so there is no outbox; without it the events would be lost in silence",
        );
      }
      if (lower in options) this.#fault(found, "is said by spec.version");
      if (lower === "actorstatestore" && found.value.toLowerCase() === "true") {
        this.#notes.warn(
          found.source,
          `component "${this.#component.name}": actorStateStore: has no effect, because Pillion has no actors`,
        );
      }
    }
  }

  /** What is left is the driver's, which checks it. A value that is empty is as one that is not given. */
  driver(type: StateType, dataDir: string) {
    const { driver, options } = type;
    const { name, yaml } = this.#component;
    const given = [...this.#values].filter(([lower, { value }]) => value !== "" && !isOwn(lower, type));
    const raw = { ...options, ...Object.fromEntries(given.map(([, value]) => [value.name, value.value])) };
    const chosen = driver === "embedded" ? embedded(raw, name, dataDir) : { driver, options: raw };
    return {
      name,
      driver: chosen.driver,
      options: new Secret(chosen.options),
      optionSource: (option: string) =>
        this.#values.get(option.toLowerCase())?.source ?? yaml.at(["spec", "metadata"]),
    };
  }

  #fault(found: ComponentValue | undefined, message: string): void {
    const { name, yaml } = this.#component;
    const option = found === undefined ? "" : `${found.name}: `;
    this.#notes.fault(
      found?.source ?? yaml.at(["spec", "metadata"]),
      `component "${name}": ${option}${message}`,
    );
  }
}
