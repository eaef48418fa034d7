// The one table of Redis' error replies and what they mean: the error code, what is
// known of a write, and when to try again. The outcome of any other error is
// unknown. Messages are written here; Redis' own text, which may quote arguments,
// goes to the cause, shortened and without arguments.
import { TcpConnectError } from "../../driver-kit/tcp-connect.ts";
import { type ErrorCode, type Outcome, StoreError, type StoreErrorOptions } from "../../model/errors.ts";

/** What the search module replied about an index. */
export type IndexProblem = "index-missing" | "index-exists" | "offset-too-large";

interface Row {
  readonly code: ErrorCode;
  readonly outcome: Outcome;
  readonly text: string;
  readonly retryDelayMs?: number;
  readonly indexProblem?: IndexProblem;
}

function rejected(code: ErrorCode, text: string, retryDelayMs?: number): Row {
  return { code, outcome: "not-applied", text, ...(retryDelayMs !== undefined && { retryDelayMs }) };
}

// To a command that waits for replicas after a write.
const becameReplica: Row = {
  code: "unavailable",
  outcome: "unknown",
  text: "became a read-only replica before enough replicas confirmed the write",
  retryDelayMs: 1000,
};

// By the first word of the reply. Each of these was rejected before it changed anything: Redis checks a script at its
// first write and lets the writes after it pass, even when memory is short.
const rows: Readonly<Record<string, Row>> = {
  LOADING: rejected("unavailable", "is loading its data", 250),
  READONLY: rejected("unavailable", "is a read-only replica", 1000),
  MASTERDOWN: rejected("unavailable", "is a replica that lost its primary", 1000),
  NOREPLICAS: rejected("unavailable", "has fewer up-to-date replicas than it is configured to require", 1000),
  MISCONF: rejected("unavailable", "cannot save to its disk and rejects writes", 1000),
  BUSY: rejected("unavailable", "is busy with another client's script", 250),
  CLUSTERDOWN: rejected("unavailable", "is a cluster that cannot serve this key at the moment", 500),
  MOVED: rejected("unavailable", "is a cluster that is moving this key", 100),
  ASK: rejected("unavailable", "is a cluster that is moving this key", 100),
  TRYAGAIN: rejected("unavailable", "is a cluster that is moving these keys", 100),
  CROSSSLOT: rejected("invalid", "is a cluster, in which all keys of a transaction must be in one hash slot"),
  NOSCRIPT: rejected("unavailable", "has lost a script", 0),
  NOAUTH: rejected("unavailable", "requires a user and a password"),
  WRONGPASS: rejected("unavailable", "rejects the configured user or password"),
  NOPERM: rejected("denied", "does not allow the configured user to do this"),
  OOM: rejected("overloaded", "is at its memory limit", 1000),
  WRONGTYPE: rejected("corrupt", "has a value of another type under this key"),
  NOPROTO: rejected("unavailable", "does not support the protocol version"),
  // The primary became a replica while the command waited; if it was one before, see below.
  UNBLOCKED: becameReplica,
  UNKILLABLE: rejected("unavailable", "is busy with another client's script", 250),
};

const unknownReply: Row = {
  code: "internal",
  outcome: "unknown",
  text: "replied with an unknown error",
};

// Replies that begin with ERR, and those of search (RediSearch 2.4 and later, Redis 8), have no word of their own and are
// distinguished by their text.
const texts: readonly (readonly [RegExp, Row])[] = [
  [
    /cluster support disabled/i,
    rejected("unavailable", "is not a node of a Redis Cluster; remove redisType: cluster"),
  ],
  [/WAIT(AOF)? cannot be used with replica/i, becameReplica],
  [/max number of clients/i, rejected("overloaded", "accepts no more connections", 250)],
  [/DB index is out of range/i, rejected("invalid", "has no database with the configured number")],
  [/unknown command/i, rejected("unsupported", "lacks a required command")],
  // From inside a script, whose first steps may have been allowed.
  [
    /can't run this command|can't access|no permissions/i,
    { code: "denied", outcome: "unknown", text: "does not allow the configured user to do this" },
  ],
  [
    /script.*killed/i,
    { code: "unavailable", outcome: "unknown", text: "stopped the script at the request of another client" },
  ],
  [/no such index|unknown index|index not found/i, { ...unknownReply, indexProblem: "index-missing" }],
  [/index already exists/i, { ...unknownReply, indexProblem: "index-exists" }],
  [/offset exceeds/i, { ...unknownReply, indexProblem: "offset-too-large" }],
];

