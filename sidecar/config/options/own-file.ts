// Converts Pillion's own file to settings. It is YAML with one document. Its names are those of the flags; only `stores`,
// a mapping of names to URLs or options, allows more than its flag. Every violation has line, column and path.
import type { PathStep } from "../../../src/index.ts";
import type { Setting, Source } from "../source.ts";
import { Findings } from "../violation.ts";
import { readYamlFile, type YamlDocument } from "../yaml/yaml-file.ts";
import { findIgnored } from "./ignored-options.ts";
import { findOption, ownFileNames } from "./option-table.ts";

/** The settings in a file. */
export interface FileSettings {
  readonly settings: readonly Setting[];
  /** The entries of `stores`: the name is the store's. */
  readonly stores: readonly Setting[];
  readonly findings: Findings;
}

const isMapping = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);

class FileReader {
  readonly settings: Setting[] = [];
  readonly stores: Setting[] = [];
  readonly findings = new Findings();
  readonly #document: YamlDocument;

  constructor(document: YamlDocument) {
    this.#document = document;
  }

  read(): void {
    const { value } = this.#document;
    if (value === undefined) return;
    if (!isMapping(value)) this.#reject([], "must be a mapping of names to values");
    else if ("apiVersion" in value) {
      this.#reject(["apiVersion"], "is a Dapr or Kubernetes file; --config-file takes Pillion's own file");
    } else {
      for (const name of this.#document.names([])) {
        if (name === "stores") this.#readStores();
        else this.#readOption(name);
      }
    }
  }

  #readOption(name: string): void {
    const option = findOption(name);
    if (option?.flagOnly === true) {
      this.#reject([name], "can be set only by a flag or an environment variable");
      return;
    }
    if (name === "store" || (option === undefined && findIgnored(name) === undefined)) {
      this.#reject([name], "is not a name of this file", ownFileNames);
      return;
    }
    const value = this.#document.valueAt([name]);
    if (value === null || value === undefined) return;
    const source = this.#document.at([name]);
    const values: readonly unknown[] = option?.repeatable === true && Array.isArray(value) ? value : [value];
    this.settings.push(...values.map((each) => ({ name, value: each, source })));
  }

  #readStores(): void {
    if (!isMapping(this.#document.valueAt(["stores"]))) {
      this.#reject(["stores"], "must be a mapping of store names to URLs or options");
    }
    for (const name of this.#document.names(["stores"])) {
      const path = ["stores", name];
      const within = (rest: readonly PathStep[]) => this.#document.at([...path, ...rest]);
      this.stores.push({ name, value: this.#document.valueAt(path), source: within([]), within });
    }
  }

  #reject(path: readonly string[], description: string, known: readonly string[] = []): void {
    this.findings.reject({ source: this.#document.at(path), path, description, known });
  }
}

/** Reads a file; `source` is where its path was configured, for the violation that it cannot be read. */
export function readOwnFile(file: string, source: Source): FileSettings {
  const { documents, findings } = readYamlFile(file, source);
  const [document, second] = documents;
  if (second !== undefined) {
    findings.reject({
      source: second.at([]),
      path: [],
      description: "is a second document; only one is allowed",
    });
    return { settings: [], stores: [], findings };
  }
  if (document === undefined) return { settings: [], stores: [], findings };
  const reader = new FileReader(document);
  reader.read();
  findings.add(reader.findings);
  return { settings: reader.settings, stores: reader.stores, findings };
}
