// Converts between records and what Redis stores: fields of a hash, arguments of a
// script, its replies. Pure both ways. What always holds: our metadata (`p:meta`)
// counts only if it names the stored version. Otherwise another writer wrote last,
// and only `data`, `version` and the expiry of the key count.

import { reusedKeyError } from "../../driver-kit/idempotency.ts";
import { sumOverflowError } from "../../model/counter.ts";
import { StoreError, violationError } from "../../model/errors.ts";
import type {
  Expiry,
  Mutation,
  MutationResult,
  Precondition,
  PutMutation,
  Transaction,
} from "../../model/mutation.ts";
import { emptyValue, type Kind, type StateRecord, type View } from "../../model/record.ts";
import { keyOnly } from "../../store/record-view.ts";
import { argument, asBytes, bodyOf, type RequestBody, valueAsBytes } from "./connection/redis-command.ts";
import { putScript } from "./scripts/redis-scripts.ts";
import { protocol } from "./scripts/script-protocol.ts";

/** The prefix of side keys, which hold no records. No record has it, because no key begins with the separator. */
export const sideKeyPrefix = "||pillion||";

const fieldsOfView: Readonly<Record<View, readonly string[]>> = {
  full: ["version", "p:meta", "p:created", "data"],
  metadata: ["version", "p:meta", "p:created"],
  keys: ["version"],
};

function readParts(view: View): { readonly head: string; readonly tail: string } {
  const fields = fieldsOfView[view];
  return { head: `*${fields.length + 2}\r\n${argument("hmget")}`, tail: fields.map(argument).join("") };
}

const readPartsOfView = { full: readParts("full"), metadata: readParts("metadata"), keys: readParts("keys") };

/** The command that reads a key; `decodeFields` reads its reply. */
export function readCall(key: string, view: View): RequestBody {
  const { head, tail } = readPartsOfView[view];
  return bodyOf(undefined, 0, head + argument(asBytes(key)) + tail);
}

const letterOfKind: Readonly<Record<Kind, string>> = { ephemeral: "e", persistent: "p", cached: "c" };
const kindOfLetter: Readonly<Record<string, Kind>> = { e: "ephemeral", p: "persistent", c: "cached" };

// The metadata of a value.
interface Meta {
  readonly updated: number | undefined;
  readonly expires: number | undefined;
  readonly kind: Kind;
  readonly contentType: string;
}

// `version updated expires kind contentType`; undefined if it is of another version or malformed.
function readMeta(text: string | undefined, version: string): Meta | undefined {
  const at = version.length + 1;
  if (text === undefined || !text.startsWith(version) || text[at - 1] !== " ") return undefined;
  const updatedEnd = text.indexOf(" ", at);
  const expiresEnd = text.indexOf(" ", updatedEnd + 1);
  const kind = kindOfLetter[text[expiresEnd + 1] ?? ""];
  if (updatedEnd < 0 || expiresEnd < 0 || kind === undefined) return undefined;
  return {
    updated: timeOf(text.slice(at, updatedEnd)),
    expires: timeOf(text.slice(updatedEnd + 1, expiresEnd)),
    kind,
    contentType: text.slice(expiresEnd + 3),
  };
}
const versionShape = /^[0-9]{1,16}$/;

function corrupt(text: string): StoreError {
  return new StoreError("corrupt", `the stored record cannot be read: the key ${text}`);
}

function textOf(field: unknown): string | undefined {
  if (field instanceof Buffer) return field.toString("utf8");
  return typeof field === "string" ? field : undefined;
}

function timeOf(text: string | undefined): number | undefined {
  return text === undefined || text === "" || text === "-" ? undefined : Number(text);
}

/** The result of reading fields: the record; undefined if there is none; or that the read script has to read the key. */
export type DecodedFields = StateRecord | undefined | "read-by-script" | StoreError;

function isAbsent(fields: readonly unknown[]): boolean {
  return fields.every((field) => field === null);
}

/** The record in a reply to HMGET with `fieldsOfView[view]`. */
export function decodeFields(key: string, fields: readonly unknown[], view: View): DecodedFields {
  const version = textOf(fields[0]);
  if (version === undefined) return isAbsent(fields) ? undefined : corrupt("is a hash without a version");
  if (!versionShape.test(version)) return corrupt("has a version that is not a number, or is too large");
  if (view === "keys") return keyOnly(key);
  const meta = readMeta(textOf(fields[1]), version);
  // Another writer wrote last: only the server knows the expiry.
  if (meta === undefined) return "read-by-script";
  const value = view === "full" ? fields[3] : emptyValue;
  if (!(value instanceof Uint8Array)) return corrupt("is a hash without data");
  return {
    key,
    value,
    contentType: meta.contentType,
    kind: meta.kind,
    version,
    createTime: timeOf(textOf(fields[2])),
    updateTime: meta.updated,
    expireTime: meta.expires,
  };
}

