// What a call is refused for before anything is sent: a name that no option
// has, a word that means nothing, a value that is no bytes. TypeScript refuses
// most of it, too; programs in JavaScript and values of type any pass it by,
// and an option that is silently ignored loses a write or an expiry.
import type { Mutation } from "./mutation.ts";
import { suggestion } from "./nearest.ts";
import { invalidArgument } from "./state-error.ts";

const call = ["timeoutMs", "signal", "waitForReady", "store"];
const write = [...call, "consistency", "idempotencyKey"];
const expiry = ["ttlMs", "expiry"];
const condition = ["ifAbsent", "ifPresent", "ifVersion"];
const setParts = [...expiry, ...condition, "contentType", "kind", "returnPrevious"];
const deleteParts = ["ifPresent", "ifVersion", "returnPrevious"];
const incrementParts = [...expiry, "initial"];

/** The names of the options of each call. */
export const optionNames = {
  call: new Set(call),
  read: new Set([...call, "consistency"]),
  set: new Set([...write, ...setParts]),
  delete: new Set([...write, ...deleteParts]),
  increment: new Set([...write, ...incrementParts]),
  touch: new Set([...call, "idempotencyKey", ...expiry]),
  batch: new Set(write),
  list: new Set([...call, "view", "pageSize"]),
  listPage: new Set([...call, "view", "pageSize", "pageToken"]),
  watch: new Set([...call, "view", "resumeToken", "sendInitial"]),
  atomicUpdate: new Set([...call, "consistency", ...expiry, "attemptsMax", "kind"]),
} as const satisfies Readonly<Record<string, ReadonlySet<string>>>;

const mutationNames: Readonly<Record<Mutation["type"], ReadonlySet<string>>> = {
  set: new Set(["type", "key", "value", ...setParts]),
  delete: new Set(["type", "key", ...deleteParts]),
  increment: new Set(["type", "key", "delta", ...incrementParts, ...condition]),
  touch: new Set(["type", "key", ...expiry, "ifPresent", "ifVersion"]),
  check: new Set(["type", "key", ...condition]),
};

/** Throws `invalid` unless these are options, each with a known name. */
export function checkOptions(options: object, known: ReadonlySet<string>): void {
  if (typeof options !== "object" || options === null)
    throw invalidArgument("options", "must be an object, or be left out");
  checkNames(options, known, "");
}

/** Throws `invalid`, naming the field with `at` before it, for a part that the mutation does not have. */
export function checkMutationNames(mutation: Mutation, at: string): void {
  const known = Object.hasOwn(mutationNames, mutation.type) ? mutationNames[mutation.type] : undefined;
  // A type that is none is refused where it is read.
  if (known !== undefined) checkNames(mutation, known, at);
}

function checkNames(given: object, known: ReadonlySet<string>, at: string): void {
  for (const name in given) {
    // What is undefined says nothing.
    if (!known.has(name) && (given as Readonly<Record<string, unknown>>)[name] !== undefined)
      throw invalidArgument(`${at}${name}`, `is not known here${suggestion(name, known)}`);
  }
}

/** The number of a word in a table of all there are. Throws `invalid`, naming them, for another. */
export function numberOfWord<Word extends string, N>(
  field: string,
  word: Word,
  numbers: Readonly<Record<Word, N>>,
): N {
  if (Object.hasOwn(numbers, word)) return numbers[word];
  const words = Object.keys(numbers);
  const near = typeof word === "string" ? suggestion(word, words) : "";
  throw invalidArgument(field, `must be one of ${words.join(", ")}${near}`);
}

/** Throws `invalid`, saying what to pass, unless the value is a Uint8Array (a Buffer is one). */
export function checkBytes(value: unknown, field: string): void {
  if (value instanceof Uint8Array) return;
  const tag = Object.prototype.toString.call(value).slice("[object ".length, -1);
  // One of another realm is as good.
  if (ArrayBuffer.isView(value) && tag === "Uint8Array") return;
  throw invalidArgument(field, `must be a Uint8Array, not ${kindOf(value, tag)}`);
}

function kindOf(value: unknown, tag: string): string {
  if (typeof value === "string")
    return "a string: encode it, or use client.store(textSerializer()) or client.store(jsonSerializer())";
  if (ArrayBuffer.isView(value))
    return `${tag}: pass new Uint8Array(array.buffer, array.byteOffset, array.byteLength)`;
  if (tag === "ArrayBuffer" || tag === "SharedArrayBuffer") return `${tag}: pass new Uint8Array(buffer)`;
  if (value === undefined || value === null) return `${value}: to remove a record, use delete`;
  return `${typeof value}: use client.store(jsonSerializer()), or another serializer`;
}
