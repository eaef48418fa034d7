// The option `queryIndexes`: which members of documents a query may ask for and
// sort by. Dapr's form: JSON, a list of {name, indexes: [{key, type}]}. Checked
// once, every fault named. Source: Dapr's state.redis component. Pure.
import { queryPathBytesMax } from "../../../model/limits.ts";
import type { QueryPath } from "../../../store/record-query.ts";

/** How a member is indexed: as a number, as a text by its words, or as a text as a whole. */
export type FieldType = "NUMERIC" | "TEXT" | "TAG";

/** One member that a query may name. */
export interface QueryField {
  /** As it was configured, with dots between the names. */
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
type NoteFault = (message: string) => void;

/** Reads the option; what is wrong with it is noted, each fault with its place. */
export function readQueryIndexes(text: string, fault: NoteFault): QueryIndexes {
  const list = listIn(text);
  if (list === undefined) {
    fault("must be JSON: a list of {name, indexes: [{key, type}]}");
    return [];
  }
  if (list.length > indexesMax) fault(`has ${list.length} indexes; the limit is ${indexesMax}`);
  const indexes = list.slice(0, indexesMax).map((each, at) => indexAt(each, `[${at}]`, fault));
  const names = indexes.map(({ name }) => name);
  const twice = names.find((name, at) => name !== "" && names.indexOf(name) !== at);
  if (twice !== undefined) fault(`has the name ${JSON.stringify(twice)} twice`);
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

const fieldsOf = (said: unknown): Fields =>
  typeof said === "object" && said !== null && !Array.isArray(said) ? (said as Fields) : {};

function indexAt(said: unknown, at: string, fault: NoteFault): QueryIndex {
  const { name, indexes } = fieldsOf(said);
  if (typeof name !== "string" || name === "" || Buffer.byteLength(name) > queryPathBytesMax)
    fault(`${at}.name: must be a text of 1 to ${queryPathBytesMax} bytes`);
  if (!Array.isArray(indexes) || indexes.length === 0 || indexes.length > fieldsMax)
    fault(`${at}.indexes: must be a list of 1 to ${fieldsMax}`);
  const fields = Array.isArray(indexes)
    ? indexes.slice(0, fieldsMax).map((each, place) => fieldAt(each, place, `${at}.indexes[${place}]`, fault))
    : [];
  const keys = fields.map(({ key }) => key);
  if (new Set(keys).size < keys.length) fault(`${at}.indexes: names a key twice`);
  return { name: typeof name === "string" ? name : "", fields };
}

function fieldAt(said: unknown, place: number, at: string, fault: NoteFault): QueryField {
  const { key, type } = fieldsOf(said);
  const word = typeof type === "string" ? type.toUpperCase() : "";
  if (!types.includes(word)) fault(`${at}.type: must be one of ${types.join(", ")}`);
  const name = typeof key === "string" ? key : "";
  const isPlain = name !== "" && !/[[\]*?$()]|\.\.|^\.|\.$/.test(name) && !hasControl(name);
  if (!isPlain || Buffer.byteLength(name) > queryPathBytesMax)
    fault(`${at}.key: must be names of members with dots between them, at most ${queryPathBytesMax} bytes`);
  return { key: name, path: name.split("."), type: word as FieldType, alias: `var${place}` };
}

function hasControl(text: string): boolean {
  return [...text].some((character) => (character.codePointAt(0) ?? 0) < 32) || !text.isWellFormed();
}