// Before Redis 7 an error inside a script is wrapped: "ERR Error running script (…): @user_script:9: -OOM …".
const wrapped = /^ERR Error running script.*?[:\s]-?([A-Z]{2,}) /s;

/** The word by which Redis names an error: `MOVED`, `OOM`, `ERR`. */
export function errorWord(text: string): string {
  return wrapped.exec(text)?.[1] ?? /^-?([A-Z]+)\b/.exec(text)?.[1] ?? "";
}

/** Whether the server has no such command, or does not allow the user to call it. */
export function isCommandMissing(reply: Error): boolean {
  return errorWord(reply.message) === "NOPERM" || /^ERR unknown command/.test(reply.message);
}

// An error of the client library contains the command with its arguments, which may be passwords and values.
function safeText(cause: Error): string {
  const text = cause.message.replace(/,? with args beginning with.*/s, "").slice(0, 300);
  const code = "code" in cause && typeof cause.code === "string" ? ` (${cause.code})` : "";
  return `${text}${code}`;
}

function safeCause(cause: unknown): unknown {
  return cause instanceof Error ? new Error(safeText(cause)) : undefined;
}

/** The cause of a StoreError that an error reply was translated to. */
class ReplyCause extends Error {
  readonly indexProblem: IndexProblem | undefined;

  constructor(reply: Error, indexProblem: IndexProblem | undefined) {
    super(safeText(reply));
    this.indexProblem = indexProblem;
  }
}

/** What the search module replied about the index of a failed command; undefined for any other error. */
export function indexProblemOf(thrown: unknown): IndexProblem | undefined {
  const cause = thrown instanceof StoreError ? thrown.cause : undefined;
  return cause instanceof ReplyCause ? cause.indexProblem : undefined;
}

/** An error reply of Redis as a StoreError. */
export function replyError(storeName: string, reply: Error, options: StoreErrorOptions = {}): StoreError {
  const word = errorWord(reply.message);
  const listed = Object.hasOwn(rows, word) ? rows[word] : undefined;
  const { code, outcome, text, retryDelayMs, indexProblem } =
    listed ?? texts.find(([pattern]) => pattern.test(reply.message))?.[1] ?? unknownReply;
  return new StoreError(code, code === "internal" ? "internal error" : `store ${storeName}: Redis ${text}`, {
    outcome,
    ...(retryDelayMs !== undefined && { retryDelayMs }),
    cause: new ReplyCause(reply, indexProblem),
    ...options,
  });
}

/** Why the driver itself ended an attempt to connect, or a connection. */
export type ConnectReason =
  | "loading"
  | "replica"
  | "cluster-node"
  | "no-reply"
  | "sentinel-node"
  | "no-sentinel"
  | "not-sentinel"
  | "unknown-primary"
  | "switched"
  | "closed";

const clusterNodeText =
  "is a node of a Redis Cluster, but the store is not configured for one; set redisType: cluster";

const reasonTexts: Readonly<Record<ConnectReason, string>> = {
  loading: "the server is loading its data",
  replica: "the server is a read-only replica",
  "cluster-node": `the server ${clusterNodeText}`,
  "no-reply": "it did not reply in time",
  "sentinel-node":
    "the server is a sentinel, but the store is not configured for one; set failover and sentinelMasterName",
  "not-sentinel": "the server is not a sentinel; remove failover, or set redisHost to the sentinels",
  "no-sentinel": "no sentinel can be queried for the primary",
  "unknown-primary": "no sentinel names a primary for the configured sentinelMasterName",
  switched: "another server became the primary",
  closed: "the connection was closed",
};

/** The driver itself ended an attempt to connect, or a connection. */
export class ConnectFailure extends Error {
  override readonly name = "ConnectFailure";
  readonly reason: ConnectReason;

  constructor(reason: ConnectReason, cause?: unknown) {
    super(reasonTexts[reason], { cause });
    this.reason = reason;
  }
}