// A record as the scripts show it: kind, value, version, meta, create time, expiry.
function decodeShown(key: string, shown: readonly unknown[], view: View): StateRecord {
  const [stored, value, version, meta, created, expires] = shown;
  const metadata = readMeta(textOf(meta), textOf(version) ?? "");
  return {
    key,
    value: view === "full" && value instanceof Uint8Array ? value : emptyValue,
    contentType: metadata?.contentType ?? (textOf(stored) === protocol.STORED_JSON ? "application/json" : ""),
    kind: metadata?.kind ?? "persistent",
    version: textOf(version) ?? "",
    createTime: timeOf(textOf(created)),
    updateTime: metadata?.updated,
    expireTime: timeOf(textOf(expires)),
  };
}

/** The record in a reply of the read script. */
export function decodeRead(key: string, reply: unknown, view: View): StateRecord | undefined | StoreError {
  if (!Array.isArray(reply)) return corrupt("has a reply that cannot be read");
  const code = textOf(reply[0]);
  if (code === protocol.RESULT_NOT_FOUND) return undefined;
  if (code === protocol.RESULT_CORRUPT) return corrupt(textOf(reply[1]) ?? "");
  return view === "keys" ? keyOnly(key) : decodeShown(key, reply, view);
}

function preconditionText(precondition: Precondition): string {
  switch (precondition.type) {
    case "none":
      return protocol.PRECONDITION_NONE;
    case "absent":
      return protocol.PRECONDITION_ABSENT;
    case "present":
      return protocol.PRECONDITION_PRESENT;
    case "version":
      return asBytes(protocol.PRECONDITION_VERSION + precondition.version);
  }
}

function expiryText(expiry: Expiry): string {
  switch (expiry.type) {
    case "none":
      return protocol.EXPIRY_NONE;
    case "keep":
      return protocol.EXPIRY_KEEP;
    case "at":
      // Redis takes whole milliseconds, none of them negative; any time in the past means the same.
      return String(Math.max(0, Math.trunc(expiry.time)));
    case "after":
      return expiryAfter(expiry.ttlMs);
  }
}

function expiryAfter(ttlMs: number): string {
  return protocol.EXPIRY_AFTER + String(Math.max(0, Math.trunc(ttlMs)));
}

function labelOf(put: PutMutation): string {
  return asBytes(`${letterOfKind[put.kind]} ${put.contentType}`);
}

const firstWriteArgument = argument("1");

/** The call of the put script; `decodePut` reads its reply. */
export function putCall(put: PutMutation, now: number): RequestBody {
  const text = `${argument("1")}${argument(asBytes(put.key))}$${put.value.length}\r\n`;
  const tail =
    "\r\n" +
    argument(preconditionText(put.precondition)) +
    argument(expiryText(put.expiry)) +
    argument(labelOf(put)) +
    argument(String(Math.trunc(now)));
  if (put.hints?.firstWrite !== true)
    return { script: putScript, argumentCount: 7, text, value: put.value, tail };
  return { script: putScript, argumentCount: 8, text, value: put.value, tail: tail + firstWriteArgument };
}

function flagsOf(put: PutMutation, keepsDocuments: boolean): string {
  const returnsPrevious = put.returnPrevious ? protocol.FLAG_RETURN_PREVIOUS : "";
  const setsMark = put.hints?.firstWrite === true ? protocol.FLAG_SET_FIRST_WRITE : "";
  const clearsMark = put.hints?.clearsFirstWrite === true ? protocol.FLAG_CLEAR_FIRST_WRITE : "";
  const isDocument = keepsDocuments && put.hints?.asJson === true ? protocol.FLAG_DOCUMENT : "";
  return returnsPrevious + setsMark + clearsMark + isDocument;
}

