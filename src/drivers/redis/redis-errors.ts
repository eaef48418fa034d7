// The one table of what Redis answers when it refuses, and what that means:
// our code, what is known of a write, and when to try again. Whatever is not in
// it is unknown. Messages are our own; Redis's text, which may quote arguments,
// goes to the cause, cut short and without arguments.
import { type ErrorCode, type Outcome, StoreError, type StoreErrorOptions } from "../../model/errors.ts";

interface Row {
  readonly code: ErrorCode;
  readonly outcome: Outcome;
  readonly text: string;
  readonly retryDelayMs?: number;
}

function refused(code: ErrorCode, text: string, retryDelayMs?: number): Row {
  return { code, outcome: "not-applied", text, ...(retryDelayMs !== undefined && { retryDelayMs }) };
}

// By the first word of the reply. Each was refused before it changed anything: a script's first write decides, and
// what follows it in the same script is let through even when memory is short (Redis's own rule).
const rows: Readonly<Record<string, Row>> = {
  LOADING: refused("unavailable", "is loading its data", 250),
  READONLY: refused("unavailable", "is a read-only replica", 1000),
  MASTERDOWN: refused("unavailable", "is a replica that lost its primary", 1000),
  NOREPLICAS: refused("unavailable", "has fewer replicas in step than it is set to require", 1000),
  MISCONF: refused("unavailable", "cannot save to its disk and refuses writes", 1000),
  BUSY: refused("unavailable", "is busy with another client's script", 250),
  CLUSTERDOWN: refused("unavailable", "is a cluster that does not serve this key now", 500),
  MOVED: refused("unavailable", "is a cluster that is moving this key", 100),
  ASK: refused("unavailable", "is a cluster that is moving this key", 100),
  TRYAGAIN: refused("unavailable", "is a cluster that is moving these keys", 100),
  CROSSSLOT: refused(
    "invalid",
    "is a cluster, where the keys of one transaction have to be in one hash slot",
  ),
  NOSCRIPT: refused("unavailable", "has lost a script", 0),
  NOAUTH: refused("unavailable", "wants a user and a password"),
  WRONGPASS: refused("unavailable", "refuses the configured user or password"),
  NOPERM: refused("denied", "does not let the configured user do this"),
  OOM: refused("overloaded", "is at its memory limit", 1000),
  WRONGTYPE: refused("corrupt", "holds another kind of value under this key"),
  NOPROTO: refused("unavailable", "does not speak the protocol version asked"),
  UNKILLABLE: refused("unavailable", "is busy with another client's script", 250),
};

// Replies that begin with ERR are told apart by their text.
const texts: readonly (readonly [RegExp, Row])[] = [
  [/max number of clients/i, refused("overloaded", "takes no more connections", 250)],
  [/DB index is out of range/i, refused("invalid", "has no database of the configured number")],
  [/unknown command/i, refused("unsupported", "does not know a command that this needs")],
  // From within a script, whose first steps may have been allowed.
  [
    /can't run this command|can't access|no permissions/i,
    { code: "denied", outcome: "unknown", text: "does not let the configured user do this" },
  ],
  [/script.*killed/i, { code: "unavailable", outcome: "unknown", text: "had the script killed" }],
];

const stranger: Row = {
  code: "internal",
  outcome: "unknown",
  text: "answered with an error that is not understood",
};

// Before Redis 7 an error inside a script is wrapped: "ERR Error running script (…): @user_script:9: -OOM …".
const wrapped = /^ERR Error running script.*?[:\s]-?([A-Z]{2,}) /s;

/** The word by which Redis names an error: `MOVED`, `OOM`, `ERR`. */
export function errorWord(text: string): string {
  return wrapped.exec(text)?.[1] ?? /^-?([A-Z]+)\b/.exec(text)?.[1] ?? "";
}

