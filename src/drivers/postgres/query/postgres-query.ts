// Runs a query and makes a page of its rows. It has a connection of its own for
// as long as it takes, so that no read or write waits behind it on a shared one,
// and the server itself ends it by the call's deadline.
import type { Call } from "../../../model/call.ts";
import { StoreError } from "../../../model/errors.ts";
import type { QueryPage, RecordQuery } from "../../../store/record-query.ts";
import type { PostgresConnections } from "../connection/postgres-connections.ts";
import { shiftRead } from "../postgres-clock.ts";
import { type Row, readRow } from "../postgres-codec.ts";
import type { PostgresLayout } from "../schema/postgres-layout.ts";
import type { PostgresQueryTurns } from "./postgres-query-queue.ts";
import { boundTime, type QueryBounds, queryStatement } from "./postgres-query-text.ts";

/** What a query is run with. */
export interface QueryContext extends QueryBounds {
  readonly connections: PostgresConnections;
  readonly layout: PostgresLayout;
  readonly turns: PostgresQueryTurns;
  /** How far the server's clock is ahead, in ms. */
  readonly skewMs: number;
}

// Longest that the server works at one query of a call without a deadline, in ms.
const workMsMax = 20_000;

/** One page. Rejects with StoreError. */
export async function queryPage(query: RecordQuery, context: QueryContext, call: Call): Promise<QueryPage> {
  const { connections, layout, turns, skewMs } = context;
  const { statement, values } = queryStatement(layout, query, context);
  const rows = await turns.take(call, () =>
    connections.transaction(async (run) => {
      await run(boundTime, [String(workMs(call, connections.statementMsMax))]);
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
  return result ?? new StoreError("corrupt", "the row's value is no record");
}
