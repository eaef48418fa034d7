// Upper bounds for the sizes of files and functions, and for their median and
// mean. Lua and SQL count: their files as files, and each Lua function,
// SQL statement and text in backquotes as a function.
import { expect, it } from "vitest";
import { judge } from "./exemptions.ts";
import { luaFiles, luaFunctions } from "./lua-files.ts";
import {
  lineAt,
  productFiles,
  type SourceFile,
  type SyntaxNode,
  sourceFiles,
  visit,
} from "./source-files.ts";
import { textFiles } from "./text-files.ts";

const fileLinesMax = 400;
const fileLinesMedianMax = 110;
const functionLinesMax = 70;
const functionLinesMeanMax = 15;

const functionTypes = new Set(["FunctionDeclaration", "FunctionExpression", "ArrowFunctionExpression"]);

interface FunctionSize {
  readonly place: string;
  readonly lines: number;
}

const isFunction = (value: unknown): boolean => functionTypes.has((value as SyntaxNode | null)?.type ?? "");

// Lines of the functions that a test function passes to others: the tests that a group registers are counted as
// functions themselves.
function linesPassedOn(file: SourceFile, node: SyntaxNode): number {
  if (!file.path.startsWith("test/") && !file.path.endsWith(".test.ts")) return 0;
  let lines = 0;
  let end = -1;
  visit(node, (inner, parent) => {
    if (inner === node || !isFunction(inner) || parent?.type !== "CallExpression" || inner.start < end)
      return;
    lines += lineAt(file, inner.end) - lineAt(file, inner.start);
    end = inner.end;
  });
  return lines;
}

function functionsOf(file: SourceFile): FunctionSize[] {
  const sizes: FunctionSize[] = [];
  visit(file.program, (node) => {
    if (!isFunction(node)) return;
    const first = lineAt(file, node.start);
    const lines = lineAt(file, node.end) - first + 1 - linesPassedOn(file, node);
    sizes.push({ place: `${file.path}:${first}`, lines });
  });
  return sizes;
}

const linesOf = (text: string): number => text.trim().split("\n").length;

const sqlFiles = textFiles
  .filter(({ path }) => path.endsWith(".sql"))
  .map(({ path, text }) => ({ path, text, lines: linesOf(text) }));

function statements(): FunctionSize[] {
  return sqlFiles.flatMap(({ path, text }) =>
    text.split(/;\n/).map((statement) => ({ place: path, lines: linesOf(statement) })),
  );
}

function longTexts(): FunctionSize[] {
  return productFiles.flatMap((file) => {
    const sizes: FunctionSize[] = [];
    visit(file.program, (node) => {
      if (node.type !== "TemplateLiteral") return;
      const first = lineAt(file, node.start);
      sizes.push({ place: `${file.path}:${first}`, lines: lineAt(file, node.end) - first + 1 });
    });
    return sizes;
  });
}

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
const mean = (numbers: readonly number[]): number => numbers.reduce((sum, n) => sum + n, 0) / numbers.length;

it("no file has more than 400 lines", () => {
  const violations = [...sourceFiles, ...luaFiles, ...sqlFiles]
    .filter(({ lines }) => lines > fileLinesMax)
    .map(({ path, lines }) => `${path}: ${lines} lines`);
  expect(judge("file-lines", violations)).toEqual([]);
});

it("no function has more than 70 lines", () => {
  const luaSizes = luaFiles.flatMap(({ path, functions }) =>
    functions.map(({ line, lines }) => ({ place: `${path}:${line}`, lines })),
  );
  const violations = [...sourceFiles.flatMap(functionsOf), ...luaSizes, ...statements(), ...longTexts()]
    .filter(({ lines }) => lines > functionLinesMax)
    .map(({ place, lines }) => `${place}: ${lines} lines`);
  expect(judge("function-lines", violations)).toEqual([]);
});

it("the median file and the average function are small", () => {
  expect(median(productFiles.map(({ lines }) => lines))).toBeLessThanOrEqual(fileLinesMedianMax);
  expect(mean(productFiles.flatMap(functionsOf).map(({ lines }) => lines))).toBeLessThanOrEqual(
    functionLinesMeanMax,
  );
});

it("the lines of a Lua function are counted over its inner blocks, and code outside of functions counts as one", () => {
  expect(luaFiles.length).toBeGreaterThan(0);
  const text = `local a = 1
local function outer(x)
  -- end
  for i = 1, 2 do if x then x = 'end' end end
  return function() return x end
end
return outer(a)
`;
  expect(luaFunctions(text)).toEqual([
    { line: 5, lines: 1 },
    { line: 2, lines: 5 },
    { line: 1, lines: 2 },
  ]);
});
