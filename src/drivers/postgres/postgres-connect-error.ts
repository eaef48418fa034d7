// Why no connection was made: every host and address that was tried, with its
// reason. Nothing of a call was sent.
import { sqlStateOf } from "./postgres-sql-state.ts";

/** One host or address, and why it cannot be used. */
export interface PostgresConnectAttempt {
  /** For people: `db:5432 (192.0.2.1)`. */
  readonly place: string;
  readonly cause: unknown;
}

/** TLS could not be used: the server has none, the handshake failed, or the certificate was rejected. */
export class PostgresTlsError extends Error {
  override readonly name = "PostgresTlsError";
  /** Node's code, if there is one. */
  readonly code: string | undefined;

  /** Without a cause: the server has no TLS. */
  constructor(cause?: unknown) {
    super(cause === undefined ? "Postgres does not offer TLS" : "TLS with Postgres failed", { cause });
    const { code } = (cause ?? {}) as { code?: unknown };
    this.code = typeof code === "string" ? code : undefined;
  }
}

/** A server accepted the login, but is not of the kind that `target_session_attrs` requires. */
export class PostgresUnsuitable extends Error {
  override readonly name = "PostgresUnsuitable";
}

/** No host of a store could be used. */
export class PostgresConnectError extends Error {
  override readonly name = "PostgresConnectError";
  /** At least one, in the order in which they were made. */
  readonly attempts: readonly PostgresConnectAttempt[];
  /** The SQLSTATE or Node's code of the decisive attempt. */
  readonly code: unknown;

  constructor(attempts: readonly PostgresConnectAttempt[]) {
    const raw = (cause: unknown) => (cause instanceof Error ? cause.message : String(cause));
    super(attemptsText(attempts, raw));
    this.attempts = attempts;
    this.code = (this.decisive as { code?: unknown } | undefined)?.code;
  }

  /** The reason that says most: that of a server which replied, else the first one. */
  get decisive(): unknown {
    const replied = this.attempts.findLast(({ cause }) => sqlStateOf(cause) !== undefined);
    return (replied ?? this.attempts[0])?.cause;
  }
}

/** Whether the role or its login was rejected: it does not exist, may not log in, or may not do so with TLS or without. */
export function isLoginRejected(thrown: unknown): boolean {
  return sqlStateOf(thrown) === "28000";
}

const wrongLogins: ReadonlySet<string | undefined> = new Set(["28000", "28P01", "3D000", "42501"]);

/** Whether the login itself is wrong. As in Dapr's client, the hosts that follow are then not tried. */
export function isWrongLogin(thrown: unknown): boolean {
  return wrongLogins.has(sqlStateOf(thrown));
}

// A name may resolve to any number of addresses.
const attemptsShownMax = 8;

/** All attempts with their reasons, for a message. */
export function attemptsText(
  attempts: readonly PostgresConnectAttempt[],
  describe: (cause: unknown) => string,
): string {
  const [first] = attempts;
  if (attempts.length === 1 && first !== undefined) return `${describe(first.cause)} (${first.place})`;
  const shown = attempts.slice(0, attemptsShownMax).map(({ place, cause }) => `${place}: ${describe(cause)}`);
  const more = attempts.length > shown.length ? `; and ${attempts.length - shown.length} more` : "";
  return `no host of Postgres can be used: ${shown.join("; ")}${more}`;
}
