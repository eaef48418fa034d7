// Between our records and what Redis holds: fields of a hash, arguments of a
// script, its replies. Pure both ways. What holds: what we noted beside a value
// (`p:meta`) counts only if it names the version that is there; else another
// writer came after us, and only `data`, `version` and the key's own expiry do.

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
import { markingPutScript, putScript } from "./scripts/redis-scripts.ts";

/** What the keys of our own side records begin with; no record's key does, because none begins with the separator. */
export const sideKeyPrefix = "||pillion||";

const fieldsOfView: Readonly<Record<View, readonly string[]>> = {
  full: ["version", "p:meta", "p:created", "data"],
  metadata: ["version", "p:meta", "p:created"],
  keys: ["version"],
};

function readWords(view: View): { readonly head: string; readonly tail: string } {
  const fields = fieldsOfView[view];
  return { head: `*${fields.length + 2}\r\n${argument("hmget")}`, tail: fields.map(argument).join("") };
}

const readWordsOfView = { full: readWords("full"), metadata: readWords("metadata"), keys: readWords("keys") };

/** The command that reads a key, whose reply `decodeFields` understands. */
export function readCall(key: string, view: View): RequestBody {
  const { head, tail } = readWordsOfView[view];
  return bodyOf(undefined, 0, head + argument(asBytes(key)) + tail);
}

const letterOfKind: Readonly<Record<Kind, string>> = { ephemeral: "e", persistent: "p", cached: "c" };
const kindOfLetter: Readonly<Record<string, Kind>> = { e: "ephemeral", p: "persistent", c: "cached" };

// What we noted beside a value.
interface Meta {
  readonly updated: number | undefined;
  readonly expires: number | undefined;
  readonly kind: Kind;
  readonly contentType: string;
}

// `version updated expires kind contentType`; undefined if it is of another version or not to be understood.
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
  return new StoreError("corrupt", `the stored record cannot be understood: the key ${text}`);
}

function textOf(field: unknown): string | undefined {
  if (field instanceof Buffer) return field.toString("utf8");
  return typeof field === "string" ? field : undefined;
}

function timeOf(text: string | undefined): number | undefined {
  return text === undefined || text === "" || text === "-" ? undefined : Number(text);
}

/** What a read of fields tells: the record; nothing; or that the key has to be looked at by the read script. */
export type DecodedFields = StateRecord | undefined | "look-closer" | StoreError;

function isNothing(fields: readonly unknown[]): boolean {
  return fields.every((field) => field === null);
}

/** The record in an answer to HMGET with `fieldsOfView[view]`. */
export function decodeFields(key: string, fields: readonly unknown[], view: View): DecodedFields {
  const version = textOf(fields[0]);
  if (version === undefined) return isNothing(fields) ? undefined : corrupt("is a hash without a version");
  if (!versionShape.test(version)) return corrupt("has a version that is no number or too large");
  if (view === "keys") return keyOnly(key);
  const meta = readMeta(textOf(fields[1]), version);
  // Another writer came after us, or there never was a writer of ours: only the server knows the expiry.
  if (meta === undefined) return "look-closer";
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
  const noted = readMeta(textOf(meta), textOf(version) ?? "");
  return {
    key,
    value: view === "full" && value instanceof Uint8Array ? value : emptyValue,
    contentType: noted?.contentType ?? (textOf(stored) === "json" ? "application/json" : ""),
    kind: noted?.kind ?? "persistent",
    version: textOf(version) ?? "",
    createTime: timeOf(textOf(created)),
    updateTime: noted?.updated,
    expireTime: timeOf(textOf(expires)),
  };
}

/** The record in an answer of the read script. */
export function decodeRead(key: string, reply: unknown, view: View): StateRecord | undefined | StoreError {
  if (!Array.isArray(reply)) return corrupt("was answered in a way that is not understood");
  const word = textOf(reply[0]);
  if (word === "none") return undefined;
  if (word === "fault") return corrupt(textOf(reply[1]) ?? "");
  return view === "keys" ? keyOnly(key) : decodeShown(key, reply, view);
}

function preconditionText(precondition: Precondition): string {
  switch (precondition.type) {
    case "none":
      return "";
    case "absent":
      return "a";
    case "present":
      return "p";
    case "version":
      return asBytes(`=${precondition.version}`);
  }
}

function expiryText(expiry: Expiry): string {
  switch (expiry.type) {
    case "none":
      return "-";
    case "keep":
      return "k";
    case "at":
      // Redis takes whole milliseconds; the moment before zero is as past as any.
      return String(Math.max(0, Math.trunc(expiry.time)));
  }
}

function labelOf(put: PutMutation): string {
  return asBytes(`${letterOfKind[put.kind]} ${put.contentType}`);
}

