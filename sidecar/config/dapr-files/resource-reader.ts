// Reads all of Dapr's files: Configurations first, because they determine what may be loaded; then secret stores, because
// stores may refer to their secrets; then stores and their policies.
import type { StoreConfig } from "../config.ts";
import type { SecretSource } from "../dapr-config.ts";
import { Findings } from "../violation.ts";
import { type Component, readComponent, typeText } from "./component.ts";
import type { ValueSources } from "./component-values.ts";
import { type Configuration, readConfigurations } from "./configuration.ts";
import { rejectAt } from "./document-shape.ts";
import { readResiliency } from "./resiliency.ts";
import { readFolders } from "./resource-folder.ts";
import type { ResourceRequest, Resources } from "./resource-request.ts";
import { isSecretComponent, openSecretStore } from "./secret-component.ts";
import { type SecretStore, secretSource } from "./secret-store.ts";
import { isStateComponent, readStateStore } from "./state-component.ts";

/** Reads the files of a request. Never rejects because of their content: violations are in the findings. */
export async function readResources(request: ResourceRequest): Promise<Resources> {
  const findings = new Findings();
  const configuration = readConfigurations(request, findings);
  const documents = readFolders(request, findings);
  const written = documents.flatMap(({ kind, yaml }) =>
    kind === "Component" ? (readComponent(yaml, findings) ?? []) : [],
  );
  const components = distinct(written, findings);
  const loader = new ComponentLoader(request, configuration, findings);
  const loadable = components.filter((component) => loader.isLoadable(component));
  loader.loadSecretStores(loadable);
  const stores = loadable.flatMap((component) => loader.stateStore(component) ?? []);
  const others = new Set(components.filter((each) => !isStateComponent(each)).map(({ name }) => name));
  const policies = documents.flatMap(({ kind, yaml }) => (kind === "Resiliency" ? [yaml] : []));
  const resiliency = readResiliency(policies, (name) => !others.has(name), findings);
  return {
    stores,
    secretStores: loader.sources,
    timeoutMs: (store) => resiliency.timeoutMs(store),
    dapr: configuration.dapr,
    metricsEnabled: configuration.metricsEnabled,
    callLog: configuration.callLog,
    report: { resiliencies: resiliency.names, leftOut: loader.leftOut },
    findings,
  };
}

function distinct(components: readonly Component[], findings: Findings): readonly Component[] {
  const first = new Map<string, Component>();
  return components.filter((component) => {
    const { name, yaml } = component;
    const other = first.get(name);
    if (other === undefined) {
      first.set(name, component);
      return true;
    }
    const path = ["metadata", "name"];
    const description = `is also the name of the component at ${other.yaml.placeOf(path)}`;
    rejectAt(path, description, yaml, findings);
    return false;
  });
}

const leftOut = "the component is skipped, because its ignoreErrors is set";

class ComponentLoader {
  /** The loaded secret stores as the application sees them. */
  readonly sources: SecretSource[] = [];
  /** Components whose violations are only warnings, because their ignoreErrors is set. */
  readonly leftOut: { readonly name: string; readonly type: string }[] = [];
  readonly #secretStores = new Map<string, SecretStore | undefined>();
  readonly #values: ValueSources;
  readonly #configuration: Configuration;
  readonly #findings: Findings;

  constructor(request: ResourceRequest, configuration: Configuration, findings: Findings) {
    this.#values = { request, secretStores: this.#secretStores };
    this.#configuration = configuration;
    this.#findings = findings;
  }

  /** Whether the component is of a type that is served and not denied; if not, there is one warning. */
  isLoadable(component: Component): boolean {
    const { type, version } = component;
    const denied = this.#configuration.deniedTypes;
    if (denied.includes(type) || denied.includes(`${type}/${version || "v1"}`)) {
      this.#warnLeftOut(component, "is skipped: the Configuration denies its type");
      return false;
    }
    if (isStateComponent(component) || isSecretComponent(component)) return true;
    this.#warnLeftOut(component, `is skipped: Pillion does not support ${typeText(component)}`);
    return false;
  }

  #warnLeftOut({ name, yaml }: Component, description: string): void {
    const source = yaml.at(["spec", "type"]);
    this.#findings.warn({ source, subject: { kind: "component", name }, path: [], description });
  }

  loadSecretStores(components: readonly Component[]): void {
    for (const component of components.filter(isSecretComponent)) {
      const store = this.#load(component, (findings) => openSecretStore(component, this.#values, findings));
      this.#secretStores.set(component.name, store);
      if (store === undefined) continue;
      const scope = this.#configuration.secretScopes.find(({ storeName }) => storeName === component.name);
      this.sources.push(secretSource(component, store, scope));
    }
  }

  stateStore(component: Component): StoreConfig | undefined {
    if (!isStateComponent(component)) return undefined;
    return this.#load(component, (findings) => readStateStore(component, this.#values, findings));
  }

  #load<Loaded>(component: Component, load: (findings: Findings) => Loaded | undefined): Loaded | undefined {
    const findings = new Findings();
    const loaded = load(findings);
    if (component.ignoreErrors) this.#findings.addAsWarnings(findings, leftOut);
    else this.#findings.add(findings);
    if (loaded === undefined) this.leftOut.push({ name: component.name, type: component.type });
    return loaded;
  }
}
