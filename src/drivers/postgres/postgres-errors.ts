// The one table from PostgreSQL's SQLSTATE to StoreErrors, with what each proves
// about a write (PostgreSQL documentation, appendix A). The server's messages may
// quote values, so they are not passed on.
import { type ErrorCode, type Outcome, StoreError } from "../../model/errors.ts";
import {
  attemptsText,
  PostgresConnectError,
  PostgresTlsError,
  PostgresUnsuitable,
} from "./postgres-connect-error.ts";
import { sqlStateOf } from "./postgres-sql-state.ts";

/** The error of a call for a SQLSTATE. */
interface Meaning {
  readonly code: ErrorCode;
  readonly outcome: Outcome;
  readonly message: string;
  readonly retryDelayMs?: number;
}

const rejected = (code: ErrorCode, message: string, retryDelayMs?: number): Meaning => ({
  code,
  outcome: "not-applied",
  message,
  ...(retryDelayMs !== undefined && { retryDelayMs }),
});

const bySqlState: Readonly<Record<string, Meaning>> = {
  "40001": rejected("unavailable", "Postgres could not serialize the transaction", 10),
  "40P01": rejected("unavailable", "Postgres ended the transaction to resolve a deadlock", 10),
  "40003": {
    code: "unavailable",
    outcome: "unknown",
    message: "Postgres cannot tell whether it committed",
  },
  "55P03": rejected("unavailable", "a lock could not be acquired in time: another transaction holds it", 50),
  "57014": rejected("deadline", "Postgres cancelled the statement: it ran too long"),
  "22P02": rejected(
    "invalid",
    "the value is not JSON that Postgres can read, for example because of a lone surrogate",
  ),
  "22P05": rejected("invalid", "the value is JSON with U+0000 in a string, which jsonb cannot store"),
  "54001": rejected("invalid", "the value is JSON that is nested too deeply for Postgres"),
  "25006": rejected(
    "unavailable",
    "Postgres is read-only: it is a standby, or default_transaction_read_only is on",
    500,
  ),
  "53100": rejected("overloaded", "the disk of Postgres is full"),
  "53200": rejected("overloaded", "Postgres is out of memory", 500),
  "53300": rejected("overloaded", "Postgres has no connection left", 500),
  "57P03": rejected("unavailable", "Postgres is starting or stopping", 500),
  "57P01": { code: "unavailable", outcome: "unknown", message: "Postgres ended the connection" },
  "57P02": { code: "unavailable", outcome: "unknown", message: "Postgres crashed" },
  "28000": rejected("unavailable", "Postgres rejected the user", 5000),
  "28P01": rejected("unavailable", "Postgres rejected the password", 5000),
  "3D000": rejected("unavailable", "the database does not exist", 5000),
  "3F000": rejected(
    "unavailable",
    "the search_path of the user has no schema that exists and that it may use",
    5000,
  ),
  "26000": rejected(
    "unavailable",
    "the session was not kept: a pooler is between the store and Postgres",
    10,
  ),
  "42P05": rejected(
    "unavailable",
    "the session was not kept: a pooler is between the store and Postgres",
    10,
  ),
  "42501": rejected(
    "unavailable",
    "the user lacks a privilege on a table of the store: it needs SELECT, INSERT, UPDATE and DELETE",
    5000,
  ),
  "42P01": rejected("unavailable", "the table does not exist", 5000),
  "42703": rejected("unavailable", "the table lacks a column", 5000),
};

// PgBouncer reports nearly every error of its own as 08P01 (protocol_violation).
const rejectedByPooler = rejected(
  "unavailable",
  "PgBouncer rejected the connection: the user, the database, or a start-up parameter of the connection string such as " +
    "options or search_path, which can be set for the role instead (ALTER ROLE … SET …)",
  5000,
);

const byClass: Readonly<Record<string, Meaning>> = {
  "08": { code: "unavailable", outcome: "unknown", message: "the connection to Postgres failed" },
  "22": rejected("invalid", "Postgres cannot store this value"),
  "23": rejected("internal", "a constraint of the table rejected the row"),
  "53": rejected("overloaded", "Postgres has insufficient resources", 500),
  "57": { code: "unavailable", outcome: "unknown", message: "an operator interrupted the work of Postgres" },
  "58": {
    code: "unavailable",
    outcome: "unknown",
    message: "Postgres reported an error of its operating system",
  },
  XX: { code: "corrupt", outcome: "unknown", message: "Postgres reported damaged data or an internal error" },
};

