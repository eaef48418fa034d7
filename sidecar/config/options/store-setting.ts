// Stores as written in a flag, a variable or Pillion's own file. Each becomes a driver with options, and the settings of the
// layers around it.
import * as z from "zod/mini";
import { findDriver, type PathStep, type Violation } from "../../../src/index.ts";
import type { StoreConfig, StoreSettings } from "../config.ts";
import { Secret } from "../secret.ts";
import { pathOf, unknownNames } from "../shape-violations.ts";
import type { Setting, Source } from "../source.ts";
import { Findings, optionViolation } from "../violation.ts";
import { chooseDriver, type DriverChoice, filesOf, readStoreUrl } from "./driver-choice.ts";
import { layerSchemas, layerSettings, plainSettings, type StoreContext } from "./layer-settings.ts";
import { storeNamePattern, storeNameRule } from "./option-table.ts";

const entrySchema = z.strictObject({
  url: z.optional(z.string("must be a string")),
  driver: z.optional(z.string("must be a string")),
  options: z.optional(z.record(z.string(), z.unknown(), "must be a mapping of names to values")),
  ...layerSchemas,
});

type StoreEntry = z.infer<typeof entrySchema>;

/** Gives the source of a path inside an entry. */
type SourceAt = (path: readonly PathStep[]) => Source;

const subjectOf = (name: string) => ({ kind: "store", name }) as const;

function isRejected(choice: DriverChoice | readonly Violation[]): choice is readonly Violation[] {
  return Array.isArray(choice);
}

const withSecretOptions = ({ driver, options, violations = [] }: DriverChoice) => ({
  driver,
  options: new Secret(options),
  rejectedOptions: new Set(violations.map(({ path }) => String(path[0]).toLowerCase())),
});

// A driver that does not exist is a violation of its own.
function cacheViolations({ cache }: StoreSettings, { driver }: DriverChoice): readonly Violation[] {
  const manifest = findDriver(driver);
  if (cache === undefined || manifest === undefined || manifest.reportsChanges === true) return [];
  const description = `a store of the driver "${driver}" does not report changes, so its records cannot be cached`;
  return [{ path: ["cache"], description }];
}

/** Checks stores against each other: two must not keep their files in one folder. */
export function checkFolders(stores: readonly StoreConfig[]): Findings {
  const findings = new Findings();
  const owners = new Map<unknown, string>();
  for (const { name, driver, options, source } of stores) {
    const folder = filesOf({ driver, options: options.reveal() });
    if (folder === undefined) continue;
    const owner = owners.get(folder);
    owners.set(folder, owner ?? name);
    if (owner === undefined) continue;
    const description = `uses the folder of store "${owner}"`;
    findings.reject({ source, subject: subjectOf(name), path: [], description });
  }
  return findings;
}

/** Collects the stores of one place: the command line, the environment or a file. */
export class StoreReader {
  readonly stores: StoreConfig[] = [];
  readonly findings = new Findings();
  readonly #context: StoreContext;

  constructor(context: StoreContext) {
    this.#context = context;
  }

  /** Adds a store from a name and a URL. */
  addUrl(name: string, url: string, { source }: Setting): void {
    const choice = readStoreUrl(url, this.#place(name));
    if (isRejected(choice)) this.#reject(name, choice, () => source);
    else {
      this.#reject(name, choice.violations ?? [], () => source);
      const settings = plainSettings(this.#context.appId);
      this.#add({ name, ...settings, ...withSecretOptions(choice), source, optionSource: () => source });
    }
  }

  /** Adds a store from a file: a URL, or a mapping of `url` or `driver` with `options`. */
  addEntry(name: string, entry: unknown, setting: Setting): void {
    const { source } = setting;
    if (!storeNamePattern.test(name)) {
      this.findings.reject({
        source,
        path: ["stores", name],
        description: `a store's name ${storeNameRule}`,
      });
    } else if (typeof entry === "string") this.addUrl(name, entry, setting);
    else this.#addMapping(name, entry ?? {}, (path) => setting.within?.(path) ?? source);
  }

  #addMapping(name: string, entry: unknown, at: SourceAt): void {
    const read = entrySchema.safeParse(entry);
    if (read.success) this.#addRead(name, read.data, at);
    else if (typeof entry !== "object" || Array.isArray(entry)) {
      this.#rejectEntry(name, [], "must be a URL, or a mapping with url or driver", at);
    } else {
      for (const issue of read.error.issues) {
        const unknown = unknownNames(entrySchema, issue, "is not a known name");
        for (const { path, description, known } of unknown)
          this.#rejectEntry(name, path, description, at, known);
        if (unknown.length === 0) this.#rejectEntry(name, pathOf(issue.path), issue.message, at);
      }
    }
  }

  #addRead(name: string, entry: StoreEntry, at: SourceAt): void {
    const { url, driver, options = {} } = entry;
    if ((url === undefined) === (driver === undefined)) {
      const description = "must have either url or driver";
      this.findings.reject({ source: at([]), subject: subjectOf(name), path: [], description });
      return;
    }
    const { settings, findings } = layerSettings(name, entry, this.#context, at);
    this.findings.add(findings);
    const place = this.#place(name);
    const choice =
      url === undefined ? chooseDriver(driver ?? "", options, place) : readStoreUrl(url, place, options);
    if (isRejected(choice)) this.#reject(name, choice, () => at(["url"]));
    else {
      this.#reject(name, choice.violations ?? [], () => at(["url"]));
      this.#reject(name, cacheViolations(settings, choice), at);
      this.#add({
        name,
        ...settings,
        ...withSecretOptions(choice),
        source: at([]),
        optionSource: (option) => at(option in options ? ["options", option] : []),
      });
    }
  }

  #place(storeName: string) {
    return { storeName, dataDir: this.#context.dataDir };
  }

  #add(store: StoreConfig): void {
    if (this.stores.some(({ name }) => name === store.name)) {
      const description = "is given twice";
      this.findings.reject({ source: store.source, subject: subjectOf(store.name), path: [], description });
      return;
    }
    this.stores.push(store);
  }

  // A violation of the shape; its source names the part of the entry.
  #rejectEntry(
    name: string,
    path: readonly PathStep[],
    description: string,
    at: SourceAt,
    known: readonly string[] = [],
  ): void {
    this.findings.reject({ source: at(path), path: ["stores", name, ...path], description, known });
  }

  #reject(name: string, violations: readonly Violation[], at: SourceAt): void {
    for (const violation of violations) {
      const source = at(violation.path);
      this.findings.reject({ ...optionViolation(violation), source, subject: subjectOf(name) });
    }
  }
}
