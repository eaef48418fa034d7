// A store as it was written, from a flag, a variable or a file, and what its
// URL means: which driver, with which options. A URL may hold a password, so
// no message here shows one.
import { resolve } from "node:path";
import * as z from "zod/mini";
import type { RawOptions } from "../../../src/index.ts";
import type { StoreConfig, StoreSettings } from "../config.ts";
import { Secret } from "../secret.ts";
import type { Fault, Setting, Source } from "../setting.ts";
import { layerSchemas, layerSettings, plainSettings, type StoreContext } from "./layer-settings.ts";
import { storeNamePattern } from "./option-table.ts";
import { optionsOfPostgresUrl } from "./postgres-url.ts";
import { suggestion } from "./suggestion.ts";

/** What a URL or a file's entry says of a store. */
interface DriverChoice {
  readonly driver: string;
  readonly options: RawOptions;
}

type UrlReader = (url: string, storeName: string, dataDir: string) => DriverChoice | string;

// The driver reads all of it, with options and faults.
const readRedisUrl: UrlReader = (url) => ({ driver: "redis", options: { url } });

const readPostgresUrl: UrlReader = (url) => {
  const options = optionsOfPostgresUrl(url);
  return typeof options === "string" ? options : { driver: "postgres", options };
};

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

/** The embedded driver with where its files are: by default in a folder of the data directory with the store's name. */
export function embedded(options: RawOptions, storeName: string, dataDir: string): DriverChoice {
  const path = options.path ?? resolve(dataDir, storeName);
  return {
    driver: "embedded",
    options: { ...options, path: typeof path === "string" ? resolve(path) : path },
  };
}

const schemes: Readonly<Record<string, UrlReader>> = {
  embedded: readEmbeddedUrl,
  memory: readMemoryUrl,
  redis: readRedisUrl,
  rediss: readRedisUrl,
  postgres: readPostgresUrl,
  postgresql: readPostgresUrl,
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
  ...layerSchemas,
});

const entryNames = ["url", "driver", "options", ...Object.keys(layerSchemas)];
const namesWithin: Readonly<Record<string, readonly string[]>> = {
  cache: ["bytesMax", "ttl"],
  encryption: ["primary", "secondary", "name", "hex", "env", "file"],
};

function messageOf(issue: z.core.$ZodIssue): string {
  if (issue.code !== "unrecognized_keys")
    return issue.message.replace(/^Invalid input.*/, "is not understood");
  const known = namesWithin[String(issue.path[0])] ?? entryNames;
  return issue.keys.map((key) => `"${key}" is not known here${suggestion(key, known)}`).join("; ");
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

type ReadStore = Omit<StoreConfig, "options"> & DriverChoice & StoreSettings;

/** Collects the stores of one place: the command line, the environment or a file. */
export class StoreReader {
  readonly stores: StoreConfig[] = [];
  readonly faults: Fault[] = [];
  readonly #context: StoreContext & { readonly dataDir: string };

  constructor(context: StoreContext & { readonly dataDir: string }) {
    this.#context = context;
  }

  /** Takes a store as NAME and URL. */
  addUrl(name: string, url: string, setting: Setting): void {
    const choice = readUrl(url, name, this.#context.dataDir);
    const settings = plainSettings(this.#context.appId);
    if (typeof choice === "string") this.#fault(setting.source, `store "${name}": ${choice}`);
    else
      this.#add({ name, ...choice, ...settings, source: setting.source, optionSource: () => setting.source });
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
      url === undefined
        ? this.#byDriver(name, driver ?? "", options)
        : readUrl(url, name, this.#context.dataDir);
    const { settings, faults } = layerSettings(name, entry, this.#context, at);
    this.faults.push(...faults);
    if (typeof choice === "string") this.#fault(at(["url"]), `store "${name}": ${choice}`);
    else {
      this.#add({
        name,
        driver: choice.driver,
        options: { ...choice.options, ...options },
        ...settings,
        source: at([]),
        optionSource: (option) => at(option in options ? ["options", option] : []),
      });
    }
  }

  #byDriver(name: string, driver: string, options: RawOptions): DriverChoice {
    return driver === "embedded" ? embedded(options, name, this.#context.dataDir) : { driver, options };
  }

  #add({ options, ...store }: ReadStore): void {
    if (this.stores.some(({ name }) => name === store.name)) {
      this.#fault(store.source, `there is another store named "${store.name}" before it`);
      return;
    }
    this.stores.push({ ...store, options: new Secret(options) });
  }

  #fault(source: Source, message: string): void {
    this.faults.push({ source, message });
  }
}
