// Dapr's resiliency policies that concern stores. Timeouts are applied. Retries and circuit breakers are not: a write with
// an unknown outcome is not sent again without the client's knowledge. One warning names those that would apply to a
// store.
import type { Findings } from "../violation.ts";
import type { YamlDocument } from "../yaml/yaml-file.ts";
import { readShape, rejectAt } from "./document-shape.ts";
import { type PolicyNames, type ResiliencyShape, resiliencyShape } from "./resiliency-shape.ts";

/** Policies of all documents, merged. */
export interface Resiliency {
  /** Each document that is valid. */
  readonly names: readonly { readonly name: string; readonly namespace: string }[];
  /** The maximum duration of a call to a store, in ms; undefined if no policy applies. */
  timeoutMs(store: string): number | undefined;
}

interface ReadDocument {
  readonly yaml: YamlDocument;
  readonly spec: ResiliencyShape["spec"];
}

type PolicyKind = keyof PolicyNames;

const sections = { timeout: "timeouts", retry: "retries", circuitBreaker: "circuitBreakers" } as const;
const templates = { timeout: "Timeout", retry: "Retry", circuitBreaker: "CircuitBreaker" } as const;
const levels = ["StatestoreComponentOutbound", "ComponentOutbound", "Component", ""];

/** Reads the documents; for each name, a later one wins. Only policies of targets that are stores have a warning. */
export function readResiliency(
  documents: readonly YamlDocument[],
  isStore: (name: string) => boolean,
  findings: Findings,
): Resiliency {
  const read = documents.flatMap((yaml): ReadDocument[] => {
    const shape = readShape(resiliencyShape, yaml, findings);
    return shape === undefined ? [] : [{ yaml, spec: shape.spec }];
  });
  const policies = new Policies(read);
  for (const each of read) policies.checkNames(each, findings);
  const [first] = read;
  if (first !== undefined) policies.warnOfUnapplied(first.yaml, isStore, findings);
  return {
    names: read.map(({ yaml }) => ({
      name: textAt(yaml, ["metadata", "name"]),
      namespace: textAt(yaml, ["metadata", "namespace"]),
    })),
    timeoutMs: (store) => policies.timeoutMs(store),
  };
}

function textAt(yaml: YamlDocument, path: readonly string[]): string {
  const value: unknown = yaml.valueAt(path);
  return typeof value === "string" ? value : "";
}

class Policies {
  readonly #timeouts: ReadonlyMap<string, number>;
  readonly #names: Readonly<Record<PolicyKind, ReadonlySet<string>>>;
  readonly #targets: ReadonlyMap<string, PolicyNames>;

  constructor(read: readonly ReadDocument[]) {
    const namesOf = (kind: PolicyKind) =>
      new Set(read.flatMap(({ yaml }) => yaml.names(["spec", "policies", sections[kind]])));
    this.#timeouts = new Map(read.flatMap(({ spec }) => Object.entries(spec.policies?.timeouts ?? {})));
    this.#names = {
      timeout: namesOf("timeout"),
      retry: namesOf("retry"),
      circuitBreaker: namesOf("circuitBreaker"),
    };
    this.#targets = new Map(
      read.flatMap(({ spec }) =>
        Object.entries(spec.targets?.components ?? {}).map(
          ([name, { outbound = {} }]) => [name, outbound] as const,
        ),
      ),
    );
  }

  timeoutMs(store: string): number | undefined {
    const name = (this.#targets.get(store) ?? this.#defaults()).timeout;
    return name === undefined ? undefined : this.#timeouts.get(name) || undefined;
  }

  /** Adds a violation for each reference to a policy that does not exist. */
  checkNames({ yaml, spec }: ReadDocument, findings: Findings): void {
    const check = (path: readonly string[], names: PolicyNames = {}) => {
      for (const kind of Object.keys(sections) as PolicyKind[]) {
        const name = names[kind];
        const isKnown = !name || this.#names[kind].has(name) || name.startsWith("DaprBuiltIn");
        const description = `names "${name}", which is not in spec.policies.${sections[kind]}`;
        if (!isKnown) rejectAt([...path, kind], description, yaml, findings);
      }
    };
    const { apps = {}, actors = {}, components = {} } = spec.targets ?? {};
    for (const [name, names] of Object.entries(apps)) check(["spec", "targets", "apps", name], names);
    for (const [name, names] of Object.entries(actors)) check(["spec", "targets", "actors", name], names);
    for (const [name, { inbound, outbound }] of Object.entries(components)) {
      check(["spec", "targets", "components", name, "inbound"], inbound);
      check(["spec", "targets", "components", name, "outbound"], outbound);
    }
  }

  /** Adds one warning with the policies that would apply to stores but are not supported. */
  warnOfUnapplied(yaml: YamlDocument, isStore: (name: string) => boolean, findings: Findings): void {
    const targeted = [...this.#targets].filter(([name]) => isStore(name));
    const named = [...targeted, ["stores without a target", this.#defaults()] as const].flatMap(
      ([target, { retry, circuitBreaker }]) => [
        ...(retry ? [`the retries "${retry}" of ${target}`] : []),
        ...(circuitBreaker ? [`the circuit breaker "${circuitBreaker}" of ${target}`] : []),
      ],
    );
    if (named.length === 0) return;
    const path = ["spec"];
    const description = `only timeouts are applied; these are not: ${named.join(", ")}`;
    findings.warn({ source: yaml.at(path), path, description });
  }

  // The most specific default that is defined, as daprd looks it up: DefaultComponentTimeoutPolicy, DefaultTimeoutPolicy, …
  #defaults(): PolicyNames {
    const specific = (kind: PolicyKind) => {
      const candidates = levels.map((level) => `Default${level}${templates[kind]}Policy`);
      return candidates.find((name) => this.#names[kind].has(name));
    };
    const [timeout, retry, circuitBreaker] = [
      specific("timeout"),
      specific("retry"),
      specific("circuitBreaker"),
    ];
    return {
      ...(timeout && { timeout }),
      ...(retry && { retry }),
      ...(circuitBreaker && { circuitBreaker }),
    };
  }
}
