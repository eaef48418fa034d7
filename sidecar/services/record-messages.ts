// Pure mapping of a store's results to the contract's messages. Values are passed
// on as bytes; nothing is copied here.
import type { rpc, statestore } from "@pillion/proto";
import {
  type ListPage,
  type MutationResult,
  type ReadResult,
  type StateRecord,
  StoreError,
  type View,
} from "../../src/index.ts";
import { durationOf, type Effect, type MutationList, statusOf } from "../rpc/index.ts";
import { int64Of, kindNumber, timestampOf } from "./field-messages.ts";

type RecordMessage = statestore.v1.Record.$Properties;
type ResultMessage = statestore.v1.MutationResult.$Properties;

/** A record, reduced to its view. */
export function recordMessage(record: StateRecord, view: View = "full"): RecordMessage {
  if (view === "keys") return { key: record.key };
  const { staleAgeMs } = record;
  // One object shape for every record: spreading optional fields would cost more than the rest of a read.
  const message: RecordMessage = {
    key: record.key,
    value: view === "full" ? record.value : null,
    contentType: record.contentType,
    version: record.version,
    kind: kindNumber[record.kind],
    createTime: momentOf(record.createTime),
    updateTime: momentOf(record.updateTime),
    expireTime: momentOf(record.expireTime),
  };
  if (staleAgeMs !== undefined) {
    message.stale = true;
    message.staleAge = durationOf(staleAgeMs);
  }
  return message;
}

const momentOf = (ms: number | undefined) => (ms === undefined ? null : timestampOf(ms));

/** The previous record, if there was one and it was requested. */
export function previousMessage(previous: StateRecord | undefined): { previous?: RecordMessage } {
  return previous === undefined ? {} : { previous: recordMessage(previous) };
}

/** The entry of one key in the reply to a BatchGet. */
export function entryMessage(key: string, result: ReadResult): statestore.v1.BatchGetEntry.$Properties {
  if (result === undefined) return { key };
  if (result instanceof StoreError) return { key, status: statusMessage(result, "read") };
  return { key, found: true, record: recordMessage(result) };
}

/** The result of one mutation. */
export function resultMessage(result: MutationResult): ResultMessage {
  const { found, version, expireTime, value, previous } = result;
  return {
    found,
    ...(version !== undefined && { version }),
    ...(value !== undefined && { value: int64Of(value) }),
    ...(expireTime !== undefined && { expireTime: timestampOf(expireTime) }),
    ...previousMessage(previous),
  };
}

/** The entry of one mutation in the reply to a BatchWrite. */
export function writeEntryMessage(
  result: MutationResult | StoreError,
  request: MutationList,
): statestore.v1.BatchWriteEntry.$Properties {
  if (result instanceof StoreError) return { status: statusMessage(result, "write", request) };
  return { result: resultMessage(result) };
}

/** One page of a List. */
export function pageMessage(page: ListPage, view: View): statestore.v1.ListResponse.$Properties {
  return {
    entries: page.records.map((record) => recordMessage(record, view)),
    nextPageToken: page.cursor ?? "",
  };
}

// Both codec modules have a google.rpc.Status type of their own, with the same shape.
function statusMessage(
  error: StoreError,
  effect: Effect,
  request?: MutationList,
): rpc.rpc.Status.$Properties {
  return statusOf(error, effect, request);
}