/** The call of the put script, whose reply `decodePut` understands. */
export function putCall(put: PutMutation, now: number): RequestBody {
  const text = `${argument("1")}${argument(asBytes(put.key))}$${put.value.length}\r\n`;
  const tail =
    "\r\n" +
    argument(preconditionText(put.precondition)) +
    argument(expiryText(put.expiry)) +
    argument(labelOf(put)) +
    argument(String(Math.trunc(now)));
  const script = put.firstWrite === true ? markingPutScript : putScript;
  return { script, argumentCount: 7, text, value: put.value, tail };
}

// What a put asks besides, in the transaction script's letters.
function lettersOf(put: PutMutation, keepsDocuments: boolean): string {
  const shows = put.returnPrevious ? "s" : "";
  const marks = put.firstWrite === true ? "f" : "";
  const clears = put.clearsFirstWrite === true ? "c" : "";
  return shows + marks + clears + (keepsDocuments && put.asJson === true ? "j" : "");
}

function mutationArguments(mutation: Mutation, keepsDocuments: boolean): readonly string[] {
  const asked = preconditionText(mutation.precondition);
  switch (mutation.type) {
    case "put":
      return [
        "put",
        asked,
        expiryText(mutation.expiry),
        lettersOf(mutation, keepsDocuments),
        valueAsBytes(mutation.value),
        labelOf(mutation),
      ];
    case "remove":
      return ["remove", asked, "", mutation.returnPrevious ? "s" : "", "", ""];
    case "add":
      return [
        "add",
        asked,
        expiryText(mutation.expiry),
        "",
        String(mutation.delta),
        String(mutation.initial),
      ];
    case "touch":
      return ["touch", asked, expiryText(mutation.expiry), "", "", ""];
    case "check":
      return ["check", asked, "", "", "", ""];
  }
}

/** Arguments of the transaction script, as bytes. `keepsDocuments`: JSON is to become a document where the server knows them. */
export function transactionArguments(
  transaction: Transaction,
  now: number,
  { isIndexed, keepsDocuments }: { readonly isIndexed: boolean; readonly keepsDocuments: boolean },
): readonly string[] {
  const { mutations, idempotency } = transaction;
  const head = [
    String(Math.trunc(now)),
    // The mark keeps an empty fingerprint from reading as none.
    idempotency === undefined ? "" : asBytes(`f${idempotency.fingerprint}`),
    idempotency === undefined ? "" : String(Math.trunc(idempotency.expireTime)),
    isIndexed ? "1" : "",
  ];
  return [...head, ...mutations.flatMap((mutation) => mutationArguments(mutation, keepsDocuments))];
}

const documentRefusal =
  "cannot be kept as a JSON document by this server, which takes no lone surrogate, no number out of its range and no more than about 128 levels";

function refusalOf(letter: string, index: number, text: string): StoreError {
  const at = { mutationIndex: index };
  switch (letter) {
    case "a":
      return new StoreError("already-exists", "the key is already there", at);
    case "m":
      return new StoreError("missing", "the key is not there", at);
    case "c":
      return new StoreError("conflict", "the record does not have the version asked", at);
    case "f":
      return new StoreError(
        "conflict",
        "the record was written with Dapr's first-write option, so a write has to say its version",
        at,
      );
    case "w":
      return new StoreError("wrong-type", "the value is not a decimal 64-bit integer", at);
    case "j":
      return violationError(
        [{ path: ["mutations", index, "value"], description: documentRefusal }],
        "invalid",
        at,
      );
    case "o":
      return sumOverflowError(index);
    case "r":
      return reusedKeyError();
    default:
      return corrupt(text).with(at);
  }
}

/** What the put script answered: its result, why it refused, or that the transaction script has to look closer. */
export function decodePut(reply: unknown): readonly MutationResult[] | StoreError | "look-closer" {
  const text = textOf(reply) ?? "";
  if (text === "!") return "look-closer";
  const mark = text[0];
  if (mark !== "+" && mark !== "-") return refusalOf(text, 0, "");
  const space = text.indexOf(" ");
  return [{ found: mark === "+", version: text.slice(1, space), expireTime: timeOf(text.slice(space + 1)) }];
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

/** What the transaction script answered: a result per mutation, or why it refused. */
export function decodeTransaction(
  transaction: Transaction,
  reply: unknown,
): readonly MutationResult[] | StoreError {
  const { mutations } = transaction;
  if (!Array.isArray(reply)) return new StoreError("internal", "internal error");
  const letter = textOf(reply[0]) ?? "";
  if (letter !== "ok") return refusalOf(letter, Number(reply[1]), textOf(reply[2]) ?? "");
  return mutations.map((mutation, index) => decodeResult(mutation, reply[index + 1]));
}
