// The settings of an entry of Pillion's own file for the layers around a store: key prefix, near cache and encryption. The
// digits of an encryption key come from the file itself, from a variable or from a separate file, and are never shown in a
// violation.
import { readFileSync } from "node:fs";
import * as z from "zod/mini";
import { createKeyRing, type KeyRing, type NamedKey, type PathStep, StoreError } from "../../../src/index.ts";
import type { CacheConfig, StoreSettings } from "../config.ts";
import type { Source } from "../source.ts";
import { Findings } from "../violation.ts";
import { unreadableReason } from "../yaml/unreadable-reason.ts";
import { type Environment, variableIn } from "./environment.ts";
import { keyPrefixOf } from "./key-prefix.ts";
import { byteSize, duration } from "./value-schema.ts";

const text = z.string({
  error: ({ input }) => (input === undefined ? "is missing; it must be a string" : "must be a string"),
});

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
  /** Where embedded stores without a path keep their files. */
  readonly dataDir: string;
  readonly environment: Environment;
}

/** The settings of a store for which only a driver and its options are given. */
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

/** Reads the layer settings of an entry; `at` returns the source of a path in the entry. */
export function layerSettings(
  store: string,
  entry: LayerEntry,
  context: StoreContext,
  at: (path: readonly PathStep[]) => Source,
): { readonly settings: StoreSettings; readonly findings: Findings } {
  const findings = new Findings();
  const subject = { kind: "store", name: store } as const;
  const reject: Reject = (path, description) =>
    findings.reject({ source: at(path), subject, path, description });
  const settings = {
    ...plainSettings(context.appId),
    cache: cacheConfig(entry.cache),
    encryption: keyRing(entry.encryption, context.environment, reject),
    firstWriteCreatesOnly: entry.firstWriteCreatesOnly === true,
  };
  const found = keyPrefixOf(entry.keyPrefix ?? "", { ...context, store });
  if (!("description" in found)) return { settings: { ...settings, keyPrefix: found.prefix }, findings };
  reject(["keyPrefix"], found.description);
  return { settings, findings };
}

function cacheConfig(entry: LayerEntry["cache"]): CacheConfig | undefined {
  return entry && { bytesMax: entry.bytesMax, ttlMs: entry.ttl };
}

type Reject = (path: readonly PathStep[], description: string) => void;

function keyRing(
  entry: LayerEntry["encryption"],
  environment: Environment,
  reject: Reject,
): KeyRing | undefined {
  if (entry === undefined) return undefined;
  const primary = namedKey("primary", entry.primary, environment, reject);
  const secondary = entry.secondary && namedKey("secondary", entry.secondary, environment, reject);
  if (primary === undefined || (entry.secondary !== undefined && secondary === undefined)) return undefined;
  try {
    return createKeyRing(primary, secondary);
  } catch (thrown) {
    if (!(thrown instanceof StoreError)) throw thrown;
    for (const { path, description } of thrown.violations) reject(["encryption", ...path], description);
    return undefined;
  }
}

function namedKey(
  place: "primary" | "secondary",
  { name, ...from }: KeyEntry,
  environment: Environment,
  reject: Reject,
): NamedKey | undefined {
  const given = Object.entries(from).filter(([, value]) => value !== undefined);
  const [kind, value] = given[0] ?? [];
  if (given.length !== 1 || kind === undefined || value === undefined) {
    reject(["encryption", place], "needs exactly one of hex, env and file");
    return undefined;
  }
  const hex = kind === "hex" ? value : kind === "env" ? variableIn(environment, value) : keyFile(value);
  if (typeof hex === "string") return { name, hex: hex.trim() };
  const description = kind === "env" ? `the variable ${value} is not set` : `${value} ${hex?.unreadable}`;
  reject(["encryption", place, kind], description);
  return undefined;
}

function keyFile(path: string): string | { readonly unreadable: string } {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    return { unreadable: unreadableReason(error) };
  }
}
