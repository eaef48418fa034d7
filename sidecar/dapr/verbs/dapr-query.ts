// Runs a query as Dapr does. A page that was requested with a limit has a token
// for the next page, even if it is the last one: Dapr's clients continue until a
// page is empty, and without a token they would start from the beginning again.
import { asStoreError, type Call, type QueriedRecord, query } from "../../../src/index.ts";
import { queryError, queryTextError } from "../texts/state-errors.ts";
import { type DaprMetadata, metadataValue } from "./dapr-item.ts";
import type { DaprStore } from "./dapr-store.ts";
import { type DaprQuery, readQuery } from "./query-parser.ts";

/** One page of the result. */
export interface DaprQueryResult {
  readonly records: readonly QueriedRecord[];
  /** Requests the next page; empty if the query has no limit or nothing was found. */
  readonly token: string;
}

/** The result of a query, which is Dapr's JSON. Every failure is a DaprError. */
export async function runQuery(
  { name, store }: DaprStore,
  text: string,
  metadata: DaprMetadata,
  call: Call,
): Promise<DaprQueryResult> {
  const parsed = parse(name, text);
  const index = metadataValue(metadata, "queryIndexName") || undefined;
  try {
    const { records, nextPosition } = await query(store, { ...parsed, index }, call);
    const isPaged = parsed.limit !== undefined && records.length > 0;
    return { records, token: isPaged ? String(nextPosition) : "" };
  } catch (thrown) {
    throw queryError(name, asStoreError(thrown));
  }
}

function parse(store: string, text: string): DaprQuery {
  try {
    return readQuery(text);
  } catch (thrown) {
    throw queryTextError(store, asStoreError(thrown));
  }
}
