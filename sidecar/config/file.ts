// Pillion's own file to settings. It is YAML, one document, and its names are
// those of the flags; only `stores`, a mapping of names to URLs or options, is
// richer than its flag. Every fault says line, column and path.
import { readFileSync, statSync } from "node:fs";
import { isMap, isScalar, LineCounter, type Node, type ParsedNode, parseAllDocuments } from "yaml";
import { findIgnored } from "./ignored-options.ts";
import { suggestion } from "./nearest.ts";
import { findOption, optionNames } from "./option-table.ts";
import type { Fault, Setting, Source } from "./setting.ts";

/** A file, read. */
export interface FileSettings {
  readonly settings: readonly Setting[];
  /** The entries of `stores`: the name is the store's. */
  readonly stores: readonly Setting[];
  readonly faults: readonly Fault[];
}

const fileBytesMax = 1024 * 1024;

type Document = ReturnType<typeof parseAllDocuments<ParsedNode>>[number];

/** Why a name cannot stand in a file; undefined if it can. */
function refusalOf(name: string): string | undefined {
  const option = findOption(name);
  if (name === "store") return 'is not a name of this file; did you mean "stores"?';
  if (option?.flagOnly === true) return "can be given by flag or variable only";
  if (option !== undefined || findIgnored(name) !== undefined) return undefined;
  const known = optionNames.filter((each) => each !== "store" && findOption(each)?.flagOnly !== true);
  return `is not a name of this file${suggestion(name, [...known, "stores"])}`;
}

class FileReader {
  readonly settings: Setting[] = [];
  readonly stores: Setting[] = [];
  readonly faults: Fault[] = [];
  readonly #file: string;
  readonly #lines = new LineCounter();

  constructor(file: string) {
    this.#file = file;
  }

  read(text: string): void {
    const documents = parseAllDocuments(text, { lineCounter: this.#lines, prettyErrors: false });
    if (!Array.isArray(documents)) return;
    for (const { errors } of documents) {
      for (const error of errors) this.#fault(this.#at(error.pos[0], []), `is not YAML: ${error.message}`);
    }
    if (this.faults.length > 0) return;
    const [document, second] = documents;
    if (second !== undefined) this.#fault(this.#at(second.range[0], []), "holds more than one document");
    if (document !== undefined && document.contents !== null) this.#document(document);
  }

  #document(document: Document): void {
    const top = document.contents;
    if (isScalar(top) && top.value === null) return;
    if (!isMap(top)) this.#faultAt(document, [], "must be a mapping of names to values");
    else if (top.has("apiVersion")) {
      const message = "is a Dapr or Kubernetes file; this flag takes Pillion's own, named as the flags are";
      this.#faultAt(document, ["apiVersion"], message);
    } else {
      for (const name of this.#names(document, [])) {
        if (name === "stores") this.#stores(document);
        else this.#option(document, name);
      }
    }
  }

  #names(document: Document, path: readonly string[]): string[] {
    const node = path.length === 0 ? document.contents : document.getIn(path, true);
    return isMap(node) ? node.items.map(({ key }) => String(isScalar(key) ? key.value : key)) : [];
  }

  #option(document: Document, name: string): void {
    const refusal = refusalOf(name);
    if (refusal !== undefined) {
      this.#faultAt(document, [name], refusal);
      return;
    }
    const value = this.#value(document, [name]);
    if (value === null || value === undefined) return;
    const isList = findOption(name)?.repeatable === true && Array.isArray(value);
    const values: readonly unknown[] = isList ? value : [value];
    const source = this.#source(document, [name]);
    this.settings.push(...values.map((each) => ({ name, value: each, source })));
  }

  #stores(document: Document): void {
    if (!isMap(document.get("stores", true))) {
      this.#faultAt(document, ["stores"], "must be a mapping of store names to URLs or options");
    }
    for (const name of this.#names(document, ["stores"])) {
      const path = ["stores", name];
      const within = (rest: readonly PropertyKey[]) => this.#source(document, [...path, ...rest.map(String)]);
      this.stores.push({ name, value: this.#value(document, path), source: within([]), within });
    }
  }

  #value(document: Document, path: readonly string[]): unknown {
    const node = document.getIn(path, true) as Node | undefined;
    return node?.toJS(document, { maxAliasCount: 100 });
  }

  // A name without a value of its own is looked for at the nearest thing around it.
  #source(document: Document, path: readonly string[]): Source {
    for (let length = path.length; length >= 0; length--) {
      const node = document.getIn(path.slice(0, length), true) as Node | undefined;
      if (node?.range) return this.#at(node.range[0], path);
    }
    return this.#at(0, path);
  }

  #at(offset: number, path: readonly string[]): Source {
    const { line, col } = this.#lines.linePos(offset);
    return {
      type: "file",
      file: this.#file,
      line: Math.max(line, 1),
      column: Math.max(col, 1),
      path: path.join("."),
    };
  }

  #faultAt(document: Document, path: readonly string[], message: string): void {
    this.#fault(this.#source(document, path), message);
  }

  #fault(source: Source, message: string): void {
    this.faults.push({ source, message });
  }
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOENT") return "is not there";
  if (code === "EACCES") return "may not be read";
  return code === "EISDIR" ? "is a folder" : "cannot be read";
}

/** Reads a file; `source` is what named it, for the fault that it cannot be read. */
export function readConfigFile(file: string, source: Source): FileSettings {
  const reader = new FileReader(file);
  try {
    const { size } = statSync(file);
    if (size > fileBytesMax) {
      const message = `${file} is ${size} bytes long; the limit is ${fileBytesMax}`;
      return { settings: [], stores: [], faults: [{ source, message }] };
    }
    reader.read(readFileSync(file, "utf8"));
  } catch (error) {
    return { settings: [], stores: [], faults: [{ source, message: `${file} ${reasonOf(error)}` }] };
  }
  const { settings, stores, faults } = reader;
  return { settings, stores, faults };
}
