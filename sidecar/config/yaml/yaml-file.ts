// A YAML file as documents that keep their lines, so that a violation in one is reported with file, line, column and path.
// A file is bounded in bytes. One that is not YAML gives violations and no document.
import { readFileSync, statSync } from "node:fs";
import { isMap, isScalar, LineCounter, type Node, type ParsedNode, parseAllDocuments } from "yaml";
import type { PathStep } from "../../../src/index.ts";
import { type Source, sourceText } from "../source.ts";
import { Findings } from "../violation.ts";
import { unreadableReason } from "./unreadable-reason.ts";
import { schemaOf, type YamlDialect } from "./yaml-dialect.ts";

/** Largest file, in bytes. */
const yamlFileBytesMax = 1024 * 1024;

type ParsedDocument = ReturnType<typeof parseAllDocuments<ParsedNode>>[number];

const aliasesMax = 100;

/** One document of a file. */
export class YamlDocument {
  /** Its content as plain values; undefined if it is empty. */
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
  valueAt(path: readonly PathStep[]): unknown {
    const node = this.#node(path);
    return node?.toJS(this.#document, { maxAliasCount: aliasesMax });
  }

  /** The names of the mapping at a path, in order; none if there is no mapping. */
  names(path: readonly PathStep[]): readonly string[] {
    const node = this.#node(path);
    return isMap(node) ? node.items.map(({ key }) => String(isScalar(key) ? key.value : key)) : [];
  }

  /** Where a path is; for a name without a value, the place of the nearest enclosing node. */
  at(path: readonly PathStep[]): Source {
    for (let length = path.length; length >= 0; length--) {
      const node = this.#node(path.slice(0, length));
      if (node?.range) return sourceAt(this.#file, this.#lines, node.range[0], path);
    }
    return sourceAt(this.#file, this.#lines, this.#document.range[0], path);
  }

  /** Where a path is, as text for a message about another place. */
  placeOf(path: readonly PathStep[]): string {
    return sourceText(this.at(path));
  }

  #node(path: readonly PathStep[]): Node | undefined {
    const node = path.length === 0 ? this.#document.contents : this.#document.getIn(path, true);
    return (node ?? undefined) as Node | undefined;
  }
}

function sourceAt(file: string, lines: LineCounter, offset: number, path: readonly PathStep[]): Source {
  const { line, col } = lines.linePos(offset);
  return { type: "file", file, line: Math.max(line, 1), column: Math.max(col, 1), path };
}

/** The contents of a file. */
export interface YamlFile {
  /** None if there are violations. */
  readonly documents: readonly YamlDocument[];
  readonly findings: Findings;
}

// One mistake causes many later errors, so only the first error of a document is reported; a tab explains the others.
const firstError = (errors: ParsedDocument["errors"]) =>
  errors.find(({ code }) => code === "TAB_AS_INDENT") ?? errors[0];

function parse(file: string, text: string, dialect: YamlDialect): YamlFile {
  const findings = new Findings();
  const lines = new LineCounter();
  const options = { lineCounter: lines, prettyErrors: false, ...schemaOf(dialect) };
  const documents = parseAllDocuments(text, options);
  if (!Array.isArray(documents)) return { documents: [], findings };
  for (const { errors } of documents) {
    const error = firstError(errors);
    if (error === undefined) continue;
    const source = sourceAt(file, lines, error.pos[0], []);
    findings.reject({ source, path: [], description: `is not YAML: ${error.message}` });
  }
  if (findings.violations.length > 0) return { documents: [], findings };
  return { documents: documents.map((document) => new YamlDocument(file, document, lines)), findings };
}

/** The options of reading a file. */
export interface YamlReading {
  /** Default: `pillion`. */
  readonly dialect?: YamlDialect;
  /** Changes the text before it is parsed. Default: none. */
  readonly edit?: (text: string) => string;
}

/** Reads a file. `source` is what named it, for the violation that it cannot be read. */
export function readYamlFile(
  file: string,
  source: Source,
  { dialect = "pillion", edit = (text) => text }: YamlReading = {},
): YamlFile {
  try {
    const { size } = statSync(file);
    if (size <= yamlFileBytesMax) return parse(file, edit(readFileSync(file, "utf8")), dialect);
    return unreadable(source, `${file} is ${size} bytes long; the limit is ${yamlFileBytesMax}`);
  } catch (error) {
    return unreadable(source, `${file} ${unreadableReason(error)}`);
  }
}

function unreadable(source: Source, description: string): YamlFile {
  const findings = new Findings();
  findings.reject({ source, path: [], description });
  return { documents: [], findings };
}
