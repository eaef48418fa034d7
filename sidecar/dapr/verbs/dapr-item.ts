// A record as a caller of the Dapr face hands it over, whichever face it came
// by, and the mutation that it means on a store with these quirks. Pure. What
// one item cannot be is an ItemFault: it fails that item and no other.
import {
  type Consistency,
  type Expiry,
  type Mutation,
  noExpiry,
  noPrecondition,
  type Precondition,
  type StoreError,
} from "../../../src/index.ts";
import type { DaprQuirks, EtagForm } from "../quirks/dapr-quirks.ts";
import type { FaultKind } from "../texts/dapr-status.ts";
import type { DaprStore } from "./dapr-store.ts";

/** Texts by name, as Dapr's requests carry them. */
export type DaprMetadata = Readonly<Record<string, string>>;

/** One record to write, or to remove. */
export interface DaprItem {
  readonly key: string;
  /** Means nothing where it is removed. */
  readonly value: Uint8Array;
  /** Undefined and empty both mean none. */
  readonly etag: string | undefined;
  readonly metadata: DaprMetadata;
  /** `first-write`, `last-write` or empty; anything else is refused. */
  readonly concurrency: string;
  /** `eventual`, `strong` or empty; anything else is refused. */
  readonly consistency: string;
  /** What the record is marked with if the metadata does not say. */
  readonly contentTypeDefault: string;
  /** Whether daprd decodes the value as JSON before a component sees it. Then it is JSON. */
  readonly isDecoded: boolean;
}

/** The content type by which Dapr's gRPC API and its Redis component know JSON, spelled just so. */
export const jsonContentType = "application/json";

/** Why one item fails, in Dapr's words. */
export interface ItemFault {
  readonly kind: FaultKind;
  readonly message: string;
  readonly cause?: StoreError;
}

/** A fault of the request's own. */
class ItemError extends Error {
  override readonly name = "ItemError";
  readonly kind: FaultKind;

  constructor(kind: FaultKind, message: string) {
    super(message);
    this.kind = kind;
  }
}

const mismatchText = "possible etag mismatch. error from state store";
const malformedText = "invalid etag value";

const concurrencies: ReadonlySet<string> = new Set(["", "first-write", "last-write"]);
const consistencies: ReadonlySet<string> = new Set(["", "eventual", "strong"]);

/** The item as a write, or why it cannot be one. In a transaction FIRST_WRITE sets no mark, as in daprd. */
export function upsertMutation(
  item: DaprItem,
  store: DaprStore,
  now: number,
  isInTransaction = false,
): Mutation | ItemFault {
  return orFault(() => {
    checkOptions(item);
    const isFirstWrite = item.concurrency === "first-write";
    return {
      type: "put",
      key: item.key,
      value: item.value,
      contentType: metadataOf(item.metadata, "contentType") ?? item.contentTypeDefault,
      kind: "persistent",
      expiry: expiryOf(item, store, now),
      precondition: putPrecondition(item, store),
      returnPrevious: false,
      ...(isFirstWrite && store.quirks.firstWriteMarks && !isInTransaction && { firstWrite: true }),
      ...(isKeptAsJson(item, store.quirks) && { asJson: true }),
    };
  });
}

/** The item as a removal, or why it cannot be one. */
export function deleteMutation(item: DaprItem, { quirks }: DaprStore): Mutation | ItemFault {
  return orFault(() => {
    checkOptions(item);
    const precondition = quirks.deleteComparesText
      ? textPrecondition(item, quirks)
      : etagPrecondition(item, quirks);
    const { key } = item;
    if (precondition === undefined && quirks.firstWriteGuardsDelete && item.concurrency === "first-write") {
      return { type: "check", key, precondition: { type: "absent" } };
    }
    return { type: "remove", key, precondition: precondition ?? noPrecondition, returnPrevious: false };
  });
}

/** Whether this is a fault and no mutation. */
export function isItemFault(made: Mutation | ItemFault): made is ItemFault {
  return !("type" in made);
}

/** How a write of these items has to be acknowledged: as the strongest of them asks. */
export function consistencyOf(items: readonly DaprItem[]): Consistency {
  return items.some(({ consistency }) => consistency === "strong") ? "strong" : "eventual";
}

/**
 * What a store's error means to a caller of the Dapr face who asked for this mutation. `namesEtag`: the caller gave an
 * etag, which the mutation need not ask for.
 */
export function itemFaultOf(
  error: StoreError,
  mutation: Mutation,
  quirks: DaprQuirks,
  namesEtag = false,
): ItemFault {
  const { code, message } = error;
  const asksVersion = namesEtag || mutation.precondition.type !== "none";
  if (code === "conflict" && asksVersion) return mismatch(message, error);
  if (code === "already-exists") {
    const { firstWriteRefusal } = quirks;
    if (firstWriteRefusal === "mismatch") {
      return mismatch("item already exists and no etag was passed", error);
    }
    return { kind: "failure", message: firstWriteRefusal.failure, cause: error };
  }
  const isOfCaller = code === "invalid" || code === "too-large";
  return { kind: isOfCaller ? "invalid" : "failure", message: toldOf(error), cause: error };
}

/** What a caller may read of a store's error. */
export function toldOf(error: StoreError): string {
  return error.code === "internal" ? "internal error" : error.message;
}

