// Pure mapping between Dapr's gRPC messages and the arguments and results of the
// verbs.
import type { dapr } from "@pillion/proto/dapr";
import {
  type Consistency,
  emptyValue,
  type QueriedRecord,
  type ReadResult,
  type StateRecord,
  StoreError,
} from "../../../src/index.ts";
import { storeErrorText } from "../texts/store-error-text.ts";
import {
  type DaprItem,
  type DaprOperation,
  jsonContentType,
  recordMetadata,
  withTransactionMetadata,
} from "../verbs/dapr-item.ts";

type v1 = typeof dapr.proto.runtime.v1;
type StateItem = dapr.proto.common.v1.StateItem.$Properties;
type StateOptions = dapr.proto.common.v1.StateOptions.$Properties;

const concurrencies = ["", "first-write", "last-write"] as const;
const consistencies = ["", "eventual", "strong"] as const;

/** The name of an enum value; a number that Dapr does not define is treated as unspecified. */
function named(names: readonly string[], number: number | null | undefined): string {
  return names[number ?? 0] ?? "";
}

/** The consistency of a read. */
export function readConsistency(number: number | null | undefined): Consistency {
  return named(consistencies, number) === "strong" ? "strong" : "eventual";
}

/** An item of a save. Over gRPC daprd decodes a value as JSON only in a save, and only if its content type is JSON. */
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
    item: withTransactionMetadata(itemOf(request ?? {}), metadata),
  }));
}

/** The response of GetState. */
export function stateResponse(
  record: StateRecord | undefined,
): dapr.proto.runtime.v1.GetStateResponse.$Properties {
  if (record === undefined) return {};
  return { data: record.value, etag: record.version, metadata: { ...recordMetadata(record) } };
}

/** One item of the response of QueryStateAlpha1. */
export function queryItem({ key, result }: QueriedRecord): dapr.proto.runtime.v1.QueryStateItem.$Properties {
  if (result instanceof StoreError) return { key, error: storeErrorText(result) };
  return { key, data: result.value, etag: result.version };
}

/** One item of the response of GetBulkState. */
export function bulkItem(key: string, result: ReadResult): dapr.proto.runtime.v1.BulkStateItem.$Properties {
  if (result === undefined) return { key };
  if (result instanceof StoreError) return { key, error: storeErrorText(result) };
  return { key, ...stateResponse(result) };
}
