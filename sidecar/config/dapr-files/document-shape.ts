// Checks a YAML document against a schema. A wrong value is a violation at its line. A name that the schema does not know is
// mostly a warning, because daprd ignores it, and a file that works there must work here.
import * as z from "zod/mini";
import type { PathStep } from "../../../src/index.ts";
import { parseDurationMs } from "../options/quantity.ts";
import { pathOf, unknownNames } from "../shape-violations.ts";
import type { Findings } from "../violation.ts";
import type { YamlDocument } from "../yaml/yaml-file.ts";

/** The `error` of a schema: says what a value must be, or that it is missing. */
export function must(rule: string): { error: (issue: { input?: unknown }) => string } {
  return {
    error: ({ input }) => (input === undefined ? `is missing; it must be ${rule}` : `must be ${rule}`),
  };
}

/** Text. As Go's reader does it, a word for yes or no is accepted where text is expected. */
export const text = z.pipe(z.union([z.string(), z.boolean()], must("text")), z.transform(String));

/** Yes or no. */
export const flag = z.boolean(must("true or false"));

/** A list of texts. */
export const texts = z.array(text, must("a list of strings"));

const durationMsMax = 24 * 3_600_000;

/** A duration as Go writes it, or whole ms; in ms. */
export const durationMs = read("a duration such as 5s or 500ms, at most 24h", (written) => {
  const ms = /^\d{1,9}$/.test(written) ? Number(written) : parseDurationMs(written);
  return ms !== undefined && ms <= durationMsMax ? ms : undefined;
});

/** A scalar that `parse` converts, or rejects with undefined. */
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

// Each round removes the invalid values one level deeper.
const roundsMax = 10;

/**
 * The document, or the part of it at `within`, parsed by the schema. Each invalid value is a violation; if it is
 * optional it is removed, so that the rest is checked too. Undefined if the rest is not valid.
 */
export function readShape<Shape>(
  schema: z.ZodMiniType<Shape, unknown>,
  document: YamlDocument,
  findings: Findings,
  within: readonly PathStep[] = [],
): Shape | undefined {
  const value = withoutNulls(document.valueAt(within));
  const rejected = new Set<string>();
  for (let round = 0; round < roundsMax; round++) {
    const result = schema.safeParse(value);
    if (result.success) return result.data;
    let isChanged = false;
    for (const issue of result.error.issues) {
      const unknown = unknownNames(schema, issue, "is not a known name");
      for (const each of unknown) {
        const path = [...within, ...each.path];
        findings.addUnknownField({ ...each, path, source: document.at(path) });
        isChanged = remove(value, each.path) || isChanged;
      }
      if (unknown.length > 0) continue;
      const path = pathOf(issue.path);
      const place = JSON.stringify(path);
      if (!rejected.has(place)) rejectAt([...within, ...path], issue.message, document, findings);
      rejected.add(place);
      isChanged = remove(value, path) || isChanged;
    }
    if (!isChanged) return undefined;
  }
  return undefined;
}

/** Adds a violation at a path of a document. */
export function rejectAt(
  path: readonly PathStep[],
  description: string,
  document: YamlDocument,
  findings: Findings,
): void {
  findings.reject({ source: document.at(path), path, description });
}

/** Removes the value at a path from its mapping; false if it is not in a mapping. Lists keep their length. */
function remove(value: unknown, path: readonly PathStep[]): boolean {
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

const componentNames = ["apiVersion", "kind", "metadata", "spec", "auth", "scopes", "status"];
// Kubernetes, ObjectMeta.
const metadataNames = [
  "name namespace labels annotations generateName uid resourceVersion generation creationTimestamp",
  "deletionTimestamp deletionGracePeriodSeconds ownerReferences finalizers managedFields selfLink",
]
  .join(" ")
  .split(" ");

/** Warns of unknown names at the top of a document, where `names` are known, and in its metadata. */
export function warnOfUnknownHead(
  document: YamlDocument,
  findings: Findings,
  names: readonly string[] = componentNames,
): void {
  for (const [holder, known] of [[[], names] as const, [["metadata"], metadataNames] as const]) {
    for (const name of document.names(holder)) {
      if (known.includes(name) || name === "<<") continue;
      const path = [...holder, name];
      findings.addUnknownField({
        source: document.at(path),
        path,
        description: "is not a known name",
        known,
      });
    }
  }
}

// Go's reader treats a name without a value as a missing name.
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(([, inner]) => inner !== null);
  return Object.fromEntries(kept.map(([name, inner]) => [name, withoutNulls(inner)]));
}
