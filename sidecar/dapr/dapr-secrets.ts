// Where secrets come from, read-only. A source hands out texts by name; it is
// never asked for more than its policy allows, and nothing here keeps a value
// longer than a call.
import { readFile } from "node:fs/promises";
import { DaprError } from "./dapr-status.ts";

/** A secret store. */
export interface SecretSource {
  readonly name: string;
  /** Such as `secretstores.local.env`. */
  readonly type: string;
  readonly version: string;
  /** Whether the policy lets this secret be read. */
  allows(key: string): boolean;
  /** The parts of one secret by name; undefined if it is not there. Rejects if the source cannot be read. */
  get(key: string): Promise<Readonly<Record<string, string>> | undefined>;
  /** The name of every secret. */
  keys(): Promise<readonly string[]>;
}

/** Decides whether a secret may be read. */
export type SecretPolicy = (key: string) => boolean;

const everySecret: SecretPolicy = () => true;

// Dapr keeps its own settings and tokens from its own API.
const hidden = /^(DAPR_|APP_API_TOKEN$|PILLION_)/i;

/** The environment as secrets: one part each, named as the variable. Settings of the sidecar itself are not among them. */
export function environmentSecrets(
  name: string,
  environment: Readonly<Record<string, string | undefined>>,
  allows: SecretPolicy = everySecret,
): SecretSource {
  const isOpen = (key: string) => !hidden.test(key) && Object.hasOwn(environment, key);
  return {
    name,
    type: "secretstores.local.env",
    version: "v1",
    allows,
    get: async (key) => (isOpen(key) ? { [key]: environment[key] ?? "" } : undefined),
    keys: async () => Object.keys(environment).filter(isOpen),
  };
}

/** How a file of secrets is read. */
export interface SecretFileOptions {
  readonly path: string;
  /** Joins the names of nested objects. Default: `:`. */
  readonly separator?: string;
  /** True: a top-level object is one secret of many parts. Default: false. */
  readonly hasParts?: boolean;
  readonly allows?: SecretPolicy;
}

/** A JSON file as secrets; it is read anew at each call, so that a changed secret is seen. */
export function fileSecrets(name: string, options: SecretFileOptions): SecretSource {
  const { path, separator = ":", hasParts = false, allows = everySecret } = options;
  const read = async (): Promise<Map<string, Readonly<Record<string, string>>>> => {
    const root: unknown = JSON.parse(await readFile(path, "utf8"));
    if (!isObject(root)) throw new DaprError("secret", `secret store ${name}: its file holds no JSON object`);
    if (!hasParts) {
      return new Map(flattened(root, "", separator).map(([key, text]) => [key, { [key]: text }]));
    }
    return new Map(
      Object.entries(root).map(([key, value]) => [
        key,
        isObject(value) ? Object.fromEntries(flattened(value, "", separator)) : { [key]: textOf(value) },
      ]),
    );
  };
  return {
    name,
    type: "secretstores.local.file",
    version: "v1",
    allows,
    get: async (key) => (await read()).get(key),
    keys: async () => [...(await read()).keys()],
  };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const textOf = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

function flattened(
  value: Readonly<Record<string, unknown>>,
  path: string,
  separator: string,
): (readonly [string, string])[] {
  return Object.entries(value).flatMap(([name, inner]) => {
    const at = path === "" ? name : path + separator + name;
    return isObject(inner) ? flattened(inner, at, separator) : [[at, textOf(inner)] as const];
  });
}

/** Dapr's secrets API over these sources. Every failure is a DaprError. */
export class DaprSecrets {
  readonly sources: readonly SecretSource[];

  constructor(sources: readonly SecretSource[]) {
    this.sources = sources;
  }

  /** One secret's parts. A secret that is not there is a failure, as in Dapr. */
  async get(storeName: string, key: string): Promise<Readonly<Record<string, string>>> {
    const source = this.#source(storeName);
    if (!source.allows(key)) {
      const message = `access denied by policy to get ${JSON.stringify(key)} from ${JSON.stringify(storeName)}`;
      throw new DaprError("secret-denied", message);
    }
    const failure = (why: string) =>
      new DaprError("secret", `failed getting secret with key ${key} from secret store ${storeName}: ${why}`);
    const found = await source.get(key).catch(() => {
      throw failure("the store cannot be read");
    });
    if (found === undefined) throw failure("there is no such secret");
    return found;
  }

  /** Every secret that the policy allows, by name. */
  async all(storeName: string): Promise<ReadonlyMap<string, Readonly<Record<string, string>>>> {
    const source = this.#source(storeName);
    try {
      const keys = (await source.keys()).filter((key) => source.allows(key));
      const found = await Promise.all(keys.map(async (key) => [key, (await source.get(key)) ?? {}] as const));
      return new Map(found);
    } catch {
      const message = `failed getting secrets from secret store ${storeName}: the store cannot be read`;
      throw new DaprError("secret", message);
    }
  }

  #source(name: string): SecretSource {
    const found = this.sources.find((source) => source.name === name);
    if (found !== undefined) return found;
    if (this.sources.length === 0) throw new DaprError("no-secret-stores", "secret store is not configured");
    throw new DaprError("secret-store-not-found", `failed finding secret store with key ${name}`);
  }
}