/** The fault of an etag that does not match. */
export function mismatch(why: string, cause?: StoreError): ItemFault {
  return { kind: "mismatch", message: `${mismatchText}: ${why}`, ...(cause && { cause }) };
}

/** A text of the metadata; names match exactly, so that one that daprd passes over changes nothing here. */
export function metadataOf(metadata: DaprMetadata, name: string): string | undefined {
  return Object.hasOwn(metadata, name) ? metadata[name] : undefined;
}

function orFault(make: () => Mutation): Mutation | ItemFault {
  try {
    return make();
  } catch (thrown) {
    if (thrown instanceof ItemError) return { kind: thrown.kind, message: thrown.message };
    throw thrown;
  }
}

function checkOptions({ concurrency, consistency }: DaprItem): void {
  if (!concurrencies.has(concurrency)) {
    throw new ItemError("failure", `unrecognized concurrency model '${concurrency}'`);
  }
  if (!consistencies.has(consistency)) {
    throw new ItemError("failure", `unrecognized consistency model '${consistency}'`);
  }
}

function putPrecondition(item: DaprItem, { quirks, firstWriteCreatesOnly }: DaprStore): Precondition {
  const { concurrency } = item;
  if (concurrency === "last-write" && quirks.lastWriteIgnoresEtag) return noPrecondition;
  const ofEtag = etagPrecondition(item, quirks);
  if (ofEtag !== undefined) return ofEtag;
  const creates = firstWriteCreatesOnly || !quirks.firstWriteMarks;
  return concurrency === "first-write" && creates ? { type: "absent" } : noPrecondition;
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

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** Whether these bytes are the text of one JSON value. */
export function isJson(value: Uint8Array): boolean {
  try {
    JSON.parse(utf8.decode(value));
    return true;
  } catch {
    return false;
  }
}

// Whatever the text is, it is compared, and holds where no record is.
function textPrecondition({ etag }: DaprItem, quirks: DaprQuirks): Precondition | undefined {
  if (etag === undefined || etag === "") return undefined;
  return etag === "0" && quirks.zeroEtagIsNone ? noPrecondition : { type: "version", version: etag };
}

function etagPrecondition({ etag }: DaprItem, quirks: DaprQuirks): Precondition | undefined {
  if (etag === undefined || etag === "") return undefined;
  const version = versionOf(etag, quirks.etagForm);
  if (version === undefined && !quirks.malformedEtagMismatches) {
    throw new ItemError("invalid", `${malformedText}: it is not ${formNames[quirks.etagForm]}`);
  }
  if (version === undefined) throw new ItemError("mismatch", `${mismatchText}: no record has such an etag`);
  if (version === "0" && quirks.zeroEtagIsNone) return noPrecondition;
  return { type: "version", version };
}

const formNames: Readonly<Record<EtagForm, string>> = {
  any: "an etag",
  integer: "a whole number",
  uint32: "a whole number of 32 bits",
  uuid: "a uuid",
};

const uint32Max = 0xffff_ffffn;
const int64Max = 2n ** 63n - 1n;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

// As the stores write it: numbers without sign and zeros before them, a uuid in small letters.
function versionOf(etag: string, form: EtagForm): string | undefined {
  switch (form) {
    case "any":
      return etag.includes("\u0000") ? undefined : etag;
    case "uuid":
      return uuid.test(etag) ? etag.toLowerCase() : undefined;
    case "uint32":
      return /^\d{1,20}$/.test(etag) && BigInt(etag) <= uint32Max ? String(BigInt(etag)) : undefined;
    case "integer":
      return integerOf(etag)?.toString();
  }
}

function integerOf(text: string): bigint | undefined {
  if (!/^[+-]?\d{1,30}$/.test(text)) return undefined;
  const value = BigInt(text.replace("+", ""));
  return value <= int64Max && value >= -int64Max - 1n ? value : undefined;
}

function expiryOf({ metadata }: DaprItem, { quirks, ttlSecondsDefault }: DaprStore, now: number): Expiry {
  const said = metadataOf(metadata, "ttlInSeconds");
  if (said !== undefined && said !== "") return expiryIn(ttlSeconds(said, quirks), now);
  if (ttlSecondsDefault !== undefined) return expiryIn(ttlSecondsDefault, now);
  return quirks.ttlAbsent === "keep" ? { type: "keep" } : noExpiry;
}

function expiryIn(seconds: number, now: number): Expiry {
  return seconds > 0 ? { type: "at", time: now + seconds * 1000 } : noExpiry;
}

function ttlSeconds(said: string, { ttlSecondsRange }: DaprQuirks): number {
  const value = integerOf(said);
  if (value === undefined) {
    throw new ItemError("failure", "failed to parse ttl from metadata: ttlInSeconds is no whole number");
  }
  const seconds = Number(value);
  if (ttlSecondsRange !== undefined) {
    const [least, most] = ttlSecondsRange;
    if (seconds < least || seconds > most) {
      const limits = `it must be from ${least} to ${most}`;
      throw new ItemError(
        "failure",
        `failed to parse ttl from metadata: ttlInSeconds is ${value}; ${limits}`,
      );
    }
  }
  return Math.min(seconds, Number.MAX_SAFE_INTEGER / 2000);
}
