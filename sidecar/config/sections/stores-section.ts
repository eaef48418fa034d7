// The stores of all places, joined by name: a flag can replace one store of a file, or add another. Flags win over the
// environment, then the own file, then component files.
import type { StoreConfig } from "../config.ts";
import type { StoreContext } from "../options/layer-settings.ts";
import { defaults } from "../options/option-table.ts";
import { checkFolders, StoreReader } from "../options/store-setting.ts";
import type { Setting } from "../source.ts";
import { appSection } from "./app-section.ts";
import type { ConfigInput } from "./config-input.ts";
import { foldersOption } from "./dapr-section.ts";

/** Builds the section. If no store is configured, there is the default one, unless component files are read. */
export function storesSection(input: ConfigInput): readonly StoreConfig[] {
  const { values, resources } = input;
  const joined = new Map<string, StoreConfig>();
  for (const store of [...ownStores(input), ...resources.stores]) {
    if (!joined.has(store.name)) joined.set(store.name, store);
  }
  if (joined.size === 0 && !values.has(foldersOption(values))) {
    for (const store of defaultStore(input)) joined.set(store.name, store);
  }
  const stores = [...joined.values()];
  values.findings.add(checkFolders(stores));
  return stores.map((store) => ({ ...store, timeoutMs: resources.timeoutMs(store.name) }));
}

function contextOf(input: ConfigInput): StoreContext {
  return { ...appSection(input), environment: input.environment };
}

// Place by place, the one that wins first. A name may be given only once in a place.
function ownStores(input: ConfigInput): readonly StoreConfig[] {
  const { values, file } = input;
  return [
    ...values.all("store").flatMap((place) =>
      storesOf(input, (reader) => {
        for (const [{ name, url }, setting] of place) reader.addUrl(name, url, setting);
      }),
    ),
    ...storesOf(input, (reader) => {
      for (const setting of file.stores) reader.addEntry(setting.name, setting.value, setting);
    }),
  ];
}

function defaultStore(input: ConfigInput): readonly StoreConfig[] {
  const setting: Setting = { name: "store", value: defaults.storeUrl, source: { type: "default" } };
  return storesOf(input, (reader) => reader.addUrl(defaults.storeName, defaults.storeUrl, setting));
}

function storesOf(input: ConfigInput, fill: (reader: StoreReader) => void): readonly StoreConfig[] {
  const reader = new StoreReader(contextOf(input));
  fill(reader);
  input.values.findings.add(reader.findings);
  return reader.stores;
}