function mutationArguments(mutation: Mutation, keepsDocuments: boolean): readonly string[] {
  const precondition = preconditionText(mutation.precondition);
  switch (mutation.type) {
    case "put": {
      const flags = flagsOf(mutation, keepsDocuments);
      const value = valueAsBytes(mutation.value);
      const expiry = expiryText(mutation.expiry);
      return [protocol.MUTATION_PUT, precondition, expiry, flags, value, labelOf(mutation)];
    }
    case "remove": {
      const flags = mutation.returnPrevious ? protocol.FLAG_RETURN_PREVIOUS : "";
      return [protocol.MUTATION_REMOVE, precondition, "", flags, "", ""];
    }
    case "add": {
      const [delta, initial] = [String(mutation.delta), String(mutation.initial)];
      return [protocol.MUTATION_ADD, precondition, expiryText(mutation.expiry), "", delta, initial];
    }
    case "touch":
      return [protocol.MUTATION_TOUCH, precondition, expiryText(mutation.expiry), "", "", ""];
    case "check":
      return [protocol.MUTATION_CHECK, precondition, "", "", "", ""];
  }
}

/**
 * Arguments of the transaction script, as bytes. `now`: by the call's clock, as is the expire time of the idempotency, from
 * which the server is given the time to live. `keepsDocuments`: the server may have JSON documents.
 */
export function transactionArguments(
  transaction: Transaction,
  now: number,
  { isIndexed, keepsDocuments }: { readonly isIndexed: boolean; readonly keepsDocuments: boolean },
): readonly string[] {
  const { mutations, idempotency } = transaction;
  const head = [
    String(Math.trunc(now)),
    // The prefix distinguishes an empty fingerprint from none.
    idempotency === undefined ? "" : asBytes(`f${idempotency.fingerprint}`),
    idempotency === undefined ? "" : expiryAfter(idempotency.expireTime - now),
    isIndexed ? "1" : "",
  ];
  return [...head, ...mutations.flatMap((mutation) => mutationArguments(mutation, keepsDocuments))];
}

const notADocument =
  "cannot be stored as a JSON document: this server does not accept lone surrogates, numbers out of its range, or more than about 128 levels of nesting";

function rejectionError(code: string, index: number, text: string): StoreError {
  const at = { mutationIndex: index };
  switch (code) {
    case protocol.RESULT_ALREADY_EXISTS:
      return new StoreError("already-exists", "the key already exists", at);
    case protocol.RESULT_MISSING:
      return new StoreError("missing", "the key does not exist", at);
    case protocol.RESULT_CONFLICT:
      return new StoreError("conflict", "the record does not have the required version", at);
    case protocol.RESULT_FIRST_WRITE:
      return new StoreError(
        "conflict",
        "the record is marked so that only a write with its version is accepted",
        at,
      );
    case protocol.RESULT_WRONG_TYPE:
      return new StoreError("wrong-type", "the value is not a decimal 64-bit integer", at);
    case protocol.RESULT_NOT_A_DOCUMENT: {
      const path = ["mutations", index, "value"];
      return violationError([{ path, description: notADocument }], "invalid", at);
    }
    case protocol.RESULT_OVERFLOW:
      return sumOverflowError(index);
    case protocol.RESULT_IDEMPOTENCY_KEY_REUSED:
      return reusedKeyError();
    default:
      return corrupt(text).with(at);
  }
}

/** The reply of the put script: a result, a rejection, or that the transaction script has to decide. */
export function decodePut(reply: unknown): readonly MutationResult[] | StoreError | "undecided" {
  const text = textOf(reply) ?? "";
  const mark = text[0];
  if (mark === protocol.PUT_REPLACED || mark === protocol.PUT_CREATED) {
    const space = text.indexOf(" ");
    const expireTime = timeOf(text.slice(space + 1));
    return [{ found: mark === protocol.PUT_REPLACED, version: text.slice(1, space), expireTime }];
  }
  return text === protocol.RESULT_UNDECIDED ? "undecided" : rejectionError(text, 0, "");
}

function decodeResult(mutation: Mutation, reply: unknown): MutationResult {
  const [found, version, expires, more] = Array.isArray(reply) ? reply : [];
  const result: MutationResult = {
    found: Number(found) === 1,
    version: textOf(version) || undefined,
    expireTime: timeOf(textOf(expires)),
  };
  if (mutation.type === "add") return { ...result, value: BigInt(textOf(more) ?? "0") };
  return Array.isArray(more) ? { ...result, previous: decodeShown(mutation.key, more, "full") } : result;
}

/** The reply of the transaction script: a result per mutation, or a rejection. */
export function decodeTransaction(
  transaction: Transaction,
  reply: unknown,
): readonly MutationResult[] | StoreError {
  const { mutations } = transaction;
  if (!Array.isArray(reply)) return new StoreError("internal", "internal error");
  const code = textOf(reply[0]) ?? "";
  if (code !== protocol.RESULT_OK) return rejectionError(code, Number(reply[1]), textOf(reply[2]) ?? "");
  return mutations.map((mutation, index) => decodeResult(mutation, reply[index + 1]));
}
