// A document of kind Component: its type, name and metadata. The shape is checked here; what the values mean depends on the
// type.
import * as z from "zod/mini";
import { storeNamePattern, storeNameRule } from "../options/option-table.ts";
import type { Findings } from "../violation.ts";
import type { YamlDocument } from "../yaml/yaml-file.ts";
import { durationMs, flag, must, readShape, rejectAt, text, texts } from "./document-shape.ts";

const itemSchema = z.strictObject(
  {
    name: text,
    value: z.optional(z.unknown()),
    secretKeyRef: z.optional(
      z.strictObject({ name: text, key: z.optional(text) }, must("a mapping of name and key")),
    ),
    envRef: z.optional(text),
  },
  must("a mapping of name, and value, secretKeyRef or envRef"),
);

const schema = z.looseObject({
  metadata: z.looseObject({ name: text }, must("a mapping with the component's name")),
  spec: z.strictObject(
    {
      type: text,
      version: z.optional(text),
      ignoreErrors: z.optional(flag),
      initTimeout: z.optional(durationMs),
      metadata: z.optional(z.array(z.unknown(), must("a list of names and values"))),
    },
    must("a mapping of type, version and metadata"),
  ),
  auth: z.optional(z.strictObject({ secretStore: z.optional(text) }, must("a mapping of secretStore"))),
  scopes: z.optional(texts),
});

/** One name with its value, or with a reference to its value. */
export interface MetadataItem extends z.infer<typeof itemSchema> {
  /** Its index in the list. */
  readonly index: number;
}

/** A component as written. */
export interface Component {
  readonly name: string;
  /** In lower case, because daprd ignores the case. */
  readonly type: string;
  /** In lower case; empty if there is none. */
  readonly version: string;
  readonly ignoreErrors: boolean;
  /** The maximum time to open it, in ms; undefined: no limit, because the sidecar waits for a server that is down. */
  readonly initMsMax: number | undefined;
  readonly items: readonly MetadataItem[];
  /** The secret store of its references; undefined if none is given. */
  readonly secretStore: string | undefined;
  readonly yaml: YamlDocument;
}

/**
 * The component of a document. Invalid parts are violations and are skipped; without a type or a valid name the
 * result is undefined.
 */
export function readComponent(yaml: YamlDocument, findings: Findings): Component | undefined {
  const shape = readShape(schema, yaml, findings);
  const items = readItems(yaml, findings);
  if (shape === undefined) return undefined;
  const { metadata, spec, auth } = shape;
  const { name } = metadata;
  if (!storeNamePattern.test(name)) {
    rejectAt(["metadata", "name"], storeNameRule, yaml, findings);
    return undefined;
  }
  return {
    name,
    type: spec.type.toLowerCase(),
    version: spec.version?.toLowerCase() ?? "",
    ignoreErrors: spec.ignoreErrors ?? false,
    initMsMax: spec.initTimeout || undefined,
    items,
    secretStore: auth?.secretStore || undefined,
    yaml,
  };
}

// Items are checked separately, so that an invalid one does not hide the others.
function readItems(yaml: YamlDocument, findings: Findings): readonly MetadataItem[] {
  const items = yaml.valueAt(["spec", "metadata"]);
  if (!Array.isArray(items)) return [];
  return items.flatMap((_, index) => {
    const item = readShape(itemSchema, yaml, findings, ["spec", "metadata", index]);
    return item === undefined ? [] : [{ ...item, index }];
  });
}

/** The type with its version: `state.redis/v1`. */
export function typeText({ type, version }: Pick<Component, "type" | "version">): string {
  return version === "" ? type : `${type}/${version}`;
}
