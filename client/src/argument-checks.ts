// Checks arguments before anything is sent: names of options, words, bytes.
// TypeScript finds most of these errors, but not in JavaScript programs and
// values of type any. An option that is silently ignored loses a write or an
// expiry.
import type { Mutation } from "./mutation.ts";
import { suggestion } from "./nearest.ts";
import { invalidArgument } from "./state-error.ts";

const call = ["timeoutMs", "signal", "waitForReady", "store"];
const write = [...call, "consistency", "idempotencyKey"];
const expiry = ["ttlMs", "expiry"];
const precondition = ["ifAbsent", "ifPresent", "ifVersion"];
const setParts = [...expiry, ...precondition, "contentType", "kind", "returnPrevious"];
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
  increment: new Set(["type", "key", "delta", ...incrementParts, ...precondition]),
  touch: new Set(["type", "key", ...expiry, "ifPresent", "ifVersion"]),
  check: new Set(["type", "key", ...precondition]),
};

/** Throws `invalid` unless these are options, each with a known name. */
export function checkOptions(options: object, known: ReadonlySet<string>): void {
  if (typeof options !== "object" || options === null) throw invalidArgument("options", "must be an object");
  checkNames(options, known, "");
}

/** Throws `invalid` for an unknown part of the mutation, with `at` before its name. */
export function checkMutationNames(mutation: Mutation, at: string): void {
  const known = Object.hasOwn(mutationNames, mutation.type) ? mutationNames[mutation.type] : undefined;
  // An unknown type is rejected when the mutation is converted.
  if (known !== undefined) checkNames(mutation, known, at);
}

function checkNames(given: object, known: ReadonlySet<string>, at: string): void {
  for (const name in given) {
    // An undefined option is treated as unset.
    if (!known.has(name) && (given as Readonly<Record<string, unknown>>)[name] !== undefined)
      throw invalidArgument(`${at}${name}`, `unknown option${suggestion(name, known)}`);
  }
}

/** The number of a word in a table. Throws `invalid`, naming all words, for an unknown word. */
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
  // A Uint8Array of another realm.
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
