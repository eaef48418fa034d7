// Holds a YAML document to a schema. What is wrong is a fault at its line; a
// name that the schema does not know is a warning, because daprd passes over it
// and a file that works there has to work here.
import * as z from "zod/mini";
import { suggestion } from "../config/nearest.ts";
import { parseDurationMs } from "../config/quantity.ts";
import type { YamlDocument } from "../config/yaml-file.ts";
import type { Notes } from "./notes.ts";

/** The `error` of a schema: says what a value must be, or that it is missing. */
export function must(rule: string): { error: (issue: { input?: unknown }) => string } {
  return {
    error: ({ input }) => (input === undefined ? `is missing; it must be ${rule}` : `must be ${rule}`),
  };
}

/** Text. */
export const text = z.string(must("text"));

/** Yes or no. */
export const flag = z.boolean(must("true or false"));

/** A list of texts. */
export const texts = z.array(text, must("a list of texts"));

const durationMsMax = 24 * 3_600_000;

/** A duration as Go writes it, or whole ms; in ms. */
export const durationMs = read("a duration such as 5s or 500ms, at most 24h", (written) => {
  const ms = /^\d{1,9}$/.test(written) ? Number(written) : parseDurationMs(written);
  return ms !== undefined && ms <= durationMsMax ? ms : undefined;
});

/** A scalar that `parse` turns into something, or refuses with undefined. */
export function read<Value>(rule: string, parse: (written: string) => Value | undefined) {
  const scalar = z.union([z.string(), z.number(), z.boolean()], must(rule));
  return z.pipe(
    scalar,
    z.transform((raw, context): Value => {
      const value = parse(String(raw));
      if (value !== undefined) return value;
      context.issues.push({ code: "custom", message: `must be ${rule}`, input: raw });
      return z.NEVER;
    }),
  );
}

/** The document as the schema reads it; undefined if it has faults, which are noted. */
export function readShape<Shape>(
  schema: z.ZodMiniType<Shape, unknown>,
  document: YamlDocument,
  notes: Notes,
): Shape | undefined {
  const value = withoutNulls(document.valueAt([]));
  let result = schema.safeParse(value);
  if (!result.success) {
    for (const issue of result.error.issues) {
      if (issue.code === "unrecognized_keys") dropUnknown(value, issue, document, notes);
    }
    result = schema.safeParse(value);
  }
  if (result.success) return result.data;
  for (const { path, message } of result.error.issues) notes.fault(document.at(path), message);
  return undefined;
}

function dropUnknown(
  value: unknown,
  { path, keys }: { readonly path: readonly PropertyKey[]; readonly keys: readonly string[] },
  document: YamlDocument,
  notes: Notes,
): void {
  const holder = path.reduce<unknown>((inner, name) => (inner as Record<PropertyKey, unknown>)[name], value);
  for (const key of keys) {
    delete (holder as Record<string, unknown>)[key];
    const known = suggestion(key, knownNames);
    notes.warn(document.at([...path, key]), `is not known here and has no effect${known}`);
  }
}

const knownNames = [
  ..."apiVersion kind metadata spec auth scopes name namespace type version ignoreErrors initTimeout".split(
    " ",
  ),
  ..."value secretKeyRef envRef key secretStore policies targets timeouts retries circuitBreakers".split(" "),
  ..."apps actors components inbound outbound timeout retry circuitBreaker".split(" "),
  ..."policy duration maxInterval maxRetries matching maxRequests interval trip".split(" "),
];

// To Go's reader a name without a value is as good as none.
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(([, inner]) => inner !== null);
  return Object.fromEntries(kept.map(([name, inner]) => [name, withoutNulls(inner)]));
}
