// A document of kind Component: which part it declares and with which metadata.
// Its shape is checked here; what the values mean is for the type.
import * as z from "zod/mini";
import { storeNamePattern } from "../options/option-table.ts";
import type { YamlDocument } from "../yaml/yaml-file.ts";
import { durationMs, flag, must, readShape, text, texts } from "./document-shape.ts";
import type { Notes } from "./notes.ts";

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

/** One name with its value, or with where its value is. */
export interface MetadataItem extends z.infer<typeof itemSchema> {
  /** Its place in the list. */
  readonly index: number;
}

/** A component, as it is written. */
export interface Component {
  readonly name: string;
  /** In lower case, as daprd compares it. */
  readonly type: string;
  /** In lower case; empty if it is not said. */
  readonly version: string;
  readonly ignoreErrors: boolean;
  /** Longest time of its start, in ms; undefined if it does not say, because a server that is down is waited for. */
  readonly initMsMax: number | undefined;
  readonly items: readonly MetadataItem[];
  /** Where its secrets are; undefined if it does not say. */
  readonly secretStore: string | undefined;
  readonly yaml: YamlDocument;
}

/**
 * The component of a document. Faults are noted; what has one is left out of it, and without a type or a right name it is
 * undefined.
 */
export function readComponent(yaml: YamlDocument, notes: Notes): Component | undefined {
  const shape = readShape(schema, yaml, notes);
  const items = readItems(yaml, notes);
  if (shape === undefined) return undefined;
  const { metadata, spec, auth } = shape;
  const { name } = metadata;
  if (!storeNamePattern.test(name)) {
    notes.fault(yaml.at(["metadata", "name"]), `must match ${storeNamePattern.source}`);
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

// Each by itself, so that one that is wrong does not move or hide the others.
function readItems(yaml: YamlDocument, notes: Notes): readonly MetadataItem[] {
  const items = yaml.valueAt(["spec", "metadata"]);
  if (!Array.isArray(items)) return [];
  return items.flatMap((_, index) => {
    const item = readShape(itemSchema, yaml, notes, ["spec", "metadata", index]);
    return item === undefined ? [] : [{ ...item, index }];
  });
}

/** The type with its version, as people write it. */
export function typeText({ type, version }: Pick<Component, "type" | "version">): string {
  return version === "" ? type : `${type}/${version}`;
}
