// Where a value of the configuration was written, and the value as it was written. Every violation and warning names its
// source, so that it can be found.
import { type PathStep, pathText } from "../../src/index.ts";

/** Where a setting was written. */
export type Source =
  | { readonly type: "flag" /** With its dashes: `--app-id`. */; readonly flag: string }
  | { readonly type: "argument" /** A word of the command line that is not a flag. */; readonly word: string }
  | { readonly type: "environment"; readonly variable: string }
  | {
      readonly type: "file";
      readonly file: string;
      /** From 1. */
      readonly line: number;
      /** From 1. */
      readonly column: number;
      /** From the top of the document to the value; empty for the document itself. */
      readonly path: readonly PathStep[];
    }
  | { readonly type: "default" };

/** A known name with its value as written. */
export interface Setting {
  /** The flag's name without dashes; the same in the environment and in a file. */
  readonly name: string;
  /** Text from flags and the environment, any YAML value from a file. Not yet checked. */
  readonly value: unknown;
  readonly source: Source;
  /** The source of a value inside `value`, by its path from there; files only. */
  readonly within?: (path: readonly PathStep[]) => Source;
}

/** The variable that sets an option: `PILLION_APP_ID` for `app-id`. */
export function variableOf(name: string): string {
  return `PILLION_${name.toUpperCase().replaceAll("-", "_")}`;
}

/** An option's name as it is written in such a place: `--app-id`, `PILLION_APP_ID`, `app-id`. */
export function nameAt(source: Source, name: string): string {
  if (source.type === "flag") return `--${name}`;
  return source.type === "environment" ? variableOf(name) : name;
}

/** The source as text: `--app-id`, `PILLION_APP_ID`, `pillion.yaml:3:5 (stores.cart)`. */
export function sourceText(source: Source): string {
  switch (source.type) {
    case "flag":
      return source.flag;
    case "argument":
      return source.word;
    case "environment":
      return source.variable;
    case "file": {
      const place = `${source.file}:${source.line}:${source.column}`;
      return source.path.length === 0 ? place : `${place} (${pathText(source.path)})`;
    }
    case "default":
      return "default";
  }
}
