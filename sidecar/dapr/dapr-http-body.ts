// Reads the JSON bodies of Dapr's HTTP API. A body that is not what it should
// be is a DaprError that names the field; nothing of a value is in it.
import type { DaprItem, DaprMetadata } from "./dapr-item.ts";
import { itemOfTransaction } from "./dapr-messages.ts";
import type { DaprOperation } from "./dapr-state.ts";
import { DaprError } from "./dapr-status.ts";
import { elementsOf, membersOf } from "./json-slices.ts";

/** What records are marked with, and what the query adds to the metadata of each. */
export interface ItemDefaults {
  readonly contentType: string;
  readonly metadata: DaprMetadata;
}

/** A record and its text as it was written. */
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

const isObject = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function objectAt(value: unknown, at: string): Fields {
  if (isObject(value)) return value;
  throw malformed(`${at}: must be an object`);
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
  const options = objectAt(fields.options ?? {}, `${at}.options`);
  const raw = membersOf(text).get("value") ?? "null";
  return {
    key: textAt(fields.key, `${at}.key`) ?? "",
    value: Buffer.from(raw, "utf8"),
    etag: textAt(fields.etag, `${at}.etag`),
    metadata: { ...textsAt(fields.metadata, `${at}.metadata`), ...defaults.metadata },
    concurrency: textAt(options.concurrency, `${at}.options.concurrency`) ?? "",
    consistency: textAt(options.consistency, `${at}.options.consistency`) ?? "",
    contentTypeDefault: defaults.contentType,
    isDecoded: true,
  };
}

/** The records of a save. Throws for a body that is no list of them. */
export function itemsOfBody(body: Uint8Array, defaults: ItemDefaults): DaprItem[] {
  const { text, value } = parsed(body);
  if (!Array.isArray(value)) throw malformed("the body: must be a list of records");
  const elements = elementsOf(text);
  return value.map((element: unknown, index) => {
    const item = itemAt(element, elements[index] ?? "", `[${index}]`, defaults);
    if (item.key === "")
      throw new DaprError("malformed-request", `"key" is a required field: [${index}].key`);
    return item;
  });
}

/** The operations of a transaction. Throws for a body that holds none. */
export function operationsOfBody(body: Uint8Array, contentType: string): DaprOperation[] {
  const { text, value } = parsed(body);
  const { operations: listed = [], metadata: said } = objectAt(value, "the body");
  const metadata = textsAt(said, "metadata");
  if (!Array.isArray(listed)) throw malformed("operations: must be a list");
  const elements = elementsOf(membersOf(text).get("operations") ?? "[]");
  return listed.map((element: unknown, index) => {
    const at = `operations[${index}]`;
    const fields = objectAt(element, at);
    const request = membersOf(elements[index] ?? "").get("request") ?? "{}";
    return {
      type: textAt(fields.operation, `${at}.operation`) ?? "",
      item: itemOfTransaction(
        itemAt(fields.request ?? {}, request, `${at}.request`, { contentType, metadata: {} }),
        metadata,
      ),
    };
  });
}

/** The keys of a bulk get. */
export function keysOfBody(body: Uint8Array): string[] {
  const { value } = parsed(body);
  const keys = objectAt(value, "the body").keys ?? [];
  if (!Array.isArray(keys)) throw malformed("keys: must be a list");
  return keys.map((key: unknown, index) => textAt(key, `keys[${index}]`) ?? "");
}
