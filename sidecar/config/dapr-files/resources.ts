// Everything that Dapr's files say, in one go: Configurations first, because
// they say what may be loaded and read; then secret stores, because stores take
// their passwords from them; then stores, and the policies over them.
import type { ReadResources, ResourceRequest, SecretSource, StoreConfig } from "../index.ts";
import { type Component, readComponent, typeText } from "./component.ts";
import type { ValueSources } from "./component-values.ts";
import { type Configuration, readConfigurations } from "./configuration.ts";
import { Notes } from "./notes.ts";
import { readResiliency } from "./resiliency.ts";
import { readFolders } from "./resource-folder.ts";
import { isSecretComponent, openSecretStore } from "./secret-component.ts";
import { type SecretStore, secretSource } from "./secret-store.ts";
import { isStateComponent, readStateStore } from "./state-component.ts";

/** Reads Dapr's files for the sidecar's configuration. */
export const readResources: ReadResources = async (request) => {
  const notes = new Notes();
  const configuration = readConfigurations(request, notes);
  const documents = readFolders(request, notes);
  const components = distinct(
    documents.flatMap(({ kind, yaml }) => (kind === "Component" ? (readComponent(yaml, notes) ?? []) : [])),
    notes,
  );
  const loader = new Loader(request, configuration, notes);
  const loaded = components.filter((component) => loader.isLoadable(component));
  loader.loadSecretStores(loaded);
  const stores = loaded.flatMap((component) => loader.stateStore(component) ?? []);
  const others = new Set(
    components.filter((component) => !isStateComponent(component)).map(({ name }) => name),
  );
  const policies = documents.flatMap(({ kind, yaml }) => (kind === "Resiliency" ? [yaml] : []));
  const resiliency = readResiliency(policies, (name) => !others.has(name), notes);
  return {
    stores,
    secretStores: loader.sources,
    timeoutMs: (store) => resiliency.timeoutMs(store),
    dapr: configuration.dapr,
    report: { resiliencies: resiliency.names, leftOut: loader.leftOut },
    faults: notes.faults,
    warnings: notes.warnings,
  };
};

function distinct(components: readonly Component[], notes: Notes): readonly Component[] {
  const first = new Map<string, Component>();
  return components.filter((component) => {
    const { name, yaml } = component;
    const other = first.get(name);
    if (other === undefined) {
      first.set(name, component);
      return true;
    }
    const place = other.yaml.placeOf(["metadata", "name"]);
    notes.fault(
      yaml.at(["metadata", "name"]),
      `there is another component named "${name}" before it: ${place}`,
    );
    return false;
  });
}

const leftOut = "the component is left out, as its ignoreErrors says";

class Loader {
  /** The loaded secret stores as the application sees them. */
  readonly sources: SecretSource[] = [];
  /** Components with faults that their ignoreErrors lets pass. */
  readonly leftOut: { readonly name: string; readonly type: string }[] = [];
  readonly #secretStores = new Map<string, SecretStore | undefined>();
  readonly #values: ValueSources;
  readonly #configuration: Configuration;
  readonly #notes: Notes;

  constructor(request: ResourceRequest, configuration: Configuration, notes: Notes) {
    this.#values = { request, secretStores: this.#secretStores };
    this.#configuration = configuration;
    this.#notes = notes;
  }

  /** Whether the component is of a type that is served and allowed; if not, this is said once. */
  isLoadable(component: Component): boolean {
    const { name, type, version, yaml } = component;
    const source = yaml.at(["spec", "type"]);
    const denied = this.#configuration.deniedTypes;
    if (denied.includes(type) || denied.includes(`${type}/${version || "v1"}`)) {
      this.#notes.warn(source, `component "${name}" is left out, because the Configuration denies its type`);
      return false;
    }
    if (isStateComponent(component) || isSecretComponent(component)) return true;
    this.#notes.warn(
      source,
      `component "${name}" is left out: Pillion does not serve ${typeText(component)}`,
    );
    return false;
  }

  loadSecretStores(components: readonly Component[]): void {
    for (const component of components.filter(isSecretComponent)) {
      const store = this.#load(component, (notes) => openSecretStore(component, this.#values, notes));
      this.#secretStores.set(component.name, store);
      if (store === undefined) continue;
      const scopes = this.#configuration.dapr.secretScopes;
      const scope = scopes.find(({ storeName }) => storeName === component.name);
      this.sources.push(secretSource(component, store, scope));
    }
  }

  stateStore(component: Component): StoreConfig | undefined {
    if (!isStateComponent(component)) return undefined;
    return this.#load(component, (notes) => readStateStore(component, this.#values, notes));
  }

  #load<Loaded>(component: Component, load: (notes: Notes) => Loaded | undefined): Loaded | undefined {
    const notes = new Notes();
    const loaded = load(notes);
    this.#notes.add(notes, component.ignoreErrors ? leftOut : undefined);
    if (loaded === undefined) this.leftOut.push({ name: component.name, type: component.type });
    return loaded;
  }
}
