// Statements and how `pg` is given them: prepared by name where that is possible,
// rows as arrays of the text that the server sent.
import { arrayText } from "./postgres-array.ts";

/** One statement. */
export interface Statement {
  /** The same text has the same name in every call; empty: the statement is not prepared. */
  readonly name: string;
  readonly text: string;
  /**
   * Whether the server may choose a plan without the index unless the settings of the session prevent that. Where a session
   * is not kept, the statement runs in a transaction with these settings. Default: false.
   */
  readonly needsSettings?: boolean;
}

/** One row: text or NULL per column. */
export type Row = readonly (string | null)[];

/** The same, as the types of `pg` want it. */
export type MutableRow = (string | null)[];

/** A statement with its parameters, as `pg` takes it. */
export interface BoundQuery {
  readonly text: string;
  readonly values: unknown[];
  readonly rowMode: "array";
  readonly types: typeof asText;
  readonly name?: string;
}

// The codec knows what each column is.
const asText = { getTypeParser: () => (text: string) => text };

/** Binds parameters, with the statement's name. */
export function preparedQuery({ name, text }: Statement, values: readonly unknown[]): BoundQuery {
  return { text, values: values.map(parameter), rowMode: "array", types: asText, name };
}

/** Binds parameters without a name, for a connection that does not keep its session. */
export function unpreparedQuery({ text }: Statement, values: readonly unknown[]): BoundQuery {
  return { text, values: values.map(parameter), rowMode: "array", types: asText };
}

function parameter(value: unknown): unknown {
  return Array.isArray(value) ? arrayText(value) : value;
}
