// Runs a query and makes a page of its rows. A query uses a connection of the
// pool, so that no read or write waits behind it on a shared one, and the server
// ends it at the call's deadline.
import type { Call } from "../../../model/call.ts";
import { StoreError } from "../../../model/errors.ts";
import type { QueryPage, RecordQuery } from "../../../store/record-query.ts";
import type { PostgresConnections } from "../connection/postgres-connections.ts";
import type { Row } from "../connection/postgres-statement.ts";
import { readRow } from "../postgres-codec.ts";
import { shiftRead } from "../postgres-time-shift.ts";
import type { PostgresLayout } from "../schema/postgres-layout.ts";
import type { PostgresQueryQueue } from "./postgres-query-queue.ts";
import { prepareQuery, type QueryBounds, queryStatement } from "./postgres-query-text.ts";

/** The dependencies of a query. */
export interface QueryContext extends QueryBounds {
  readonly connections: PostgresConnections;
  readonly layout: PostgresLayout;
  readonly queue: PostgresQueryQueue;
  /** How far the server's clock is ahead, in ms. */
  readonly skewMs: number;
}

// The maximum time for which the server executes one query of a call without a deadline, in ms.
const workMsMax = 20_000;

/** One page. Rejects with StoreError. */
export async function queryPage(query: RecordQuery, context: QueryContext, call: Call): Promise<QueryPage> {
  const { connections, layout, queue, skewMs } = context;
  const { statement, values } = queryStatement(layout, query, context);
  const rows = await queue.run(call, () =>
    connections.transaction(async (run) => {
      await run(prepareQuery, [String(workMs(call, connections.statementMsMax))]);
      return run(statement, values);
    }, call),
  );
  const found = rows.slice(0, query.limit);
  const cut = found.findIndex((row) => row.at(-1) !== "t");
  const taken = cut === -1 ? found : found.slice(0, cut);
  return {
    records: taken.map((row) => ({ key: row[0] ?? "", result: resultOf(row, skewMs) })),
    nextPosition: query.position + taken.length,
    isLast: taken.length === rows.length,
  };
}

function workMs({ clock, deadline }: Call, statementMsMax: number): number {
  return Math.max(1, Math.ceil(Math.min(deadline - clock.monotonic(), workMsMax, statementMsMax)));
}

function resultOf(row: Row, skewMs: number) {
  const result = shiftRead(readRow(row, "full"), -skewMs);
  return result ?? new StoreError("corrupt", "the row's value cannot be read as a record");
}
