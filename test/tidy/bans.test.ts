// What no file may contain, and what every file must contain.
import { basename } from "node:path";
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

type Rule = (node: SyntaxNode, parent: SyntaxNode | undefined) => boolean;

function find(files: readonly SourceFile[], isViolation: Rule): string[] {
  return files.flatMap((file) => {
    const places: string[] = [];
    visit(file.program, (node, parent) => {
      if (isViolation(node, parent)) places.push(`${file.path}:${lineAt(file, node.start)}`);
    });
    return places;
  });
}

const isIdentifier = (node: unknown, name: string): boolean =>
  (node as SyntaxNode | undefined)?.type === "Identifier" && (node as SyntaxNode).name === name;

const isMember = (node: SyntaxNode, object: string, property: string): boolean =>
  node.type === "MemberExpression" &&
  isIdentifier(node.object, object) &&
  isIdentifier(node.property, property);

const inEngine = productFiles.filter(({ path }) => path.startsWith("src/"));

it("no file uses the type any", () => {
  expect(
    judge(
      "any",
      find(sourceFiles, (node) => node.type === "TSAnyKeyword"),
    ),
  ).toEqual([]);
});

it("there is no enum, no default export and no star re-export", () => {
  const banned = new Set(["TSEnumDeclaration", "ExportDefaultDeclaration", "ExportAllDeclaration"]);
  const files = sourceFiles.filter(({ path }) => !/^vitest(-[a-z]+)?\.config\.ts$/.test(path));
  expect(
    judge(
      "exports",
      find(files, (node) => banned.has(node.type)),
    ),
  ).toEqual([]);
});

it("the product throws typed errors only", () => {
  const plain: Rule = (node) =>
    node.type === "ThrowStatement" &&
    (node.argument as SyntaxNode).type === "NewExpression" &&
    isIdentifier((node.argument as SyntaxNode).callee, "Error");
  expect(judge("plain-errors", find(productFiles, plain))).toEqual([]);
});

it("the engine uses neither process nor console", () => {
  const global: Rule = (node) =>
    node.type === "MemberExpression" &&
    (isIdentifier(node.object, "process") || isIdentifier(node.object, "console"));
  expect(judge("globals", find(inEngine, global))).toEqual([]);
});

it("the engine is given its clock and its randomness", () => {
  const ambient: Rule = (node) =>
    isMember(node, "Date", "now") || isMember(node, "performance", "now") || isMember(node, "Math", "random");
  const files = inEngine.filter(({ path }) => path !== "src/model/call.ts");
  expect(judge("ambient", find(files, ambient))).toEqual([]);
});

it("no test is skipped, exclusive or still to be written", () => {
  const away: Rule = (node) =>
    node.type === "MemberExpression" &&
    ["it", "test", "describe"].some((name) => isIdentifier(node.object, name)) &&
    ["skip", "only", "todo"].some((name) => isIdentifier(node.property, name));
  const tests = sourceFiles.filter(({ path }) => path.endsWith(".test.ts"));
  expect(judge("skipped", find(tests, away))).toEqual([]);
});

it("no file has a mark for work that is left", () => {
  const marks = new RegExp(
    ["TO" + "DO", "FIX" + "ME", "XX" + "X:", "HA" + "CK"].map((mark) => `\\b${mark}`).join("|"),
  );
  const violations = sourceFiles.filter(({ text }) => marks.test(text)).map(({ path }) => path);
  expect(judge("marks", violations)).toEqual([]);
});

it("every file begins with a comment", () => {
  const violations = sourceFiles.filter(
    ({ path, text }) => !/^vitest(-[a-z]+)?\.config\.ts$/.test(path) && !/^(#!.*\n)?\/\/ \S/.test(text),
  );
  expect(
    judge(
      "heads",
      violations.map(({ path }) => path),
    ),
  ).toEqual([]);
});

it("file names are in kebab-case and name something", () => {
  const empty = new Set(["utils", "helpers", "common", "types", "base", "util", "helper", "misc"]);
  const violations = sourceFiles
    .map(({ path }) => path)
    .filter((path) => {
      const name = basename(path).replace(/(\.full)?(\.(test|config))?\.ts$/, "");
      return !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name) || empty.has(name);
    });
  expect(judge("names", violations)).toEqual([]);
});

it("every export of model, store, wire and client is documented", () => {
  const files = productFiles.filter(({ path }) => /^(src\/(model|store)|wire\/src|client\/src)\//.test(path));
  const bare = files.flatMap((file) =>
    (file.program.body as SyntaxNode[])
      .filter((node) => node.type === "ExportNamedDeclaration" && node.declaration !== null)
      .filter((node) => !file.text.slice(0, node.start).trimEnd().endsWith("*/"))
      .map((node) => `${file.path}:${lineAt(file, node.start)}`),
  );
  expect(judge("undocumented", bare)).toEqual([]);
});
