// One name with one value from one place, and the faults found in it. Whatever
// is wrong in a configuration is said together with where it was written.

/** Where a setting was written. */
export type Source =
  | { readonly type: "flag"; readonly flag: string }
  | { readonly type: "environment"; readonly variable: string }
  | {
      readonly type: "file";
      readonly file: string;
      /** From 1. */
      readonly line: number;
      /** From 1. */
      readonly column: number;
      /** Names from the top of the document to the value: `stores.cart.url`; empty for the document itself. */
      readonly path: string;
    }
  | { readonly type: "default" };

/** A name that is known, with the value as it was written. */
export interface Setting {
  /** The flag's name without dashes; the same in environment and file. */
  readonly name: string;
  /** Text from flags and environment, any YAML value from a file. Not yet checked. */
  readonly value: unknown;
  readonly source: Source;
  /** The source of a value inside `value`, by its path from there; files only. */
  readonly within?: (path: readonly PropertyKey[]) => Source;
}

/** Something that is wrong, or worth a warning, and where. The message never shows a value that may be secret. */
export interface Fault {
  readonly source: Source;
  readonly message: string;
}

/** The source as people look for it: `--app-id`, `PILLION_APP_ID`, `pillion.yaml:3:5 (stores.cart)`. */
export function sourceText(source: Source): string {
  switch (source.type) {
    case "flag":
      return source.flag;
    case "environment":
      return source.variable;
    case "file": {
      const place = `${source.file}:${source.line}:${source.column}`;
      return source.path === "" ? place : `${place} (${source.path})`;
    }
    case "default":
      return "default";
  }
}

/** The fault in one line. */
export function faultText(fault: Fault): string {
  return `${sourceText(fault.source)}: ${fault.message}`;
}
