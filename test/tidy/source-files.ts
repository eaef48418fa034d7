// The project's own TypeScript files, read and parsed for the tidy tests.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { parseAst } from "rolldown/parseAst";

/** A node of the syntax tree, as ESTree with TypeScript has it. */
export interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [property: string]: unknown;
}

/** One import or re-export of a file. */
export interface ImportEdge {
  /** As written. */
  readonly specifier: string;
  /** The file in the project that it names, or undefined for a package. */
  readonly file: string | undefined;
  /** Whether it imports only types. */
  readonly typeOnly: boolean;
  /** Whether it is an `import()`, which loads the file when it is reached. */
  readonly deferred: boolean;
}

/** One file. */
export interface SourceFile {
  /** From the root, with slashes. */
  readonly path: string;
  readonly text: string;
  readonly lines: number;
  readonly program: SyntaxNode;
  readonly imports: readonly ImportEdge[];
}

const root = fileURLToPath(new URL("../..", import.meta.url));

function isNode(value: unknown): value is SyntaxNode {
  return typeof value === "object" && value !== null && typeof (value as SyntaxNode).type === "string";
}

/** Calls `found` for a node and every node below it, parents first. */
export function visit(
  node: SyntaxNode,
  found: (node: SyntaxNode, parent: SyntaxNode | undefined) => void,
): void {
  const walk = (current: SyntaxNode, parent: SyntaxNode | undefined): void => {
    found(current, parent);
    for (const value of Object.values(current)) {
      if (isNode(value)) walk(value, current);
      else if (Array.isArray(value)) for (const item of value) if (isNode(item)) walk(item, current);
    }
  };
  walk(node, undefined);
}

function importsOf(path: string, program: SyntaxNode): ImportEdge[] {
  const edges: ImportEdge[] = [];
  visit(program, (node) => {
    const source = node.source;
    if (!isNode(source) || typeof source.value !== "string") return;
    const specifier = source.value;
    const file = specifier.startsWith(".") ? normalize(join(dirname(path), specifier)) : undefined;
    const kind = node.importKind ?? node.exportKind;
    edges.push({ specifier, file, typeOnly: kind === "type", deferred: node.type === "ImportExpression" });
  });
  return edges;
}

function load(path: string): SourceFile {
  const text = readFileSync(join(root, path), "utf8");
  const program = parseAst(text, { lang: "ts" }) as unknown as SyntaxNode;
  return { path, text, lines: text.split("\n").length - 1, program, imports: importsOf(path, program) };
}

function listed(): string[] {
  const output = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "*.ts"], {
    cwd: root,
    encoding: "utf8",
  });
  return output.split("\n").filter((path) => path !== "" && !path.endsWith(".d.ts"));
}

/** Every hand-written TypeScript file. */
export const sourceFiles: readonly SourceFile[] = [...new Set(listed())].sort().map(load);

/** The files that make the product, without tests and examples. */
export const productFiles = sourceFiles.filter(
  ({ path }) => /^(src|sidecar|client|wire)\//.test(path) && !/(\.test|-fixture)\.ts$/.test(path),
);

/** The line of an offset, from 1. */
export function lineAt(file: SourceFile, offset: number): number {
  return file.text.slice(0, offset).split("\n").length;
}
