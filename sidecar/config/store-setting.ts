// A store as it was written, from a flag, a variable or a file, and what its
// URL means: which driver, with which options. A URL may hold a password, so
// no message here shows one.
import { resolve } from "node:path";
import * as z from "zod/mini";
import type { RawOptions } from "../../src/index.ts";
import { suggestion } from "./nearest.ts";
import { storeNamePattern } from "./option-table.ts";
import { Secret } from "./secret.ts";
import type { Fault, Setting, Source } from "./setting.ts";
import type { StoreConfig } from "./shape.ts";

/** What a URL or a file's entry says of a store. */
interface DriverChoice {
  readonly driver: string;
  readonly options: RawOptions;
}

type UrlReader = (url: string, storeName: string, dataDir: string) => DriverChoice;

const throughUrl =
  (driver: string): UrlReader =>
  (url) => ({ driver, options: { url } });

/** What follows the scheme as path and options: `embedded:./cart?sweepIntervalMs=100`. */
function pathAndQuery(url: string): { path: string; query: Record<string, string> } {
  const rest = url.replace(/^[a-z]+:?/, "").replace(/^\/\/(?=\/|$)/, "");
  const mark = rest.indexOf("?");
  if (mark === -1) return { path: rest, query: {} };
  return { path: rest.slice(0, mark), query: Object.fromEntries(new URLSearchParams(rest.slice(mark + 1))) };
}

const readMemoryUrl: UrlReader = (url) => ({ driver: "memory", options: pathAndQuery(url).query });

const readEmbeddedUrl: UrlReader = (url, storeName, dataDir) => {
  const { path, query } = pathAndQuery(url);
  return embedded({ ...query, ...(path !== "" && { path }) }, storeName, dataDir);
};

/** Fills in where the files are: by default in a folder of the data directory with the store's name. */
function embedded(options: RawOptions, storeName: string, dataDir: string): DriverChoice {
  const path = options.path ?? resolve(dataDir, storeName);
  return {
    driver: "embedded",
    options: { ...options, path: typeof path === "string" ? resolve(path) : path },
  };
}

const schemes: Readonly<Record<string, UrlReader>> = {
  embedded: readEmbeddedUrl,
  memory: readMemoryUrl,
  redis: throughUrl("redis"),
  rediss: throughUrl("redis"),
  postgres: throughUrl("postgres"),
  postgresql: throughUrl("postgres"),
};

/** A store's URL as driver and options, or what is wrong with it. */
function readUrl(url: string, storeName: string, dataDir: string): DriverChoice | string {
  // YAML does not take "memory:" without quotes, so the bare word means the same.
  const scheme = /^(embedded|memory)$/.exec(url)?.[1] ?? /^([a-z]+):/.exec(url)?.[1];
  const names = Object.keys(schemes);
  const known = names.map((name) => `${name}:`).join(", ");
  if (scheme === undefined) return `its URL must begin with one of ${known}`;
  const read = Object.hasOwn(schemes, scheme) ? schemes[scheme] : undefined;
  if (read !== undefined) return read(url, storeName, dataDir);
  return `its URL begins with "${scheme}:" and must begin with one of ${known}${suggestion(scheme, names, (name) => `${name}:`)}`;
}

const entrySchema = z.strictObject({
  url: z.optional(z.string("must be text")),
  driver: z.optional(z.string("must be text")),
  options: z.optional(z.record(z.string(), z.unknown(), "must be a mapping of names to values")),
});

const entryNames = ["url", "driver", "options"];

function messageOf(issue: z.core.$ZodIssue): string {
  if (issue.code !== "unrecognized_keys")
    return issue.message.replace(/^Invalid input.*/, "is not understood");
  return issue.keys.map((key) => `"${key}" is not known here${suggestion(key, entryNames)}`).join("; ");
}

/** The key prefix is no matter of the driver. Its name is known in any case, as Dapr reads it. */
function splitKeyPrefix(all: RawOptions): { readonly keyPrefix: unknown; readonly options: RawOptions } {
  const name = Object.keys(all).find((each) => each.toLowerCase() === "keyprefix");
  if (name === undefined) return { keyPrefix: undefined, options: all };
  const { [name]: keyPrefix, ...options } = all;
  return { keyPrefix, options };
}

