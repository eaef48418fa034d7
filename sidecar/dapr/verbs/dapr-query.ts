// Runs a query as Dapr does. A page that was requested with a limit has a token
// for the next page, even if it is the last one: Dapr's clients continue until a
// page is empty, and without a token they would start from the beginning again.
import { type Call, type QueriedRecord, query } from "../../../src/index.ts";
import { asDaprError } from "../texts/dapr-error.ts";
import { queryEncryptedError, queryError, queryTextError } from "../texts/state-errors.ts";
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
  { name, store, isEncrypted }: DaprStore,
  text: string,
  metadata: DaprMetadata,
  call: Call,
): Promise<DaprQueryResult> {
  const parsed = await asDaprError(parse(text), (cause) => queryTextError(name, cause));
  if (isEncrypted) throw queryEncryptedError(name);
  const index = metadataValue(metadata, "queryIndexName") || undefined;
  const found = await asDaprError(query(store, { ...parsed, index }, call), (cause) =>
    queryError(name, cause),
  );
  const isPaged = parsed.limit !== undefined && found.records.length > 0;
  return { records: found.records, token: isPaged ? String(found.nextPosition) : "" };
}

// Asynchronous, so that its errors are those of a promise.
const parse = async (text: string): Promise<DaprQuery> => readQuery(text);
