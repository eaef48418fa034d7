// The option `queryIndexes`: which members of documents a query may filter and sort
// by. Dapr's form: JSON, a list of {name, indexes: [{key, type}]}. Checked once;
// every violation is reported. Source: Dapr's state.redis component. Pure.
import { queryPathBytesMax } from "../../../model/limits.ts";
import type { QueryPath } from "../../../store/record-query.ts";

/** How a member is indexed: as a number, as a text by its words, or as a whole string. */
export type FieldType = "NUMERIC" | "TEXT" | "TAG";

/** One member that a query may use. */
export interface QueryField {
  /** As configured, with dots between the names. */
  readonly key: string;
  readonly path: QueryPath;
  readonly type: FieldType;
  /** Its name in the index, as Dapr gives it. */
  readonly alias: string;
}

/** One configured index. */
export interface QueryIndex {
  readonly name: string;
  readonly fields: readonly QueryField[];
}

/** The indexes of an option; empty where none are configured. */
export type QueryIndexes = readonly QueryIndex[];

const indexesMax = 32;
const fieldsMax = 64;
const types: readonly string[] = ["NUMERIC", "TEXT", "TAG"];

type Fields = Readonly<Record<string, unknown>>;
type ReportViolation = (description: string) => void;

/** Reads the option; `report` is called with each violation and its place. */
export function readQueryIndexes(text: string, report: ReportViolation): QueryIndexes {
  const list = listIn(text);
  if (list === undefined) {
    report("must be JSON: a list of {name, indexes: [{key, type}]}");
    return [];
  }
  if (list.length > indexesMax) report(`has ${list.length} indexes; the limit is ${indexesMax}`);
  const indexes = list.slice(0, indexesMax).map((each, at) => indexAt(each, `[${at}]`, report));
  const names = indexes.map(({ name }) => name);
  const repeated = names.find((name, at) => name !== "" && names.indexOf(name) !== at);
  if (repeated !== undefined) report(`has the name ${JSON.stringify(repeated)} twice`);
  return indexes;
}

function listIn(text: string): readonly unknown[] | undefined {
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) ? list : undefined;
  } catch {
    return undefined;
  }
}

const fieldsOf = (raw: unknown): Fields =>
  typeof raw === "object" && raw !== null && !Array.isArray(raw) ? (raw as Fields) : {};

function indexAt(raw: unknown, at: string, report: ReportViolation): QueryIndex {
  const { name, indexes } = fieldsOf(raw);
  if (typeof name !== "string" || name === "" || Buffer.byteLength(name) > queryPathBytesMax)
    report(`${at}.name: must be a string of 1 to ${queryPathBytesMax} bytes`);
  if (!Array.isArray(indexes) || indexes.length === 0 || indexes.length > fieldsMax)
    report(`${at}.indexes: must be a list of 1 to ${fieldsMax}`);
  const fields = Array.isArray(indexes)
    ? indexes
        .slice(0, fieldsMax)
        .map((each, index) => fieldAt(each, index, `${at}.indexes[${index}]`, report))
    : [];
  const keys = fields.map(({ key }) => key);
  if (new Set(keys).size < keys.length) report(`${at}.indexes: names a key twice`);
  return { name: typeof name === "string" ? name : "", fields };
}

function fieldAt(raw: unknown, index: number, at: string, report: ReportViolation): QueryField {
  const { key, type } = fieldsOf(raw);
  const word = typeof type === "string" ? type.toUpperCase() : "";
  if (!types.includes(word)) report(`${at}.type: must be one of ${types.join(", ")}`);
  const name = typeof key === "string" ? key : "";
  const isPlain = name !== "" && !/[[\]*?$()]|\.\.|^\.|\.$/.test(name) && !hasControl(name);
  if (!isPlain || Buffer.byteLength(name) > queryPathBytesMax)
    report(`${at}.key: must be member names with dots between them, at most ${queryPathBytesMax} bytes`);
  return { key: name, path: name.split("."), type: word as FieldType, alias: `var${index}` };
}

function hasControl(text: string): boolean {
  return [...text].some((character) => (character.codePointAt(0) ?? 0) < 32) || !text.isWellFormed();
}
