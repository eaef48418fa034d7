// The mutation that an item means on a store with these quirks. Pure. An item
// that cannot be a mutation is an ItemFailure.
import {
  type ExistingPrecondition,
  type Expiry,
  type Mutation,
  noExpiry,
  noPrecondition,
  type Precondition,
} from "../../../src/index.ts";
import type { DaprQuirks } from "../quirks/dapr-quirks.ts";
import { etagFormNames, etagVersion, parseInt64 } from "../quirks/etag-form.ts";
import { ItemFailure, malformedEtag, mismatch } from "../texts/item-failure.ts";
import { type DaprItem, isJson, jsonContentType, metadataValue } from "./dapr-item.ts";
import type { DaprStore } from "./dapr-store.ts";

/** The item as a write, or why it cannot be one. In a transaction FIRST_WRITE sets no mark, as in daprd. */
export function upsertMutation(
  item: DaprItem,
  store: DaprStore,
  isInTransaction = false,
): Mutation | ItemFailure {
  const failure = optionsFailure(item);
  if (failure !== undefined) return failure;
  const expiry = expiryOf(item, store);
  if (expiry instanceof ItemFailure) return expiry;
  const precondition = putPrecondition(item, store);
  if (precondition instanceof ItemFailure) return precondition;
  const isFirstWrite = item.concurrency === "first-write";
  const firstWrite = isFirstWrite && store.quirks.firstWriteMarks && !isInTransaction;
  const asJson = isKeptAsJson(item, store.quirks);
  return {
    type: "put",
    key: item.key,
    value: item.value,
    contentType: metadataValue(item.metadata, "contentType") ?? item.contentTypeDefault,
    kind: "persistent",
    expiry,
    precondition,
    returnPrevious: false,
    ...((firstWrite || asJson) && { hints: { firstWrite, asJson } }),
  };
}

/** The item as a removal, or why it cannot be one. */
export function deleteMutation(item: DaprItem, { quirks }: DaprStore): Mutation | ItemFailure {
  const failure = optionsFailure(item);
  if (failure !== undefined) return failure;
  const precondition = quirks.deleteComparesText
    ? textPrecondition(item, quirks)
    : etagPrecondition(item, quirks);
  if (precondition instanceof ItemFailure) return precondition;
  const { key } = item;
  if (precondition === undefined && quirks.firstWriteGuardsDelete && item.concurrency === "first-write") {
    return { type: "check", key, precondition: { type: "absent" } };
  }
  return { type: "remove", key, precondition: precondition ?? noPrecondition, returnPrevious: false };
}

const concurrencies: ReadonlySet<string> = new Set(["", "first-write", "last-write"]);
const consistencies: ReadonlySet<string> = new Set(["", "eventual", "strong"]);

function optionsFailure({ concurrency, consistency }: DaprItem): ItemFailure | undefined {
  if (!concurrencies.has(concurrency)) {
    return new ItemFailure("failure", `unrecognized concurrency model '${concurrency}'`);
  }
  if (!consistencies.has(consistency)) {
    return new ItemFailure("failure", `unrecognized consistency model '${consistency}'`);
  }
  return undefined;
}

function putPrecondition(
  item: DaprItem,
  { quirks, firstWriteCreatesOnly }: DaprStore,
): Precondition | ItemFailure {
  const { concurrency } = item;
  if (concurrency === "last-write" && quirks.lastWriteIgnoresEtag) return noPrecondition;
  const ofEtag = etagPrecondition(item, quirks);
  if (ofEtag !== undefined) return ofEtag;
  const createsOnly = firstWriteCreatesOnly || !quirks.firstWriteMarks;
  return concurrency === "first-write" && createsOnly ? { type: "absent" } : noPrecondition;
}

function isKeptAsJson({ isDecoded, metadata, value }: DaprItem, { keepsJson }: DaprQuirks): boolean {
  switch (keepsJson) {
    case "none":
      return false;
    case "decoded":
      return isDecoded;
    case "marked":
      return metadata.contentType === jsonContentType && (isDecoded || isJson(value));
  }
}

// The etag is compared as text, whatever its form. On a missing key it holds.
function textPrecondition({ etag }: DaprItem, quirks: DaprQuirks): ExistingPrecondition | undefined {
  if (etag === undefined || etag === "") return undefined;
  return etag === "0" && quirks.zeroEtagIsNone ? noPrecondition : { type: "version", version: etag };
}

function etagPrecondition(
  { etag }: DaprItem,
  quirks: DaprQuirks,
): ExistingPrecondition | ItemFailure | undefined {
  if (etag === undefined || etag === "") return undefined;
  const version = etagVersion(etag, quirks.etagForm);
  if (version === undefined) {
    if (quirks.malformedEtagMismatches) return mismatch("no record can have an etag of this form");
    return malformedEtag(etagFormNames[quirks.etagForm]);
  }
  if (version === "0" && quirks.zeroEtagIsNone) return noPrecondition;
  return { type: "version", version };
}

function expiryOf({ metadata }: DaprItem, { quirks, ttlSecondsDefault }: DaprStore): Expiry | ItemFailure {
  const text = metadataValue(metadata, "ttlInSeconds");
  if (text !== undefined && text !== "") {
    const seconds = ttlSeconds(text, quirks);
    return seconds instanceof ItemFailure ? seconds : expiryAfter(seconds);
  }
  if (ttlSecondsDefault !== undefined) return expiryAfter(ttlSecondsDefault);
  return quirks.ttlAbsent === "keep" ? { type: "keep" } : noExpiry;
}

function expiryAfter(seconds: number): Expiry {
  return seconds > 0 ? { type: "after", ttlMs: seconds * 1000 } : noExpiry;
}

const ttlFailure = (reason: string) =>
  new ItemFailure("failure", `failed to parse ttl from metadata: ttlInSeconds ${reason}`);

function ttlSeconds(text: string, { ttlSecondsRange }: DaprQuirks): number | ItemFailure {
  const value = parseInt64(text);
  if (value === undefined) return ttlFailure("is not a whole number");
  const seconds = Number(value);
  if (ttlSecondsRange !== undefined) {
    const [min, max] = ttlSecondsRange;
    if (seconds < min || seconds > max) return ttlFailure(`is ${value}; it must be from ${min} to ${max}`);
  }
  // The result times 1000 stays an exact number; the guard rejects a time to live that is too long.
  return Math.min(seconds, Number.MAX_SAFE_INTEGER / 2000);
}
