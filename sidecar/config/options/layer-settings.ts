// What an entry of Pillion's own file says of the layers around a store: its
// key prefix, its near cache and its encryption. A key's digits come from the
// file, from a variable or from a file of their own, and are in no fault.
import { readFileSync } from "node:fs";
import * as z from "zod/mini";
import { createKeyRing, type KeyRing, type NamedKey, StoreError } from "../../../src/index.ts";
import type { CacheConfig, StoreSettings } from "../config.ts";
import type { Fault, Source } from "../setting.ts";
import { unreadableReason } from "../yaml/unreadable-reason.ts";
import { type Environment, variableIn } from "./environment.ts";
import { keyPrefixOf } from "./key-prefix.ts";
import { byteSize, duration } from "./value-schema.ts";

const text = z.string("must be text");

const keySchema = z.strictObject(
  { name: text, hex: z.optional(text), env: z.optional(text), file: z.optional(text) },
  "must be a mapping of name, and hex, env or file",
);

const cacheBytes = { min: 64 * 1024, max: 64 * 1024 ** 3 };
const cacheTtlMsMax = 24 * 3_600_000;

/** The names of an entry that concern layers, with their schemas. */
export const layerSchemas = {
  keyPrefix: z.optional(text),
  firstWriteCreatesOnly: z.optional(z.boolean("must be true or false")),
  cache: z.optional(
    z.strictObject(
      {
        bytesMax: z.optional(byteSize(cacheBytes.min, cacheBytes.max)),
        ttl: z.optional(duration(cacheTtlMsMax)),
      },
      "must be a mapping of bytesMax and ttl; {} for their defaults",
    ),
  ),
  encryption: z.optional(
    z.strictObject(
      { primary: keySchema, secondary: z.optional(keySchema) },
      "must be a mapping of primary, and secondary if there is one",
    ),
  ),
};

type LayerEntry = z.infer<z.ZodMiniObject<typeof layerSchemas>>;
type KeyEntry = z.infer<typeof keySchema>;

/** What the settings of one store refer to. */
export interface StoreContext {
  readonly appId: string;
  readonly namespace: string;
  readonly environment: Environment;
}

/** The settings of a store of which nothing is said. */
export function plainSettings(appId: string): StoreSettings {
  return {
    keyPrefix: appId,
    cache: undefined,
    encryption: undefined,
    ttlMsDefault: undefined,
    firstWriteCreatesOnly: false,
    timeoutMs: undefined,
    openMsMax: undefined,
    ignoreErrors: false,
    component: undefined,
  };
}

/** Reads what an entry says of layers; `at` gives the place of a name in the entry. */
export function layerSettings(
  store: string,
  entry: LayerEntry,
  context: StoreContext,
  at: (path: readonly PropertyKey[]) => Source,
): { readonly settings: StoreSettings; readonly faults: readonly Fault[] } {
  const faults: Fault[] = [];
  const fault = (path: readonly PropertyKey[], message: string) =>
    faults.push({ source: at(path), message: `store "${store}": ${path.join(".")}: ${message}` });
  const settings = {
    ...plainSettings(context.appId),
    cache: cacheConfig(entry.cache),
    encryption: keyRing(entry.encryption, context.environment, fault),
    firstWriteCreatesOnly: entry.firstWriteCreatesOnly === true,
  };
  const found = keyPrefixOf(entry.keyPrefix ?? "", { ...context, store });
  if ("fault" in found) fault(["keyPrefix"], found.fault);
  return { settings: "fault" in found ? settings : { ...settings, keyPrefix: found.prefix }, faults };
}

function cacheConfig(entry: LayerEntry["cache"]): CacheConfig | undefined {
  return entry && { bytesMax: entry.bytesMax, ttlMs: entry.ttl };
}

type NoteFault = (path: readonly PropertyKey[], message: string) => void;

function keyRing(
  entry: LayerEntry["encryption"],
  environment: Environment,
  fault: NoteFault,
): KeyRing | undefined {
  if (entry === undefined) return undefined;
  const primary = namedKey("primary", entry.primary, environment, fault);
  const secondary = entry.secondary && namedKey("secondary", entry.secondary, environment, fault);
  if (primary === undefined || (entry.secondary !== undefined && secondary === undefined)) return undefined;
  try {
    return createKeyRing(primary, secondary);
  } catch (thrown) {
    if (!(thrown instanceof StoreError)) throw thrown;
    for (const { path, description } of thrown.violations) fault(["encryption", ...path], description);
    return undefined;
  }
}

function namedKey(
  place: string,
  { name, ...from }: KeyEntry,
  environment: Environment,
  fault: NoteFault,
): NamedKey | undefined {
  const given = Object.entries(from).filter(([, value]) => value !== undefined);
  const [kind, value] = given[0] ?? [];
  if (given.length !== 1 || value === undefined) {
    fault(["encryption", place], "needs one of hex, env and file, and not more");
    return undefined;
  }
  const hex = kind === "hex" ? value : kind === "env" ? variableIn(environment, value) : keyFile(value);
  if (typeof hex === "string") return { name, hex: hex.trim() };
  const reason = kind === "env" ? `the variable ${value} is not set` : `${value} ${hex?.reason}`;
  fault(["encryption", place, String(kind)], reason);
  return undefined;
}

function keyFile(path: string): string | { readonly reason: string } {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    return { reason: unreadableReason(error) };
  }
}
