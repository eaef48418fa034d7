// Converts zod's issues to violations with paths. An unknown name is a separate violation with the names that the schema
// has in that place.
import type * as z from "zod/mini";
import type { PathStep, Violation } from "../../src/index.ts";

type Issue = z.core.$ZodIssue;

/** A path of zod's as a path of the model. */
export function pathOf(path: readonly PropertyKey[]): readonly PathStep[] {
  return path.map((step) => (typeof step === "symbol" ? String(step) : step));
}

/** The names that an issue says are unknown, each with the known ones; none for an issue of another kind. */
export function unknownNames(schema: z.ZodMiniType, issue: Issue, description: string): readonly Violation[] {
  if (issue.code !== "unrecognized_keys") return [];
  const path = pathOf(issue.path);
  const known = namesAt(schema, path);
  return issue.keys.map((key) => ({ path: [...path, key], description, known }));
}

/** The names of the mapping that a schema has at a path; none if it has no mapping there. */
export function namesAt(schema: z.ZodMiniType, path: readonly PathStep[]): readonly string[] {
  let inner: z.core.$ZodType | undefined = plain(schema);
  for (const step of path) inner = inner && plain(within(inner, step));
  const { def } = (inner as z.core.$ZodTypes | undefined)?._zod ?? {};
  return def?.type === "object" ? Object.keys(def.shape) : [];
}

// The schema behind wrappers that change no names.
function plain(schema: z.core.$ZodType | undefined): z.core.$ZodType | undefined {
  const { def } = (schema as z.core.$ZodTypes | undefined)?._zod ?? {};
  if (def?.type === "optional" || def?.type === "nullable") return plain(def.innerType);
  return def?.type === "pipe" ? plain(def.in) : schema;
}

function within(schema: z.core.$ZodType, step: PathStep): z.core.$ZodType | undefined {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  if (def.type === "object") return Object.hasOwn(def.shape, step) ? def.shape[String(step)] : undefined;
  if (def.type === "array") return def.element;
  return def.type === "record" ? def.valueType : undefined;
}
