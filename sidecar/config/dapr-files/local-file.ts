// Secrets from a JSON file: `secretstores.local.file`. Nested names are joined with a separator; with multiValued, a mapping
// at the first level is one secret with several values. The file is read once, at start.
import { readFileSync, statSync } from "node:fs";
import { Secret } from "../secret.ts";
import { unreadableReason } from "../yaml/unreadable-reason.ts";
import { type KeptValues, oneValue, type SecretStore } from "./secret-store.ts";

/** The options of a file of secrets. */
export interface LocalFileOptions {
  readonly secretsFile: string;
  /** Separates the names of nested values. */
  readonly nestedSeparator: string;
  /** Whether a mapping at the first level is one secret with several values. */
  readonly multiValued: boolean;
}

const fileBytesMax = 1024 * 1024;
const depthMax = 100;

/** The file as a secret store, or why it cannot be one: a sentence that begins with its path. */
export function localFile(options: LocalFileOptions): SecretStore | string {
  const content = readSecrets(options.secretsFile);
  if (typeof content === "string") return content;
  const secrets = options.multiValued
    ? multiValued(content, options.nestedSeparator)
    : new Map(
        [...flattened(content, options.nestedSeparator)].map(([key, value]) => [key, oneValue(key, value)]),
      );
  return { find: (key) => secrets.get(key), keys: () => [...secrets.keys()], absentIsEmpty: false };
}

function readSecrets(file: string): object | string {
  try {
    const { size } = statSync(file);
    if (size > fileBytesMax) return `${file} is ${size} bytes long; the limit is ${fileBytesMax}`;
    const content: unknown = JSON.parse(readFileSync(file, "utf8"));
    const isMapping = typeof content === "object" && content !== null && !Array.isArray(content);
    return isMapping ? content : `${file} must contain one JSON object`;
  } catch (error) {
    // The message of JSON.parse may show a part of the file.
    return `${file} ${error instanceof SyntaxError ? "is not JSON" : unreadableReason(error)}`;
  }
}

function multiValued(content: object, separator: string): ReadonlyMap<string, KeptValues> {
  return new Map(
    Object.entries(content).map(([key, value]) => {
      if (typeof value !== "object" || value === null) return [key, oneValue(key, scalarText(value))];
      const values = [...flattened(value, separator)].map(
        ([name, text]) => [name, new Secret(text)] as const,
      );
      return [key, Object.fromEntries(values)];
    }),
  );
}

const scalarText = (value: unknown): string => (value === null ? "" : String(value));

function* flattened(
  content: object,
  separator: string,
  path: readonly string[] = [],
): Generator<[string, string]> {
  for (const [name, value] of Object.entries(content)) {
    const inner = [...path, name];
    if (typeof value !== "object" || value === null) yield [inner.join(separator), scalarText(value)];
    else if (inner.length < depthMax) yield* flattened(value, separator, inner);
  }
}
