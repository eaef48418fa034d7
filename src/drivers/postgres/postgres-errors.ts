// The one table from PostgreSQL's SQLSTATE to our errors, with what each proves
// of a write (PostgreSQL documentation, appendix A; reliability: "Outcome
// contract"). Messages of the server may quote values, so none is handed on.
import { type ErrorCode, type Outcome, StoreError } from "../../model/errors.ts";

/** What a SQLSTATE means for a call. */
interface Meaning {
  readonly code: ErrorCode;
  readonly outcome: Outcome;
  readonly message: string;
  readonly retryDelayMs?: number;
}

const refused = (code: ErrorCode, message: string, retryDelayMs?: number): Meaning => ({
  code,
  outcome: "not-applied",
  message,
  ...(retryDelayMs !== undefined && { retryDelayMs }),
});

const bySqlState: Readonly<Record<string, Meaning>> = {
  "40001": refused("unavailable", "Postgres could not serialize the transaction", 10),
  "40P01": refused("unavailable", "Postgres ended the transaction to resolve a deadlock", 10),
  "40003": {
    code: "unavailable",
    outcome: "unknown",
    message: "Postgres does not know whether it committed",
  },
  "55P03": refused("unavailable", "a lock was not to be had in time", 50),
  "57014": refused("deadline", "Postgres cancelled the statement"),
  "22P02": refused("invalid", "the value is not JSON that Postgres can read, such as with a lone surrogate"),
  "22P05": refused("invalid", "the value is JSON with U+0000 in a text, which Postgres' jsonb cannot hold"),
  "54001": refused("invalid", "the value is JSON that is nested too deep for Postgres"),
  "25006": refused("unavailable", "Postgres is read-only now", 500),
  "53100": refused("overloaded", "the disk of Postgres is full"),
  "53200": refused("overloaded", "Postgres is out of memory", 500),
  "53300": refused("overloaded", "Postgres has no connection left", 500),
  "57P03": refused("unavailable", "Postgres is starting or stopping", 500),
  "57P01": { code: "unavailable", outcome: "unknown", message: "Postgres ended the connection" },
  "57P02": { code: "unavailable", outcome: "unknown", message: "Postgres crashed" },
  "28000": refused("unavailable", "Postgres refused the user", 5000),
  "28P01": refused("unavailable", "Postgres refused the password", 5000),
  "3D000": refused("unavailable", "the database does not exist", 5000),
  "42501": refused("unavailable", "the user lacks a privilege on the table", 5000),
  "42P01": refused("unavailable", "the table does not exist", 5000),
  "42703": refused("unavailable", "the table lacks a column", 5000),
};

const byClass: Readonly<Record<string, Meaning>> = {
  "08": { code: "unavailable", outcome: "unknown", message: "the connection to Postgres failed" },
  "22": refused("invalid", "Postgres cannot hold these data"),
  "23": refused("internal", "a constraint of the table refused the row"),
  "53": refused("overloaded", "Postgres lacks a resource", 500),
  "57": { code: "unavailable", outcome: "unknown", message: "an operator intervened in Postgres" },
  "58": { code: "unavailable", outcome: "unknown", message: "the system under Postgres failed" },
  XX: { code: "corrupt", outcome: "unknown", message: "Postgres reports damaged data or a fault of its own" },
};

/** The SQLSTATE of a thrown thing, or undefined if the server did not say one. */
export function sqlStateOf(thrown: unknown): string | undefined {
  const code =
    typeof thrown === "object" && thrown !== null ? (thrown as { code?: unknown }).code : undefined;
  return typeof code === "string" && /^[0-9A-Z]{5}$/.test(code) ? code : undefined;
}

/** Whether the server refused one statement for what is in it, so that other rows of it may be fine alone. */
export function isDataFault(error: StoreError): boolean {
  const state = sqlStateOf(error.cause);
  return state !== undefined && (/^2[23]/.test(state) || state === "54001");
}

/** Whether somebody else held a lock for too long: nothing was done. */
export function isLockTimeout(error: StoreError): boolean {
  return sqlStateOf(error.cause) === "55P03";
}

/** Whether the server could not read a stored value out: base64 that is none (`decode`, invalid_parameter_value). */
export function isDamagedValue(thrown: unknown): boolean {
  return sqlStateOf(thrown instanceof StoreError ? thrown.cause : thrown) === "22023";
}

/** Whether the same transaction may be tried again at once: it lost against another and was undone. */
export function isLostRace(error: StoreError): boolean {
  const state = sqlStateOf(error.cause);
  return state === "40001" || state === "40P01";
}

/** Whether the connection should be dropped: the server behind it cannot write any more. */
export function isWrongServer(thrown: unknown): boolean {
  return sqlStateOf(thrown) === "25006";
}

/**
 * A thrown thing as an error of ours. `sent` says whether the statement may have reached the server; what never left
 * was never applied.
 */
export function translateError(thrown: unknown, storeName: string, sent: boolean): StoreError {
  if (thrown instanceof StoreError) return thrown;
  const state = sqlStateOf(thrown);
  const meaning = state === undefined ? undefined : (bySqlState[state] ?? byClass[state.slice(0, 2)]);
  if (meaning !== undefined) {
    const outcome = sent ? meaning.outcome : "not-applied";
    const { code, message, retryDelayMs } = meaning;
    return new StoreError(code, `store ${storeName}: ${message}`, { outcome, retryDelayMs, cause: thrown });
  }
  if (state !== undefined) {
    return new StoreError("internal", `store ${storeName}: Postgres answered SQLSTATE ${state}`, {
      outcome: "not-applied",
      cause: thrown,
    });
  }
  return new StoreError("unavailable", `store ${storeName}: ${connectionFault(thrown)}`, {
    outcome: sent ? "unknown" : "not-applied",
    retryDelayMs: 500,
    cause: thrown,
  });
}

// Node's error codes are safe to show; its messages may hold addresses.
function connectionFault(thrown: unknown): string {
  const { code, message } = (thrown ?? {}) as { code?: unknown; message?: unknown };
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") return "the host of Postgres does not resolve";
  if (code === "ECONNREFUSED" || code === "ENOENT") return "nobody listens at the address of Postgres";
  if (typeof code === "string" && /^(ERR_TLS|CERT_|DEPTH_|SELF_SIGNED|UNABLE_TO)/.test(code)) {
    return `the certificate of Postgres was not accepted (${code})`;
  }
  if (message === "Query read timeout") return "Postgres did not answer in time";
  return "the connection to Postgres failed";
}
