// Checks the arguments of every public method before anything is sent. TypeScript
// finds most of these errors, but not in JavaScript programs and in values of type
// any. An argument that is silently ignored or converted loses a write or an
// expiry, or writes to another key.
import { int64Field } from "./int64.ts";
import type { Mutation } from "./mutation.ts";
import type { Serializer } from "./serializer.ts";
import type { View } from "./state.ts";
import { invalidArgument } from "./state-error.ts";
import { viewMessage } from "./state-messages.ts";
import {
  checkArray,
  checkBoolean,
  checkByteLength,
  checkFunction,
  checkNames,
  checkObject,
  checkSignal,
  checkString,
  checkText,
  timeoutMsMax,
  typeText,
  unknownOption,
  wholeNumber,
} from "./value-checks.ts";

type Check = (value: unknown, field: string) => void;

const idempotencyKeyBytesMax = 255;
const contentTypeBytesMax = 255;
const pageSizeMax = 1_000;
const attemptsMaxMax = 1_000;

// Checked by the function that converts it, together with the options that it excludes.
const whereConverted: Check = () => {};

const checks: Readonly<Record<string, Check>> = {
  timeoutMs: (value, field) => wholeNumber(value, field, 1, timeoutMsMax),
  signal: checkSignal,
  waitForReady: checkBoolean,
  store: checkString,
  consistency: whereConverted,
  idempotencyKey(value, field) {
    checkText(value, field);
    checkByteLength(value as string, field, idempotencyKeyBytesMax);
  },
  ttlMs: whereConverted,
  expiry: whereConverted,
  ifAbsent: checkBoolean,
  ifPresent: checkBoolean,
  ifVersion: whereConverted,
  contentType(value, field) {
    checkString(value, field);
    checkByteLength(value as string, field, contentTypeBytesMax);
  },
  kind: whereConverted,
  returnPrevious: checkBoolean,
  initial: (value, field) => int64Field(value as number, field),
  view: (value) => viewMessage(value as View),
  pageSize: (value, field) => wholeNumber(value, field, 1, pageSizeMax),
  pageToken: checkString,
  skipUnreadable: checkBoolean,
  resumeToken: checkString,
  sendInitial: checkBoolean,
  attemptsMax: (value, field) => wholeNumber(value, field, 1, attemptsMaxMax),
  // The parts of a mutation that are not options.
  type: whereConverted,
  key: checkText,
  value: whereConverted,
  delta: (value, field) => int64Field(value as number, field),
};

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
  listStores: new Set(["timeoutMs", "signal", "waitForReady"]),
  read: new Set([...call, "consistency"]),
  set: new Set([...write, ...setParts]),
  delete: new Set([...write, ...deleteParts]),
  increment: new Set([...write, ...incrementParts]),
  touch: new Set([...call, "idempotencyKey", ...expiry]),
  batch: new Set(write),
  list: new Set([...call, "view", "pageSize"]),
  listPage: new Set([...call, "view", "pageSize", "pageToken"]),
  typedList: new Set([...call, "view", "pageSize", "skipUnreadable"]),
  typedListPage: new Set([...call, "view", "pageSize", "pageToken", "skipUnreadable"]),
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

/** Checks that these are options with known names and valid values. An undefined option is treated as unset. */
export function checkOptions(options: object, known: ReadonlySet<string>): void {
  checkObject(options, "options");
  checkParts(options, known, "");
}

function checkParts(given: object, known: ReadonlySet<string>, at: string): void {
  for (const name in given) {
    const value = (given as Readonly<Record<string, unknown>>)[name];
    if (value === undefined) continue;
    if (!known.has(name)) throw unknownOption(name, known, at);
    checks[name]?.(value, `${at}${name}`);
  }
}

/** Checks a key of a call. */
export function checkKey(key: unknown, field = "key"): void {
  checkText(key, field);
}

/** Checks the prefix of a list or a delete. An empty prefix is every key. */
export function checkPrefix(prefix: unknown): void {
  if (typeof prefix === "object" && prefix !== null)
    throw invalidArgument("prefix", `must be a string, not ${typeText(prefix)}; options come after it`);
  checkString(prefix, "prefix");
}

/** Checks the keys of a batch read, and returns a copy. */
export function checkedKeys(keys: readonly unknown[]): string[] {
  checkArray(keys, "keys");
  const copy: string[] = [];
  for (let index = 0; index < keys.length; index++) {
    const key = keys[index];
    checkText(key, `keys[${index}]`);
    copy.push(key as string);
  }
  return copy;
}

/** Checks that these are mutations, and returns a copy without holes; their parts are checked by `checkMutation`. */
export function checkedMutations<T>(mutations: readonly Mutation<T>[]): Mutation<T>[] {
  checkArray(mutations, "mutations");
  return [...mutations];
}

/** Checks the type, the key and the names of a mutation. `at` precedes the names in errors. */
export function checkMutation(mutation: Mutation<unknown>, at: string): void {
  checkObject(mutation, at.slice(0, -1));
  const { type } = mutation;
  if (typeof type !== "string" || !Object.hasOwn(mutationNames, type))
    throw invalidArgument(`${at}type`, `must be one of ${Object.keys(mutationNames).join(", ")}`);
  checkText(mutation.key, `${at}key`);
  checkParts(mutation, mutationNames[type], at);
}

/** Checks that this is a serializer. */
export function checkSerializer(serializer: unknown): void {
  checkObject(serializer, "serializer", " such as jsonSerializer()");
  const { contentType, serialize, deserialize, accepts } = serializer as Partial<Serializer<unknown>>;
  checkString(contentType, "serializer.contentType");
  checkByteLength(contentType as string, "serializer.contentType", contentTypeBytesMax);
  checkFunction(serialize, "serializer.serialize");
  checkFunction(deserialize, "serializer.deserialize");
  if (accepts !== undefined) checkFunction(accepts, "serializer.accepts");
}

const storeNames: ReadonlySet<string> = new Set(["prefix"]);

/** Checks the options of a typed store. */
export function checkStoreOptions(options: { readonly prefix?: string }): void {
  checkObject(options, "options", ' such as { prefix: "cart/" }');
  checkNames(options, storeNames);
  if (options.prefix !== undefined) checkString(options.prefix, "prefix");
}

/** Checks what to watch: a key, or a prefix. */
export function checkWatchTarget(target: object): void {
  checkObject(target, "target", ' such as { prefix: "cart/" } or { key: "ada" }');
  const { key, prefix, ...others } = target as { key?: unknown; prefix?: unknown };
  const [unknown] = Object.keys(others);
  if (unknown !== undefined || (key === undefined) === (prefix === undefined))
    throw invalidArgument("target", "must have either key or prefix, and nothing else");
  if (prefix === undefined) checkText(key, "target.key");
  else checkString(prefix, "target.prefix");
}
