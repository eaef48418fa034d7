// Dapr's resiliency policies, as far as they concern stores. Timeouts are
// applied. Retries and circuit breakers are not, and those that a store would
// have are named once: a write whose outcome is not known is not sent again
// behind its caller's back.
import type { Source } from "../index.ts";
import type { YamlDocument } from "../yaml/yaml-file.ts";
import { readShape } from "./document-shape.ts";
import type { Notes } from "./notes.ts";
import { type PolicyNames, type ResiliencyShape, resiliencyShape } from "./resiliency-shape.ts";

/** Policies of every document, joined. */
export interface Resiliency {
  /** Each document that could be read. */
  readonly names: readonly { readonly name: string; readonly namespace: string }[];
  /** How long a call to a store may take, in ms; undefined if no policy says. */
  timeoutMs(store: string): number | undefined;
}

interface Read {
  readonly yaml: YamlDocument;
  readonly spec: ResiliencyShape["spec"];
}

type PolicyKind = keyof PolicyNames;

const sections = { timeout: "timeouts", retry: "retries", circuitBreaker: "circuitBreakers" } as const;
const templates = { timeout: "Timeout", retry: "Retry", circuitBreaker: "CircuitBreaker" } as const;
const levels = ["StatestoreComponentOutbound", "ComponentOutbound", "Component", ""];

/** Reads the documents; what a later one says of a name wins. `stores` are the components whose policies count. */
export function readResiliency(
  documents: readonly YamlDocument[],
  isStore: (name: string) => boolean,
  notes: Notes,
): Resiliency {
  const read = documents.flatMap((yaml): Read[] => {
    const shape = readShape(resiliencyShape, yaml, notes);
    return shape === undefined ? [] : [{ yaml, spec: shape.spec }];
  });
  const policies = new Policies(read);
  for (const each of read) policies.checkNames(each, notes);
  const [first] = read;
  if (first !== undefined) policies.warnOfUnapplied(first.yaml.at(["spec"]), isStore, notes);
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

  constructor(read: readonly Read[]) {
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

  /** Notes every policy that is referred to and not there. */
  checkNames({ yaml, spec }: Read, notes: Notes): void {
    const check = (path: readonly string[], names: PolicyNames = {}) => {
      for (const kind of Object.keys(sections) as PolicyKind[]) {
        const name = names[kind];
        const isKnown = !name || this.#names[kind].has(name) || name.startsWith("DaprBuiltIn");
        if (!isKnown)
          notes.fault(
            yaml.at([...path, kind]),
            `there is no policy "${name}" among spec.policies.${sections[kind]}`,
          );
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

  /** Notes, once, the policies that stores would have and do not get. */
  warnOfUnapplied(source: Source, isStore: (name: string) => boolean, notes: Notes): void {
    const targeted = [...this.#targets].filter(([name]) => isStore(name));
    const named = [...targeted, ["stores that are not targeted", this.#defaults()] as const].flatMap(
      ([target, { retry, circuitBreaker }]) => [
        ...(retry ? [`the retries "${retry}" of ${target}`] : []),
        ...(circuitBreaker ? [`the circuit breaker "${circuitBreaker}" of ${target}`] : []),
      ],
    );
    if (named.length > 0) notes.warn(source, `timeouts are applied; not applied are ${named.join(", ")}`);
  }

  // The nearest name that is defined, as daprd looks for it: DefaultComponentTimeoutPolicy, DefaultTimeoutPolicy, …
  #defaults(): PolicyNames {
    const nearest = (kind: PolicyKind) => {
      const candidates = levels.map((level) => `Default${level}${templates[kind]}Policy`);
      return candidates.find((name) => this.#names[kind].has(name));
    };
    const [timeout, retry, circuitBreaker] = [
      nearest("timeout"),
      nearest("retry"),
      nearest("circuitBreaker"),
    ];
    return {
      ...(timeout && { timeout }),
      ...(retry && { retry }),
      ...(circuitBreaker && { circuitBreaker }),
    };
  }
}
