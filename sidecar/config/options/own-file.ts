// Pillion's own file to settings. It is YAML, one document, and its names are
// those of the flags; only `stores`, a mapping of names to URLs or options, is
// richer than its flag. Every fault says line, column and path.

import type { Fault, Setting, Source } from "../setting.ts";
import { readYamlFile, type YamlDocument } from "../yaml/yaml-file.ts";
import { findIgnored } from "./ignored-options.ts";
import { findOption, optionNames } from "./option-table.ts";
import { suggestion } from "./suggestion.ts";

/** A file, read. */
export interface FileSettings {
  readonly settings: readonly Setting[];
  /** The entries of `stores`: the name is the store's. */
  readonly stores: readonly Setting[];
  readonly faults: readonly Fault[];
}

/** Why a name cannot stand in a file; undefined if it can. */
function refusalOf(name: string): string | undefined {
  const option = findOption(name);
  if (name === "store") return 'is not a name of this file; did you mean "stores"?';
  if (option?.flagOnly === true) return "can be given by flag or variable only";
  if (option !== undefined || findIgnored(name) !== undefined) return undefined;
  const known = optionNames.filter((each) => each !== "store" && findOption(each)?.flagOnly !== true);
  return `is not a name of this file${suggestion(name, [...known, "stores"])}`;
}

const isMapping = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);

class FileReader {
  readonly settings: Setting[] = [];
  readonly stores: Setting[] = [];
  readonly faults: Fault[] = [];

  document(document: YamlDocument): void {
    const { value } = document;
    if (value === undefined) return;
    if (!isMapping(value)) this.#fault(document.at([]), "must be a mapping of names to values");
    else if ("apiVersion" in value) {
      const message = "is a Dapr or Kubernetes file; this flag takes Pillion's own, named as the flags are";
      this.#fault(document.at(["apiVersion"]), message);
    } else {
      for (const name of document.names([])) {
        if (name === "stores") this.#stores(document);
        else this.#option(document, name);
      }
    }
  }

  #option(document: YamlDocument, name: string): void {
    const refusal = refusalOf(name);
    const source = document.at([name]);
    if (refusal !== undefined) {
      this.#fault(source, refusal);
      return;
    }
    const value = document.valueAt([name]);
    if (value === null || value === undefined) return;
    const isList = findOption(name)?.repeatable === true && Array.isArray(value);
    const values: readonly unknown[] = isList ? value : [value];
    this.settings.push(...values.map((each) => ({ name, value: each, source })));
  }

  #stores(document: YamlDocument): void {
    if (!isMapping(document.valueAt(["stores"]))) {
      this.#fault(document.at(["stores"]), "must be a mapping of store names to URLs or options");
    }
    for (const name of document.names(["stores"])) {
      const path = ["stores", name];
      const within = (rest: readonly PropertyKey[]) => document.at([...path, ...rest]);
      this.stores.push({ name, value: document.valueAt(path), source: within([]), within });
    }
  }

  #fault(source: Source, message: string): void {
    this.faults.push({ source, message });
  }
}

/** Reads a file; `source` is what named it, for the fault that it cannot be read. */
export function readConfigFile(file: string, source: Source): FileSettings {
  const { documents, faults } = readYamlFile(file, source);
  const reader = new FileReader();
  const [document, second] = documents;
  if (second !== undefined) {
    return {
      settings: [],
      stores: [],
      faults: [{ source: second.at([]), message: "holds more than one document" }],
    };
  }
  if (document !== undefined) reader.document(document);
  return { settings: reader.settings, stores: reader.stores, faults: [...faults, ...reader.faults] };
}
