// A YAML file as documents that know their lines, so that whatever is found in
// one can be said with file, line, column and path. What holds: a file is
// bounded in bytes, and one that is not YAML gives faults and no document.
import { readFileSync, statSync } from "node:fs";
import { isMap, isScalar, LineCounter, type Node, type ParsedNode, parseAllDocuments } from "yaml";
import { type Fault, type Source, sourceText } from "../setting.ts";
import { unreadableReason } from "./unreadable-reason.ts";
import { schemaOf, type YamlDialect } from "./yaml-dialect.ts";

/** Largest file, in bytes. */
export const yamlFileBytesMax = 1024 * 1024;

type ParsedDocument = ReturnType<typeof parseAllDocuments<ParsedNode>>[number];

const aliasesMax = 100;

/** One document of a file. */
export class YamlDocument {
  /** What it says, as plain values; undefined if it is empty. */
  readonly value: unknown;
  readonly #file: string;
  readonly #document: ParsedDocument;
  readonly #lines: LineCounter;

  constructor(file: string, document: ParsedDocument, lines: LineCounter) {
    this.#file = file;
    this.#document = document;
    this.#lines = lines;
    this.value = this.valueAt([]) ?? undefined;
  }

  /** The value at a path, as plain values. */
  valueAt(path: readonly PropertyKey[]): unknown {
    const node = this.#node(path);
    return node?.toJS(this.#document, { maxAliasCount: aliasesMax });
  }

  /** The names of the mapping at a path, in order; none if there is no mapping. */
  names(path: readonly PropertyKey[]): readonly string[] {
    const node = this.#node(path);
    return isMap(node) ? node.items.map(({ key }) => String(isScalar(key) ? key.value : key)) : [];
  }

  /** Where a path is; for a name without a value of its own, where the nearest thing around it is. */
  at(path: readonly PropertyKey[]): Source {
    for (let length = path.length; length >= 0; length--) {
      const node = this.#node(path.slice(0, length));
      if (node?.range) return sourceAt(this.#file, this.#lines, node.range[0], path);
    }
    return sourceAt(this.#file, this.#lines, this.#document.range[0], path);
  }

  /** Where a path is, as text for another place's message. */
  placeOf(path: readonly PropertyKey[]): string {
    return sourceText(this.at(path));
  }

  #node(path: readonly PropertyKey[]): Node | undefined {
    const node = path.length === 0 ? this.#document.contents : this.#document.getIn(path, true);
    return (node ?? undefined) as Node | undefined;
  }
}

function sourceAt(file: string, lines: LineCounter, offset: number, path: readonly PropertyKey[]): Source {
  const { line, col } = lines.linePos(offset);
  const place = { line: Math.max(line, 1), column: Math.max(col, 1) };
  return { type: "file", file, ...place, path: path.map(String).join(".") };
}

/** A file, read. */
export interface YamlFile {
  /** None if there are faults. */
  readonly documents: readonly YamlDocument[];
  readonly faults: readonly Fault[];
}

// One slip gives many errors behind it: the first of a document says where to look, and a tab most of all.
const firstError = (errors: ParsedDocument["errors"]) =>
  errors.find(({ code }) => code === "TAB_AS_INDENT") ?? errors[0];

function parse(file: string, text: string, dialect: YamlDialect): YamlFile {
  const lines = new LineCounter();
  const options = { lineCounter: lines, prettyErrors: false, ...schemaOf(dialect) };
  const documents = parseAllDocuments(text, options);
  if (!Array.isArray(documents)) return { documents: [], faults: [] };
  const faults = documents.flatMap(({ errors }) => {
    const error = firstError(errors);
    if (error === undefined) return [];
    return [{ source: sourceAt(file, lines, error.pos[0], []), message: `is not YAML: ${error.message}` }];
  });
  if (faults.length > 0) return { documents: [], faults };
  return { documents: documents.map((document) => new YamlDocument(file, document, lines)), faults };
}

/** How a file is read. */
export interface YamlReading {
  /** Default: `pillion`. */
  readonly dialect?: YamlDialect;
  /** Changes the text before it is parsed. */
  readonly edit?: (text: string) => string;
}

/** Reads a file. `source` is what named it, for the fault that it cannot be read. */
export function readYamlFile(
  file: string,
  source: Source,
  { dialect = "pillion", edit = (text) => text }: YamlReading = {},
): YamlFile {
  const unreadable = (reason: string) => ({
    documents: [],
    faults: [{ source, message: `${file} ${reason}` }],
  });
  try {
    const { size } = statSync(file);
    if (size > yamlFileBytesMax) return unreadable(`is ${size} bytes long; the limit is ${yamlFileBytesMax}`);
    return parse(file, edit(readFileSync(file, "utf8")), dialect);
  } catch (error) {
    return unreadable(unreadableReason(error));
  }
}
