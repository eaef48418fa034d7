// The Lua scripts, with the lines of their functions, for the tidy tests. A
// function is measured by its block keywords; strings and comments are skipped.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** A function, or the code of a file outside of its functions. */
export interface LuaFunction {
  /** The line where it begins, from 1. */
  readonly line: number;
  readonly lines: number;
}

/** One file. */
export interface LuaFile {
  /** From the root, with slashes. */
  readonly path: string;
  readonly text: string;
  readonly lines: number;
  readonly functions: readonly LuaFunction[];
}

interface Token {
  readonly word: string;
  readonly line: number;
}

const root = fileURLToPath(new URL("../..", import.meta.url));

// Comments and strings first, so that a keyword inside of one is not taken for a block.
const tokenPattern =
  /--\[\[[\s\S]*?\]\]|--[^\n]*|\[\[[\s\S]*?\]\]|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\b(function|if|do|repeat|until|end)\b/g;

function tokensOf(text: string): Token[] {
  return [...text.matchAll(tokenPattern)].flatMap((match) => {
    const word = match[1];
    return word === undefined ? [] : [{ word, line: text.slice(0, match.index).split("\n").length }];
  });
}

/** The functions of a Lua text, inner ones included, then the code outside of them. */
export function luaFunctions(text: string): LuaFunction[] {
  const functions: LuaFunction[] = [];
  const open: Token[] = [];
  let outerLines = 0;
  for (const token of tokensOf(text)) {
    if (token.word !== "end" && token.word !== "until") {
      open.push(token);
      continue;
    }
    const begin = open.pop();
    if (begin?.word !== "function") continue;
    const lines = token.line - begin.line + 1;
    functions.push({ line: begin.line, lines });
    if (!open.some(({ word }) => word === "function")) outerLines += lines;
  }
  const lines = text.split("\n").length - 1;
  return [...functions, { line: 1, lines: lines - outerLines }];
}

function load(path: string): LuaFile {
  const text = readFileSync(join(root, path), "utf8");
  return { path, text, lines: text.split("\n").length - 1, functions: luaFunctions(text) };
}

const listed = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "*.lua"], {
  cwd: root,
  encoding: "utf8",
});

/** Every Lua file. */
export const luaFiles: readonly LuaFile[] = listed
  .split("\n")
  .filter((path) => path !== "")
  .map(load);
