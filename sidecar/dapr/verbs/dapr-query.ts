// Answers a query as Dapr does. A page that was asked for with a limit has a
// token for the next one, also the last: Dapr's clients ask on until a page is
// empty, and a page without a token would send them back to the beginning.
import { type Call, type QueriedRecord, query, type StateStore, StoreError } from "../../../src/index.ts";
import { type DaprMetadata, metadataOf } from "./dapr-item.ts";
import { readQuery } from "./query-parser.ts";

/** What was found. */
export interface DaprQueryAnswer {
  readonly records: readonly QueriedRecord[];
  /** Asks for the next page; empty if none was asked for by pages, or nothing was found. */
  readonly token: string;
}

/** The answer to a query as JSON. Throws StoreError. */
export async function answerQuery(
  store: StateStore,
  text: string,
  metadata: DaprMetadata,
  call: Call,
): Promise<DaprQueryAnswer> {
  const asked = readQuery(text);
  const index = metadataOf(metadata, "queryIndexName") || undefined;
  const { records, nextPosition } = await query(store, { ...asked, index }, call).catch(renamed);
  const isPaged = asked.limit !== undefined && records.length > 0;
  return { records, token: isPaged ? String(nextPosition) : "" };
}

// The engine's names of a query's fields, as Dapr's clients write them.
const daprNames: Readonly<Record<string, readonly string[]>> = {
  limit: ["page", "limit"],
  position: ["page", "token"],
  index: ["queryIndexName"],
};

function renamed(thrown: unknown): never {
  if (!(thrown instanceof StoreError) || thrown.violations.length === 0) throw thrown;
  const violations = thrown.violations.map((violation) => {
    const [first, ...rest] = violation.path;
    return { ...violation, path: [...(daprNames[String(first)] ?? violation.path.slice(0, 1)), ...rest] };
  });
  throw thrown.with({ violations });
}
