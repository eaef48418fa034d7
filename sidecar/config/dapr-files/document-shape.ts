// Holds a YAML document to a schema. What is wrong is a fault at its line; a
// name that the schema does not know is a warning, because daprd passes over it
// and a file that works there has to work here.
import * as z from "zod/mini";
import type { Source } from "../index.ts";
import { parseDurationMs } from "../options/quantity.ts";
import { suggestion } from "../options/suggestion.ts";
import type { YamlDocument } from "../yaml/yaml-file.ts";
import type { Notes } from "./notes.ts";

/** The `error` of a schema: says what a value must be, or that it is missing. */
export function must(rule: string): { error: (issue: { input?: unknown }) => string } {
  return {
    error: ({ input }) => (input === undefined ? `is missing; it must be ${rule}` : `must be ${rule}`),
  };
}

/** Text; as to Go's reader, a word for yes or no is text where text is asked for. */
export const text = z.pipe(z.union([z.string(), z.boolean()], must("text")), z.transform(String));

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

// Each round takes out what is wrong one level deeper.
const roundsMax = 10;

/**
 * The document, or the part of it that is at `within`, as the schema reads it. What is wrong is noted and, where it can be spared, taken out, so that the rest is
 * judged, too; undefined if what is left is not enough.
 */
export function readShape<Shape>(
  schema: z.ZodMiniType<Shape, unknown>,
  document: YamlDocument,
  notes: Notes,
  within: readonly PropertyKey[] = [],
): Shape | undefined {
  const value = withoutNulls(document.valueAt(within));
  const noted = new Set<string>();
  for (let round = 0; round < roundsMax; round++) {
    const result = schema.safeParse(value);
    if (result.success) return result.data;
    let isChanged = false;
    for (const issue of result.error.issues) {
      if (issue.code === "unrecognized_keys") {
        dropUnknown(value, issue, (path) => document.at([...within, ...path]), notes);
        isChanged = true;
        continue;
      }
      const place = JSON.stringify(issue.path.map(String));
      if (!noted.has(place)) notes.fault(document.at([...within, ...issue.path]), issue.message);
      noted.add(place);
      isChanged = takenOut(value, issue.path) || isChanged;
    }
    if (!isChanged) return undefined;
  }
  return undefined;
}

/** Takes the value at a path out of its mapping; false if it is in none. A list keeps its places. */
function takenOut(value: unknown, path: readonly PropertyKey[]): boolean {
  const name = path.at(-1);
  const holder = path.slice(0, -1).reduce<unknown>((inner, step) => {
    return typeof inner === "object" && inner !== null
      ? (inner as Record<PropertyKey, unknown>)[step]
      : undefined;
  }, value);
  if (name === undefined || typeof holder !== "object" || holder === null || Array.isArray(holder))
    return false;
  return Object.hasOwn(holder, name) && Reflect.deleteProperty(holder, name);
}

const documentNames = ["apiVersion", "kind", "metadata", "spec", "auth", "scopes", "status"];
// Kubernetes, ObjectMeta.
const metadataNames = [
  "name namespace labels annotations generateName uid resourceVersion generation creationTimestamp",
  "deletionTimestamp deletionGracePeriodSeconds ownerReferences finalizers managedFields selfLink",
]
  .join(" ")
  .split(" ");

/** Warns of what stands at the top of a document, or among its metadata, and is known to nobody. */
export function warnOfUnknownHead(document: YamlDocument, notes: Notes): void {
  for (const [path, known] of [[[], documentNames] as const, [["metadata"], metadataNames] as const]) {
    for (const name of document.names(path)) {
      if (known.includes(name) || name === "<<") continue;
      const message = `is not known here and has no effect${suggestion(name, known)}`;
      notes.warn(document.at([...path, name]), message);
    }
  }
}

function dropUnknown(
  value: unknown,
  { path, keys }: { readonly path: readonly PropertyKey[]; readonly keys: readonly string[] },
  at: (path: readonly PropertyKey[]) => Source,
  notes: Notes,
): void {
  const holder = path.reduce<unknown>((inner, name) => (inner as Record<PropertyKey, unknown>)[name], value);
  for (const key of keys) {
    delete (holder as Record<string, unknown>)[key];
    const known = suggestion(key, knownNames);
    notes.warn(at([...path, key]), `is not known here and has no effect${known}`);
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
