// Checks of single values. Each throws `invalid`, not applied, with the name of
// the field, what is required and what was given; none shows a value that may be
// secret. `guarded` turns any other error that reading arguments causes into
// `invalid`, too.
import { suggestion } from "./nearest.ts";
import { invalidArgument, StateError } from "./state-error.ts";

/** The longest delay of a Node timer, in ms: about 24.8 days. */
export const timeoutMsMax = 2 ** 31 - 1;

/** Names the type of a value for a message: `a string`, `undefined`, `an array`. */
export function typeText(value: unknown): string {
  if (value === undefined || value === null || typeof value === "boolean") return String(value);
  if (value === "") return "an empty string";
  if (isArray(value)) return "an array";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

function isArray(value: unknown): boolean {
  try {
    return Array.isArray(value);
  } catch {
    // A revoked proxy.
    return false;
  }
}

/** Returns the number if it is whole and within bounds; otherwise throws `invalid`, naming field and bounds. */
export function wholeNumber(value: unknown, field: string, min: number, max: number): number {
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= min && value <= max) return value;
  const actual = typeof value === "number" ? value : typeText(value);
  throw invalidArgument(field, `must be a whole number from ${min} to ${max}, not ${actual}`);
}

/** Checks a text that may be empty. */
export function checkString(value: unknown, field: string): void {
  if (typeof value !== "string") throw invalidArgument(field, `must be a string, not ${typeText(value)}`);
  // UTF-8 has no lone surrogates: the sidecar would receive another text.
  if (!value.isWellFormed()) throw invalidArgument(field, "must not contain a lone surrogate");
}

/** Checks a text that must not be empty. */
export function checkText(value: unknown, field: string): void {
  if (value === "") throw invalidArgument(field, "must not be empty");
  if (typeof value !== "string")
    throw invalidArgument(field, `must be a non-empty string, not ${typeText(value)}`);
  if (!value.isWellFormed()) throw invalidArgument(field, "must not contain a lone surrogate");
}

/** Checks that a text has at most `max` bytes in UTF-8. */
export function checkByteLength(value: string, field: string, max: number): void {
  if (value.length * 3 <= max) return;
  const bytes = Buffer.byteLength(value);
  if (bytes > max) throw invalidArgument(field, `must have at most ${max} bytes, not ${bytes}`);
}

/** Checks that a value is true or false. */
export function checkBoolean(value: unknown, field: string): void {
  if (typeof value !== "boolean")
    throw invalidArgument(field, `must be true or false, not ${typeText(value)}`);
}

/** Checks that a value is a function. */
export function checkFunction(value: unknown, field: string): void {
  if (typeof value !== "function") throw invalidArgument(field, `must be a function, not ${typeText(value)}`);
}

/** Checks that a value is an object and not an array. `example`: what to write instead. */
export function checkObject(value: unknown, field: string, example = ""): void {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return;
  throw invalidArgument(field, `must be an object${example}, not ${typeText(value)}`);
}

/** Checks that a value is an array. */
export function checkArray(value: unknown, field: string): void {
  if (!Array.isArray(value)) throw invalidArgument(field, `must be an array, not ${typeText(value)}`);
}

/** Checks that a value is an AbortSignal, also of another realm. */
export function checkSignal(value: unknown, field: string): void {
  if (value instanceof AbortSignal) return;
  const signal = value as Partial<AbortSignal> | null;
  if (typeof signal === "object" && signal !== null) {
    if (typeof signal.aborted === "boolean" && typeof signal.addEventListener === "function") return;
  }
  throw invalidArgument(field, `must be an AbortSignal, not ${typeText(value)}`);
}

/** Checks that an object has only known names; an undefined option is treated as unset. `at` precedes the names in errors. */
export function checkNames(given: object, known: ReadonlySet<string>, at = ""): void {
  for (const name in given) {
    if (!known.has(name) && (given as Readonly<Record<string, unknown>>)[name] !== undefined)
      throw unknownOption(name, known, at);
  }
}

/** The error of an unknown name, with the most similar known one. */
export function unknownOption(name: string, known: ReadonlySet<string>, at: string): StateError {
  return invalidArgument(`${at}${name}`, `unknown option${suggestion(name, known)}`);
}

/** The number of a word in a table. Throws `invalid`, naming all words, for an unknown word. */
export function numberOfWord<Word extends string, N>(
  field: string,
  word: Word,
  numbers: Readonly<Record<Word, N>>,
): N {
  if (typeof word === "string" && Object.hasOwn(numbers, word)) return numbers[word];
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
  throw invalidArgument(field, `must be a Uint8Array, not ${bytesHint(value, tag)}`);
}

function bytesHint(value: unknown, tag: string): string {
  if (typeof value === "string")
    return "a string: encode it, or use client.store(textSerializer()) or client.store(jsonSerializer())";
  if (ArrayBuffer.isView(value))
    return `${tag}: pass new Uint8Array(array.buffer, array.byteOffset, array.byteLength)`;
  if (tag === "ArrayBuffer" || tag === "SharedArrayBuffer") return `${tag}: pass new Uint8Array(buffer)`;
  if (value === undefined || value === null) return `${value}: to remove a record, use delete`;
  return `${typeof value}: use client.store(jsonSerializer()), or another serializer`;
}

/**
 * The function with all its errors as StateError. Reading arguments can throw anything: getters and proxies run code of
 * the program. Made once per function, so that a call needs no closure.
 */
export function guarded<F extends (...args: never[]) => unknown>(build: F): F {
  const untyped = build as unknown as (a: unknown, b: unknown, c: unknown, d: unknown) => unknown;
  const guard = (a: unknown, b: unknown, c: unknown, d: unknown): unknown => {
    try {
      return untyped(a, b, c, d);
    } catch (error) {
      throw argumentError(error);
    }
  };
  return guard as unknown as F;
}

/** Any error that was thrown while arguments were read; nothing was sent. */
function argumentError(thrown: unknown): StateError {
  if (thrown instanceof StateError) return thrown;
  const options = { outcome: "not-applied", cause: thrown } as const;
  return new StateError("invalid", "an argument cannot be read; see the cause", options);
}