// By the codes of Node and OpenSSL.
const connectTexts: Readonly<Record<string, string>> = {
  ECONNREFUSED: "no server listens at the configured address",
  ENOTFOUND: "the configured host name does not resolve",
  EAI_AGAIN: "the configured host name does not resolve at the moment",
  EHOSTUNREACH: "the configured host cannot be reached",
  ENETUNREACH: "the configured host cannot be reached",
  ETIMEDOUT: "it did not reply in time",
  ENOENT: "there is no socket at the configured path",
  EACCES: "this process is not permitted to open the socket at the configured path",
  ECONNRESET: "the connection was reset",
  ERR_TLS_CERT_ALTNAME_INVALID: "the server's TLS certificate is for another name",
  DEPTH_ZERO_SELF_SIGNED_CERT: "the server's TLS certificate is not trusted",
  SELF_SIGNED_CERT_IN_CHAIN: "the server's TLS certificate is not trusted",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "the server's TLS certificate is not trusted",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "the server's TLS certificate is not trusted",
  CERT_HAS_EXPIRED: "the server's TLS certificate has expired",
};

// A name may resolve to any number of addresses.
const attemptsShownMax = 8;

function connectText(cause: unknown): string {
  if (cause instanceof ConnectFailure) {
    const text = reasonTexts[cause.reason];
    return cause.cause === undefined ? text : `${text}: ${connectText(cause.cause)}`;
  }
  if (!(cause instanceof Error)) return "the connection was lost";
  const code = "code" in cause && typeof cause.code === "string" ? cause.code : "";
  const known = Object.hasOwn(connectTexts, code) ? connectTexts[code] : undefined;
  if (known !== undefined)
    return cause instanceof TcpConnectError ? `${known} (${attemptsOf(cause)})` : known;
  const word = errorWord(cause.message);
  const listed = Object.hasOwn(rows, word) ? rows[word] : undefined;
  const row = listed ?? texts.find(([pattern]) => pattern.test(cause.message))?.[1];
  if (row !== undefined) return `the server ${row.text}`;
  return code.startsWith("ERR_SSL") || code.startsWith("ERR_TLS")
    ? "the TLS handshake failed"
    : "the connection was lost";
}

// Every address of the name, with its reason; the name itself if it does not resolve.
function attemptsOf({ attempts }: TcpConnectError): string {
  const shown = attempts
    .slice(0, attemptsShownMax)
    .map(({ address, code }) => `${address}: ${code ?? "failed"}`);
  return `${shown.join(", ")}${attempts.length > shown.length ? ", …" : ""}`;
}

/**
 * Why there is no connection, for calls that were not sent. `cause` is a ConnectFailure, an error of Node or of the client
 * library, or the server's reply to the first commands of the connection.
 */
export function connectError(storeName: string, cause: unknown): StoreError {
  return new StoreError("unavailable", `store ${storeName}: Redis cannot be reached: ${connectText(cause)}`, {
    outcome: "not-applied",
    cause: safeCause(cause),
  });
}

/** A single server redirected a command, as only a node of a cluster does. It will do so again, so there is no retry delay. */
export function clusterNodeError(storeName: string, reply: Error): StoreError {
  return new StoreError("unavailable", `store ${storeName}: Redis ${clusterNodeText}`, {
    outcome: "not-applied",
    cause: safeCause(reply),
  });
}

/** The connection ended after the command was sent: a write may have been applied. */
export function lostError(storeName: string, cause: unknown): StoreError {
  return new StoreError(
    "unavailable",
    `store ${storeName}: the connection to Redis was lost before it replied`,
    {
      outcome: "unknown",
      cause: safeCause(cause),
    },
  );
}

/** No reply in time: by the call's deadline (`deadline`) or by the limit for one command (`unavailable`). */
export function lateError(storeName: string, code: "deadline" | "unavailable", isSent: boolean): StoreError {
  const what = isSent ? "Redis did not reply in time" : "Redis could not be reached in time";
  return new StoreError(code, `store ${storeName}: ${what}`, {
    outcome: isSent ? "unknown" : "not-applied",
  });
}

/** Too many commands have no reply yet. */
export function overloadedError(
  storeName: string,
  { size, bytes }: { readonly size: number; readonly bytes: number },
  limits: { readonly inFlightMax: number; readonly inFlightBytesMax: number },
): StoreError {
  const { inFlightMax, inFlightBytesMax } = limits;
  const text = `${size} commands (${bytes} bytes) are waiting for Redis; the limits are ${inFlightMax} commands (inFlightMax) and ${inFlightBytesMax} bytes (inFlightBytesMax)`;
  return new StoreError("overloaded", `store ${storeName}: ${text}`, { retryDelayMs: 50 });
}