/** Whether the server rejected a statement because of its data, so that its other rows may succeed alone. */
export function isDataError(error: StoreError): boolean {
  const state = sqlStateOf(error.cause);
  return state !== undefined && (/^2[23]/.test(state) || state === "54001");
}

/** Whether another transaction held a lock for too long; then nothing was applied. */
export function isLockTimeout(error: StoreError): boolean {
  return sqlStateOf(error.cause) === "55P03";
}

/** Whether the server could not decode a stored value: invalid base64 (`decode`, invalid_parameter_value). */
export function isDamagedValue(thrown: unknown): boolean {
  return sqlStateOf(thrown instanceof StoreError ? thrown.cause : thrown) === "22023";
}

/** Whether the same transaction can be retried at once: it lost against another and was rolled back. */
export function isLostRace(error: StoreError): boolean {
  const state = sqlStateOf(error.cause);
  return state === "40001" || state === "40P01";
}

/** Whether the connection should be dropped: its server can no longer write. */
export function isWrongServer(thrown: unknown): boolean {
  return sqlStateOf(thrown) === "25006";
}

/** Whether a prepared statement was missing or already there: the connection has another session of the server than before. */
export function isSessionLost(thrown: unknown): boolean {
  const state = sqlStateOf(thrown);
  return state === "26000" || state === "42P05";
}

/**
 * A thrown value as a StoreError. `sent` is whether the statement may have reached the server; if not, it was not
 * applied.
 */
export function translateError(thrown: unknown, storeName: string, sent: boolean): StoreError {
  if (thrown instanceof StoreError) return thrown;
  if (thrown instanceof PostgresConnectError) return connectError(thrown, storeName);
  const state = sqlStateOf(thrown);
  const meaning = state === undefined ? undefined : meaningOf(state, sent);
  if (meaning !== undefined) {
    const outcome = sent ? meaning.outcome : "not-applied";
    const { code, message, retryDelayMs } = meaning;
    return new StoreError(code, `store ${storeName}: ${message}`, { outcome, retryDelayMs, cause: thrown });
  }
  if (state !== undefined) {
    return new StoreError("internal", `store ${storeName}: Postgres replied with SQLSTATE ${state}`, {
      outcome: "not-applied",
      cause: thrown,
    });
  }
  return new StoreError("unavailable", `store ${storeName}: ${connectionMessage(thrown)}`, {
    outcome: sent ? "unknown" : "not-applied",
    retryDelayMs: 500,
    cause: thrown,
  });
}

function meaningOf(state: string, sent: boolean): Meaning | undefined {
  if (state === "08P01" && !sent) return rejectedByPooler;
  return bySqlState[state] ?? byClass[state.slice(0, 2)];
}

// The code of the decisive attempt, and the reasons and causes of all.
function connectError(error: PostgresConnectError, storeName: string): StoreError {
  const { decisive } = error;
  const { code, retryDelayMs } = translateError(decisive, storeName, false);
  const prefix = `store ${storeName}: `;
  const describe = (cause: unknown): string =>
    translateError(cause, storeName, false).message.slice(prefix.length);
  const message = prefix + attemptsText(error.attempts, describe);
  return new StoreError(code, message, {
    outcome: "not-applied",
    retryDelayMs,
    cause: error.attempts.length === 1 ? decisive : error,
  });
}

// What pg 8.23 reports without a code. The text is compared nowhere else.
const queryTimeoutText = "Query read timeout";

/** Whether the client stopped waiting for a reply: the connection is not known to work. */
export function isReplyTimeout(thrown: unknown): boolean {
  return thrown instanceof Error && thrown.message === queryTimeoutText;
}

// Node's error codes are safe to show.
function connectionMessage(thrown: unknown): string {
  if (thrown instanceof PostgresUnsuitable) return thrown.message;
  const { code, message } = (thrown ?? {}) as { code?: unknown; message?: unknown };
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") return "the host name of Postgres does not resolve";
  if (code === "ECONNREFUSED" || code === "ENOENT") return "no server listens at the address of Postgres";
  if (typeof code === "string" && /^(ERR_TLS|CERT_|DEPTH_|SELF_SIGNED|UNABLE_TO)/.test(code)) {
    return `the certificate of Postgres was rejected (${code})`;
  }
  if (thrown instanceof PostgresTlsError && thrown.cause === undefined) return thrown.message;
  if (code === "ETIMEDOUT") return "the server did not reply in time";
  if (message === queryTimeoutText) return "Postgres did not reply in time";
  return "the connection to Postgres failed";
}
