// Pure mapping between Dapr's messages and what the verbs take and give.
import type { dapr } from "@pillion/proto/dapr";
import {
  type Consistency,
  emptyValue,
  type QueriedRecord,
  type ReadResult,
  type StateRecord,
  StoreError,
} from "../../../src/index.ts";
import { type DaprItem, type DaprMetadata, jsonContentType, toldOf } from "../verbs/dapr-item.ts";
import type { DaprOperation } from "../verbs/dapr-state.ts";

type v1 = typeof dapr.proto.runtime.v1;
type StateItem = dapr.proto.common.v1.StateItem.$Properties;
type StateOptions = dapr.proto.common.v1.StateOptions.$Properties;

const concurrencies = ["", "first-write", "last-write"] as const;
const consistencies = ["", "eventual", "strong"] as const;

/** A number that is none of the known ones is as good as none. */
function named(names: readonly string[], number: number | null | undefined): string {
  return names[number ?? 0] ?? "";
}

/** How fresh a read has to be. */
export function readConsistency(number: number | null | undefined): Consistency {
  return named(consistencies, number) === "strong" ? "strong" : "eventual";
}

/** A record to save. Over gRPC daprd decodes a value only if it is said to be JSON, and only in a save. */
export function savedItemOf(message: StateItem): DaprItem {
  const item = itemOf(message);
  return { ...item, isDecoded: item.metadata.contentType === jsonContentType };
}

/** A record to write or remove. */
export function itemOf({ key, value, etag, metadata, options }: StateItem): DaprItem {
  return {
    key: key ?? "",
    value: value ?? emptyValue,
    etag: etag?.value ?? undefined,
    metadata: metadata ?? {},
    ...optionsOf(options),
    contentTypeDefault: "",
    isDecoded: false,
  };
}

function optionsOf(options: StateOptions | null | undefined) {
  return {
    concurrency: named(concurrencies, options?.concurrency),
    consistency: named(consistencies, options?.consistency),
  };
}

/** The record that DeleteState removes. */
export function deletedItemOf(request: InstanceType<v1["DeleteStateRequest"]>): DaprItem {
  const { key, etag, options, metadata } = request;
  return itemOf({ key, metadata, ...(etag && { etag }), ...(options && { options }) });
}

/** The operations of a transaction. */
export function operationsOf({
  operations,
  metadata,
}: InstanceType<v1["ExecuteStateTransactionRequest"]>): DaprOperation[] {
  return operations.map(({ operationType, request }) => ({
    type: operationType ?? "",
    item: itemOfTransaction(itemOf(request ?? {}), metadata),
  }));
}

/** The record of an operation, given the metadata of its transaction: of those, only that all of it is JSON counts. */
export function itemOfTransaction(item: DaprItem, transaction: DaprMetadata): DaprItem {
  if (transaction.contentType !== jsonContentType) return item;
  return { ...item, metadata: { ...item.metadata, contentType: jsonContentType } };
}

/** What an answer says of a record besides its value: when it expires. */
export function responseMetadata({ expireTime }: StateRecord): DaprMetadata {
  return expireTime === undefined ? {} : { ttlExpireTime: rfc3339(expireTime) };
}

// In whole seconds, rounded down: a record is never said to live longer than it does.
function rfc3339(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}

/** The answer of GetState. */
export function stateResponse(
  record: StateRecord | undefined,
): dapr.proto.runtime.v1.GetStateResponse.$Properties {
  if (record === undefined) return {};
  return { data: record.value, etag: record.version, metadata: { ...responseMetadata(record) } };
}

/** One item of QueryStateAlpha1's answer. */
export function queryItem({ key, result }: QueriedRecord): dapr.proto.runtime.v1.QueryStateItem.$Properties {
  if (result instanceof StoreError) return { key, error: toldOf(result) };
  return { key, data: result.value, etag: result.version };
}

/** One item of GetBulkState's answer. */
export function bulkItem(key: string, result: ReadResult): dapr.proto.runtime.v1.BulkStateItem.$Properties {
  if (result === undefined) return { key };
  if (result instanceof StoreError) return { key, error: toldOf(result) };
  return { key, ...stateResponse(result) };
}
