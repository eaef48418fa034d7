// The documents of folders of resources: every *.yaml and *.yml file directly in them, in the order of their names. Only
// documents for this app and this namespace are returned. Anything skipped for another reason has one warning.
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod/mini";
import { pathOf } from "../shape-violations.ts";
import type { Source } from "../source.ts";
import { type Findings, nearestName } from "../violation.ts";
import { unreadableReason } from "../yaml/unreadable-reason.ts";
import { readYamlFile, type YamlDocument } from "../yaml/yaml-file.ts";
import { must, rejectAt, text, texts, warnOfUnknownHead } from "./document-shape.ts";
import type { NamedPath, ResourceRequest } from "./resource-request.ts";

/** The maximum number of files in one folder. */
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

/** A document that is meant for this process. */
export interface ResourceDocument {
  readonly kind: string;
  readonly yaml: YamlDocument;
}

/** Reads the folders of a request. */
export function readFolders(request: ResourceRequest, findings: Findings): readonly ResourceDocument[] {
  return request.folders.flatMap((folder) => {
    const documents: ResourceDocument[] = [];
    for (const file of filesOf(folder, findings)) {
      const read = readYamlFile(file, folder.source, { dialect: "dapr" });
      findings.add(read.findings);
      documents.push(...read.documents.flatMap((yaml) => resourceOf(yaml, request, findings) ?? []));
    }
    return documents;
  });
}

function filesOf({ path: folder, source }: NamedPath, findings: Findings): readonly string[] {
  const reject = (description: string) => findings.reject({ source, path: [], description });
  try {
    const names = readdirSync(folder).filter((name) => /\.ya?ml$/i.test(name));
    const files = names.toSorted().map((name) => join(folder, name));
    if (files.length <= filesMax) return files.filter((file) => isFile(file, source, findings));
    reject(`${folder} has ${files.length} files; the limit is ${filesMax}`);
  } catch (error) {
    reject(`${folder} ${unreadableReason(error)}`);
  }
  return [];
}

// A broken link is skipped; any other problem of a file is found when it is read.
function isFile(file: string, source: Source, findings: Findings): boolean {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (stats === undefined) {
    findings.warn({ source, path: [], description: `${file} is a broken link and is skipped` });
  }
  return stats?.isDirectory() === false;
}

type AppPlace = Pick<ResourceRequest, "appId" | "namespace">;

function resourceOf(yaml: YamlDocument, place: AppPlace, findings: Findings): ResourceDocument | undefined {
  if (yaml.value === undefined) return undefined;
  const head = headSchema.safeParse(yaml.value);
  if (!head.success) {
    if (typeof yaml.value !== "object" || Array.isArray(yaml.value))
      rejectAt([], "must be a mapping of names to values", yaml, findings);
    else for (const { path, message } of head.error.issues) rejectAt(pathOf(path), message, yaml, findings);
    return undefined;
  }
  if (!isServed(yaml, head.data, findings) || !isFor(head.data, place)) return undefined;
  warnOfUnknownHead(yaml, findings);
  return { kind: head.data.kind ?? "", yaml };
}

const version = "dapr.io/v1alpha1";
const documentKinds = ["Component", "Resiliency", "Configuration"];
const servedKinds: ReadonlySet<string> = new Set(["Component", "Resiliency"]);

function isServed(yaml: YamlDocument, { apiVersion, kind }: Head, findings: Findings): boolean {
  const warn = (name: string, description: string) =>
    findings.warn({ source: yaml.at([name]), path: [name], description });
  if (apiVersion !== undefined && !apiVersion.startsWith("dapr.io/")) {
    warn("apiVersion", "is not an apiVersion of Dapr; the document is skipped");
  } else if (apiVersion !== undefined && apiVersion !== version) {
    rejectAt(["apiVersion"], `must be ${version}`, yaml, findings);
  } else if (kind === undefined) {
    rejectAt([], "kind is missing; it must be Component or Resiliency", yaml, findings);
  } else if (kind === "Configuration") {
    warn("kind", "is Configuration; the document is skipped, because --config must name its file");
  } else if (!servedKinds.has(kind)) {
    const meant = nearestName(kind, documentKinds);
    const suggestion = meant === undefined ? "" : `; did you mean ${meant}?`;
    findings.warn({
      source: yaml.at(["kind"]),
      path: ["kind"],
      description: `is ${kind}, which a state store does not use; the document is skipped${suggestion}`,
      isMistake: meant !== undefined,
    });
  } else return true;
  return false;
}

// As in daprd, a namespace that is empty on either side matches every namespace.
function isFor({ metadata, scopes }: Head, { appId, namespace }: AppPlace): boolean {
  if (scopes && scopes.length > 0 && !scopes.includes(appId)) return false;
  const wanted = metadata?.namespace;
  return !wanted || !namespace || wanted === namespace;
}
