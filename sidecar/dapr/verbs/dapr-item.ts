// One item of a request to Dapr's state API: a record to write or remove, in the
// same form whether it came over gRPC or HTTP. Pure.
import type { Consistency, StateRecord } from "../../../src/index.ts";

/** Metadata of a request or an item. */
export type DaprMetadata = Readonly<Record<string, string>>;

/** One record to write or remove. */
export interface DaprItem {
  readonly key: string;
  /** Not used where the record is removed. */
  readonly value: Uint8Array;
  /** Undefined and empty both mean that the item has no etag. */
  readonly etag: string | undefined;
  readonly metadata: DaprMetadata;
  /** `first-write`, `last-write` or empty; anything else is rejected. */
  readonly concurrency: string;
  /** `eventual`, `strong` or empty; anything else is rejected. */
  readonly consistency: string;
  /** The content type of the record if the metadata has none. */
  readonly contentTypeDefault: string;
  /** Whether daprd decodes the value as JSON before it calls the component. The value is then valid JSON. */
  readonly isDecoded: boolean;
}

/** One operation of a transaction. */
export interface DaprOperation {
  /** `upsert` or `delete`; anything else is rejected. */
  readonly type: string;
  readonly item: DaprItem;
}

/** The content type that daprd's gRPC API and its Redis component treat as JSON. Only this exact spelling counts. */
export const jsonContentType = "application/json";

/** A value of the metadata. Names match exactly: a name in another case, which daprd ignores, has no effect. */
export function metadataValue(metadata: DaprMetadata, name: string): string | undefined {
  return Object.hasOwn(metadata, name) ? metadata[name] : undefined;
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

/** The consistency of a write of these items: the strongest that one of them requests. */
export function strongestConsistency(items: readonly DaprItem[]): Consistency {
  return items.some(({ consistency }) => consistency === "strong") ? "strong" : "eventual";
}

/** The item of an operation, given the metadata of its transaction. Of that, only the content type of JSON has an effect. */
export function withTransactionMetadata(item: DaprItem, transaction: DaprMetadata): DaprItem {
  if (transaction.contentType !== jsonContentType) return item;
  return { ...item, metadata: { ...item.metadata, contentType: jsonContentType } };
}

/** The metadata of a record in a response: when it expires. */
export function recordMetadata({ expireTime }: StateRecord): DaprMetadata {
  return expireTime === undefined ? {} : { ttlExpireTime: rfc3339(expireTime) };
}

// In whole seconds, rounded down, so that the time shown is never later than the actual expiry.
function rfc3339(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}
