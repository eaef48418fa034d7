// Parses the JSON bodies of Dapr's HTTP API. An invalid body is a DaprError that
// names the field and contains no part of a value.
import { DaprError } from "../texts/dapr-error.ts";
import {
  type DaprItem,
  type DaprMetadata,
  type DaprOperation,
  withTransactionMetadata,
} from "../verbs/dapr-item.ts";
import { elementsOf, membersOf } from "./json-slices.ts";

/** The default content type of records, and the metadata of the query string, which is added to that of each item. */
export interface ItemDefaults {
  readonly contentType: string;
  readonly metadata: DaprMetadata;
}

type Fields = Readonly<Record<string, unknown>>;

const utf8 = new TextDecoder("utf-8", { fatal: true });

function malformed(message: string): DaprError {
  return new DaprError("malformed-request", `failed deserializing HTTP body: ${message}`);
}

function parsed(body: Uint8Array): { readonly text: string; readonly value: unknown } {
  let text: string;
  try {
    text = utf8.decode(body);
  } catch {
    throw malformed("the body is not valid UTF-8");
  }
  try {
    return { text, value: JSON.parse(text) as unknown };
  } catch {
    throw malformed("the body is not JSON");
  }
}

// Go's JSON decoder, on which Dapr's clients rely, accepts field names in any case.
function ignoringCase<Value>(entries: Iterable<readonly [string, Value]>, name: string): Value | undefined {
  let found: Value | undefined;
  for (const [given, value] of entries) if (given.toLowerCase() === name) found = value;
  return found;
}

function field(fields: Fields, name: string): unknown {
  return Object.hasOwn(fields, name) ? fields[name] : ignoringCase(Object.entries(fields), name);
}

function rawField(text: string, name: string): string | undefined {
  const members = membersOf(text);
  return members.get(name) ?? ignoringCase(members, name);
}

const isObject = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function objectAt(value: unknown, at: string): Fields {
  if (isObject(value)) return value;
  throw malformed(`${at}: must be an object`);
}

// Null means the same as a missing field.
function listAt(value: unknown, at: string): readonly unknown[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value;
  throw malformed(`${at}: must be a list`);
}

function textAt(value: unknown, at: string): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === "string") return value;
  throw malformed(`${at}: must be a string`);
}

function textsAt(value: unknown, at: string): DaprMetadata {
  if (value === undefined || value === null) return {};
  const object = objectAt(value, at);
  return Object.fromEntries(
    Object.entries(object).map(([name, text]) => [name, textAt(text, `${at}.${name}`) ?? ""]),
  );
}

function itemAt(value: unknown, text: string, at: string, defaults: ItemDefaults): DaprItem {
  const fields = objectAt(value, at);
  const options = objectAt(field(fields, "options") ?? {}, `${at}.options`);
  const raw = rawField(text, "value") ?? "null";
  return {
    key: textAt(field(fields, "key"), `${at}.key`) ?? "",
    value: Buffer.from(raw, "utf8"),
    etag: textAt(field(fields, "etag"), `${at}.etag`),
    metadata: { ...textsAt(field(fields, "metadata"), `${at}.metadata`), ...defaults.metadata },
    concurrency: textAt(field(options, "concurrency"), `${at}.options.concurrency`) ?? "",
    consistency: textAt(field(options, "consistency"), `${at}.options.consistency`) ?? "",
    contentTypeDefault: defaults.contentType,
    isDecoded: true,
  };
}

/** The items of a save. Throws if the body is not a list of them. */
export function itemsOfBody(body: Uint8Array, defaults: ItemDefaults): DaprItem[] {
  const { text, value } = parsed(body);
  if (value === null) return [];
  if (!Array.isArray(value)) throw malformed("the body: must be a list of records");
  const elements = elementsOf(text);
  return value.map((element: unknown, index) => {
    const item = itemAt(element, elements[index] ?? "", `[${index}]`, defaults);
    if (item.key === "")
      throw new DaprError("malformed-request", `"key" is a required field: [${index}].key`);
    return item;
  });
}

/** The operations of a transaction. Throws if the body is not a transaction. */
export function operationsOfBody(body: Uint8Array, contentType: string): DaprOperation[] {
  const { text, value } = parsed(body);
  const whole = objectAt(value ?? {}, "the body");
  const metadata = textsAt(field(whole, "metadata"), "metadata");
  const listed = listAt(field(whole, "operations"), "operations");
  const elements = elementsOf(rawField(text, "operations") ?? "[]");
  return listed.map((element: unknown, index) => {
    const at = `operations[${index}]`;
    const fields = objectAt(element, at);
    const request = rawField(elements[index] ?? "", "request") ?? "{}";
    return {
      type: textAt(field(fields, "operation"), `${at}.operation`) ?? "",
      item: withTransactionMetadata(
        itemAt(field(fields, "request") ?? {}, request, `${at}.request`, { contentType, metadata: {} }),
        metadata,
      ),
    };
  });
}

/** The keys of a bulk get. The other fields of the body are checked and have no effect. */
export function keysOfBody(body: Uint8Array): string[] {
  const { value } = parsed(body);
  const fields = objectAt(value ?? {}, "the body");
  const parallelism = field(fields, "parallelism") ?? 0;
  if (!Number.isInteger(parallelism)) throw malformed("parallelism: must be a whole number");
  textsAt(field(fields, "metadata"), "metadata");
  return listAt(field(fields, "keys"), "keys").map(
    (key: unknown, index) => textAt(key, `keys[${index}]`) ?? "",
  );
}
