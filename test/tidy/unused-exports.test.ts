// Every exported name is imported somewhere else. The public entry points of the packages are exempt: their names are for
// programs outside this repository. A name that an index passes on has to be imported from there. A type may instead be part
// of the API of its own file: then the file mentions it again.
import { expect, it } from "vitest";
import { judge } from "./exemptions.ts";
import {
  lineAt,
  productFiles,
  type SourceFile,
  type SyntaxNode,
  sourceFiles,
  visit,
} from "./source-files.ts";

// By the name under which other packages import them.
const entryPoints: Readonly<Record<string, string>> = {
  "@pillion/wire": "wire/src/index.ts",
  "@pillion/client": "client/src/index.ts",
  "@pillion/client/grpc-js": "client/src/grpc-js-transport.ts",
};

const nodesOf = (value: unknown): readonly SyntaxNode[] => (Array.isArray(value) ? value : []);

// The name of an identifier, or of a name in quotes.
const nameOf = (node: unknown): string => {
  const { name, value } = node as { readonly name?: string; readonly value?: string };
  return name ?? value ?? "";
};

function declaredNames(declaration: SyntaxNode): readonly string[] {
  const declarators = nodesOf(declaration.declarations);
  return declarators.length > 0 ? declarators.map(({ id }) => nameOf(id)) : [nameOf(declaration.id)];
}

function isMentionedAgain({ text }: SourceFile, name: string): boolean {
  return text.split(new RegExp(`\\b${name}\\b`)).length > 2;
}

// The names of a file that have to be imported somewhere else.
function exportsOf(file: SourceFile): readonly { readonly name: string; readonly line: number }[] {
  return nodesOf(file.program.body)
    .filter(({ type }) => type === "ExportNamedDeclaration")
    .flatMap((node) => {
      const declaration = node.declaration as SyntaxNode | null;
      const passedOn = nodesOf(node.specifiers).map(({ exported }) => nameOf(exported));
      const names = declaration === null ? passedOn : declaredNames(declaration);
      const isType = declaration !== null && /^TS(Interface|TypeAlias)Declaration$/.test(declaration.type);
      return names
        .filter((name) => !isType || !isMentionedAgain(file, name))
        .map((name) => ({ name, line: lineAt(file, node.start) }));
    });
}

// What a file imports or passes on, as `path#name`; `path#*` for all names of a file.
function importedBy({ imports, program }: SourceFile): readonly string[] {
  const files = new Map(imports.map(({ specifier, file }) => [specifier, file ?? entryPoints[specifier]]));
  const used: string[] = [];
  visit(program, (node) => {
    const source = node.source as SyntaxNode | null | undefined;
    const file = typeof source?.value === "string" ? files.get(source.value) : undefined;
    if (file === undefined) return;
    const isList = node.type === "ImportDeclaration" || node.type === "ExportNamedDeclaration";
    for (const specifier of isList ? nodesOf(node.specifiers) : []) {
      const name = specifier.type === "ExportSpecifier" ? specifier.local : specifier.imported;
      used.push(`${file}#${name === undefined ? "*" : nameOf(name)}`);
    }
    if (!isList) used.push(`${file}#*`);
  });
  return used;
}

it("every exported name is imported somewhere else", () => {
  const used = new Set(sourceFiles.flatMap(importedBy));
  const entries = new Set(Object.values(entryPoints));
  const violations = productFiles
    .filter(({ path }) => !entries.has(path) && !used.has(`${path}#*`))
    .flatMap((file) =>
      exportsOf(file)
        .filter(({ name }) => !used.has(`${file.path}#${name}`))
        .map(({ name, line }) => `${file.path}:${line}: exports ${name}, which nothing else imports`),
    );
  expect(judge("unused-exports", violations)).toEqual([]);
});
