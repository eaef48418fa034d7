// The documents of a folder of resources: every *.yaml and *.yml that lies
// directly in it, in the order of their names. What holds: only documents that
// are meant for this app in this namespace come out, and what is left out for
// another reason than its scopes and its namespace is said once.
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod/mini";
import type { ResourceRequest, Source } from "../index.ts";
import { unreadableReason } from "../yaml/unreadable-reason.ts";
import { readYamlFile, type YamlDocument } from "../yaml/yaml-file.ts";
import { must, text, texts, warnOfUnknownHead } from "./document-shape.ts";
import type { Notes } from "./notes.ts";

/** Most files of one folder. */
const filesMax = 1000;

const headSchema = z.looseObject({
  apiVersion: z.optional(text),
  kind: z.optional(text),
  metadata: z.optional(
    z.looseObject(
      { name: z.optional(text), namespace: z.optional(z.nullable(text)) },
      must("a mapping of name and namespace"),
    ),
  ),
  scopes: z.optional(z.nullable(texts)),
});

type Head = z.infer<typeof headSchema>;

/** A document that is meant for us. */
export interface ResourceDocument {
  readonly kind: string;
  readonly yaml: YamlDocument;
}

/** Reads the folders of a request. */
export function readFolders(
  { folders, ...reader }: ResourceRequest,
  notes: Notes,
): readonly ResourceDocument[] {
  return folders.flatMap(({ path, source }) => {
    const documents: ResourceDocument[] = [];
    for (const file of filesOf(path, source, notes)) {
      const read = readYamlFile(file, source, { dialect: "dapr" });
      notes.add({ faults: [...read.faults], warnings: [] });
      documents.push(...read.documents.flatMap((yaml) => meant(yaml, reader, notes) ?? []));
    }
    return documents;
  });
}

function filesOf(folder: string, source: Source, notes: Notes): readonly string[] {
  try {
    const names = readdirSync(folder).filter((name) => /\.ya?ml$/i.test(name));
    const files = names.toSorted().map((name) => join(folder, name));
    if (files.length <= filesMax) return files.filter((file) => isFile(file, source, notes));
    notes.fault(source, `${folder} has ${files.length} files; the limit is ${filesMax}`);
  } catch (error) {
    notes.fault(source, `${folder} ${unreadableReason(error)}`);
  }
  return [];
}

// A link that leads nowhere is no file; what else is wrong with one is found when it is read.
function isFile(file: string, source: Source, notes: Notes): boolean {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (stats === undefined) notes.warn(source, `${file} is a link that leads nowhere, and is left out`);
  return stats?.isDirectory() === false;
}

type Reader = Pick<ResourceRequest, "appId" | "namespace">;

function meant(yaml: YamlDocument, reader: Reader, notes: Notes): ResourceDocument | undefined {
  if (yaml.value === undefined) return undefined;
  const head = headSchema.safeParse(yaml.value);
  if (!head.success) {
    if (typeof yaml.value !== "object" || Array.isArray(yaml.value))
      notes.fault(yaml.at([]), "must be a mapping of names to values");
    else for (const { path, message } of head.error.issues) notes.fault(yaml.at(path), message);
    return undefined;
  }
  if (!isServed(yaml, head.data, notes) || !isFor(head.data, reader)) return undefined;
  warnOfUnknownHead(yaml, notes);
  return { kind: head.data.kind ?? "", yaml };
}

const version = "dapr.io/v1alpha1";
const servedKinds: ReadonlySet<string> = new Set(["Component", "Resiliency"]);

function isServed(yaml: YamlDocument, { apiVersion, kind }: Head, notes: Notes): boolean {
  if (apiVersion !== undefined && !apiVersion.startsWith("dapr.io/")) {
    notes.warn(yaml.at(["apiVersion"]), "is not a document of Dapr's and is left out");
  } else if (apiVersion !== undefined && apiVersion !== version) {
    notes.fault(yaml.at(["apiVersion"]), `must be ${version}`);
  } else if (kind === undefined) {
    notes.fault(yaml.at([]), "kind is missing; it must be Component or Resiliency");
  } else if (kind === "Configuration") {
    notes.warn(yaml.at(["kind"]), "is a Configuration, which is read only where --config names its file");
  } else if (!servedKinds.has(kind)) {
    notes.warn(yaml.at(["kind"]), `${kind} documents have no meaning to a state store; it is left out`);
  } else return true;
  return false;
}

// As in daprd, a namespace that is empty on either side is every namespace.
function isFor({ metadata, scopes }: Head, { appId, namespace }: Reader): boolean {
  if (scopes && scopes.length > 0 && !scopes.includes(appId)) return false;
  const wanted = metadata?.namespace;
  return !wanted || !namespace || wanted === namespace;
}
