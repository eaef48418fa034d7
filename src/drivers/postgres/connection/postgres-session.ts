// What a connection keeps between statements, and the settings of a session on
// which results depend. A role, a database or the server can have other defaults
// for them, so every session sets its own, with one statement after the connection
// is made: a pooler such as PgBouncer rejects most start-up parameters. Settings that
// decide where tables are and whether writing is allowed (search_path,
// default_transaction_read_only) stay as the administrator made them.
//
// A pooler in transaction mode gives each transaction any session of the server, so
// nothing may be left in a session there: no setting, no prepared statement, no LISTEN.
import type { ClientBase } from "pg";

/**
 * Whose sessions a store has: `detect` finds out per connection, `transaction` is a pooler that gives each transaction any
 * session, `session` is the server itself or a pooler that keeps the session of a connection.
 */
export type Pooling = "detect" | "transaction" | "session";

/** Timeouts of the server, in ms; 0: none. */
export interface SessionTimeouts {
  readonly statementMs: number;
  readonly lockMs: number;
  readonly idleInTransactionMs: number;
}

/** What a connection keeps between statements. */
export interface Session {
  /** Whether the next transaction can be in another session of the server. */
  readonly isShared: boolean;
  /** Whether a statement outside of a transaction runs at READ COMMITTED. */
  readonly isReadCommitted: boolean;
}

// Values are decoded in both formats; `hex` is the one that the largest value fits into. Single statements run at the
// default isolation: above READ COMMITTED the server would reject one of two concurrent writes of a key.
// The plan of a prepared statement is kept while the table grows, so it must use an index, in its order, even if the table
// was empty when the plan was made. Scans that are switched off still count as very expensive where nothing else is
// possible; without `jit` off, the server would compile such a statement each time.
const settings = {
  bytea_output: "hex",
  default_transaction_isolation: "read committed",
  enable_seqscan: "off",
  enable_bitmapscan: "off",
  jit: "off",
};

// Ends sessions whose client is gone: one that runs a statement or waits for a lock as soon as the connection is closed, others
// when the network does not deliver a reply or a probe. Only Linux knows all of them.
const lossSettings = {
  client_connection_check_interval: 500,
  tcp_user_timeout: 10_000,
  tcp_keepalives_idle: 10,
  tcp_keepalives_interval: 5,
  tcp_keepalives_count: 3,
};

/**
 * Finds out what the connection keeps, and sets the session's settings if the session is its own. Statements that are sent
 * after the call come after that. Rejects with what `pg` throws.
 */
export async function setUpSession(
  client: ClientBase,
  pooling: Pooling,
  timeouts: SessionTimeouts,
): Promise<Session> {
  const { rows } = await client.query<[boolean, boolean]>({
    text: setUpText(keptCondition(client, pooling), timeouts),
    rowMode: "array",
  });
  const [isKept = false, isReadCommitted = false] = rows[0] ?? [];
  return { isShared: !isKept, isReadCommitted: isKept || isReadCommitted };
}

// A pooler replies to the login with a number of its own where the server sends the number of its process. It is the same
// for a pooler in session mode, whose mode cannot be found out with certainty.
function keptCondition(client: ClientBase, pooling: Pooling): string {
  if (pooling !== "detect") return String(pooling === "session");
  const { processID } = client as ClientBase & { readonly processID?: number | null };
  return `pg_backend_pid() = ${processID ?? 0}`;
}

// Sets only what differs; a setting that the server does not know is NULL, and is left out.
function setUpText(isKept: string, { statementMs, lockMs, idleInTransactionMs }: SessionTimeouts): string {
  const all = {
    ...settings,
    statement_timeout: statementMs,
    lock_timeout: lockMs,
    idle_in_transaction_session_timeout: idleInTransactionMs,
  };
  return (
    `SELECT ${isKept}, current_setting('default_transaction_isolation') = 'read committed', ` +
    "(SELECT count(set_config(s.name, s.value, false)) " +
    `FROM (VALUES ${rowsOf(all, "true")}, ${rowsOf(lossSettings, "version() ~* 'linux'")}) AS s(name, value, is_known) ` +
    `WHERE ${isKept} AND is_known AND current_setting(s.name, true) <> s.value)`
  );
}

function rowsOf(values: Readonly<Record<string, string | number>>, isKnown: string): string {
  return Object.entries(values)
    .map(([name, value]) => `('${name}', '${value}', ${isKnown})`)
    .join(", ");
}