// An error of the client library carries the command with its arguments, passwords and values among them.
function safeCause(cause: unknown): unknown {
  if (!(cause instanceof Error)) return undefined;
  const text = cause.message.replace(/,? with args beginning with.*/s, "").slice(0, 300);
  const code = "code" in cause && typeof cause.code === "string" ? ` (${cause.code})` : "";
  return new Error(`${text}${code}`);
}

/** An error reply of Redis as ours. */
export function replyError(storeName: string, reply: Error, options: StoreErrorOptions = {}): StoreError {
  const word = errorWord(reply.message);
  const listed = Object.hasOwn(rows, word) ? rows[word] : undefined;
  const { code, outcome, text, retryDelayMs } =
    listed ?? texts.find(([pattern]) => pattern.test(reply.message))?.[1] ?? stranger;
  return new StoreError(code, code === "internal" ? "internal error" : `store ${storeName}: Redis ${text}`, {
    outcome,
    ...(retryDelayMs !== undefined && { retryDelayMs }),
    cause: safeCause(reply),
    ...options,
  });
}

const connectTexts: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nothing listens at the configured address",
  ENOTFOUND: "the configured host name does not resolve",
  EAI_AGAIN: "the configured host name does not resolve now",
  EHOSTUNREACH: "the configured host cannot be reached",
  ENETUNREACH: "the configured host cannot be reached",
  ETIMEDOUT: "connecting took too long",
  ENOENT: "there is no socket at the configured path",
  EACCES: "the socket at the configured path may not be used",
  ECONNRESET: "the connection was reset",
  ERR_TLS_CERT_ALTNAME_INVALID: "the server's TLS certificate is for another name",
  DEPTH_ZERO_SELF_SIGNED_CERT: "the server's TLS certificate is not trusted",
  SELF_SIGNED_CERT_IN_CHAIN: "the server's TLS certificate is not trusted",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "the server's TLS certificate is not trusted",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "the server's TLS certificate is not trusted",
  CERT_HAS_EXPIRED: "the server's TLS certificate has expired",
};

function connectText(cause: unknown): string {
  if (!(cause instanceof Error)) return "the connection was lost";
  const code = "code" in cause && typeof cause.code === "string" ? cause.code : "";
  const known = Object.hasOwn(connectTexts, code) ? connectTexts[code] : undefined;
  if (known !== undefined) return known;
  const word = errorWord(cause.message);
  const listed = Object.hasOwn(rows, word) ? rows[word] : undefined;
  const row = listed ?? texts.find(([pattern]) => pattern.test(cause.message))?.[1];
  if (row !== undefined) return `the server ${row.text}`;
  if (/sentinel/i.test(cause.message)) return "no sentinel answers with a primary";
  return code.startsWith("ERR_SSL") || code.startsWith("ERR_TLS")
    ? "the TLS handshake failed"
    : "the connection was lost";
}

/** Why there is no connection, for calls that could not leave. */
export function connectError(storeName: string, cause: unknown): StoreError {
  return new StoreError("unavailable", `store ${storeName}: Redis cannot be reached: ${connectText(cause)}`, {
    outcome: "not-applied",
    cause: safeCause(cause),
  });
}

/** A connection that ended after the command had been sent: nothing is known of a write. */
export function lostError(storeName: string, cause: unknown): StoreError {
  return new StoreError(
    "unavailable",
    `store ${storeName}: the connection to Redis ended before it answered`,
    {
      outcome: "unknown",
      cause: safeCause(cause),
    },
  );
}

/** No answer in time: by the call's deadline (`deadline`) or by the limit for one command (`unavailable`). */
export function lateError(
  storeName: string,
  code: "deadline" | "unavailable",
  departed: boolean,
): StoreError {
  const what = departed ? "Redis did not answer in time" : "Redis could not be reached in time";
  return new StoreError(code, `store ${storeName}: ${what}`, {
    outcome: departed ? "unknown" : "not-applied",
  });
}