/** Faults of stores that cannot stand side by side: two whose files are in one place. */
export function checkTogether(stores: readonly StoreConfig[]): Fault[] {
  const owners = new Map<unknown, string>();
  return stores.flatMap(({ name, driver, options, source }) => {
    const path = driver === "embedded" ? options.reveal().path : undefined;
    const owner = path === undefined ? undefined : owners.get(path);
    owners.set(path, owner ?? name);
    if (owner === undefined) return [];
    return [{ source, message: `store "${name}": keeps its files where store "${owner}" does` }];
  });
}

/** Collects the stores of one place: the command line, the environment or a file. */
export class StoreReader {
  readonly stores: StoreConfig[] = [];
  readonly faults: Fault[] = [];
  readonly #dataDir: string;

  constructor(dataDir: string) {
    this.#dataDir = dataDir;
  }

  /** Takes a store as NAME and URL. */
  addUrl(name: string, url: string, setting: Setting): void {
    const choice = readUrl(url, name, this.#dataDir);
    if (typeof choice === "string") this.#fault(setting.source, `store "${name}": ${choice}`);
    else this.#add(name, choice, setting.source, () => setting.source);
  }

  /** Takes a store from a file: a URL, or a mapping of `url` or `driver` with `options`. */
  addEntry(name: string, entry: unknown, setting: Setting): void {
    const at = (path: readonly PropertyKey[]) => setting.within?.(path) ?? setting.source;
    if (!storeNamePattern.test(name)) {
      this.#fault(setting.source, `a store's name must match ${storeNamePattern.source}`);
    } else if (typeof entry === "string") {
      this.addUrl(name, entry, setting);
    } else {
      const read = entrySchema.safeParse(entry ?? {});
      if (read.success) this.#addMapping(name, read.data, at);
      else if (typeof entry !== "object" || Array.isArray(entry)) {
        this.#fault(setting.source, "must be a URL, or a mapping with url or driver");
      } else for (const issue of read.error.issues) this.#fault(at(issue.path), messageOf(issue));
    }
  }

  #addMapping(
    name: string,
    entry: z.infer<typeof entrySchema>,
    at: (path: readonly PropertyKey[]) => Source,
  ): void {
    const { url, driver, options = {} } = entry;
    if ((url === undefined) === (driver === undefined)) {
      this.#fault(at([]), `store "${name}": needs url or driver, and not both`);
      return;
    }
    const choice =
      url === undefined ? this.#byDriver(name, driver ?? "", options) : readUrl(url, name, this.#dataDir);
    if (typeof choice === "string") this.#fault(at(["url"]), `store "${name}": ${choice}`);
    else {
      const merged = { driver: choice.driver, options: { ...choice.options, ...options } };
      this.#add(name, merged, at([]), (option) => at(option in options ? ["options", option] : []));
    }
  }

  #byDriver(name: string, driver: string, options: RawOptions): DriverChoice {
    return driver === "embedded" ? embedded(options, name, this.#dataDir) : { driver, options };
  }

  #add(name: string, choice: DriverChoice, source: Source, optionSource: (option: string) => Source): void {
    if (this.stores.some((store) => store.name === name)) {
      this.#fault(source, `there is another store named "${name}" before it`);
      return;
    }
    const { keyPrefix, options } = splitKeyPrefix(choice.options);
    if (keyPrefix !== undefined && (typeof keyPrefix !== "string" || keyPrefix.includes("||"))) {
      const said = typeof keyPrefix === "string" ? 'must not hold "||"' : "must be text";
      this.#fault(optionSource("keyPrefix"), `store "${name}": keyPrefix: ${said}`);
      return;
    }
    this.stores.push({
      name,
      driver: choice.driver,
      options: new Secret(options),
      keyPrefix,
      source,
      optionSource,
    });
  }

  #fault(source: Source, message: string): void {
    this.faults.push({ source, message });
  }
}
