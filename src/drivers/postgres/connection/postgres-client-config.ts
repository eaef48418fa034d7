// A store's options as the configuration of a `pg` client, except for what depends
// on the host. The server's timeouts end before the client's, so that its reply,
// which proves the outcome, still arrives.
import type { ClientConfig } from "pg";
import { placeOf } from "../../../driver-kit/tcp-connect.ts";
import type { PostgresOptions } from "../postgres-options.ts";
import { isSocketFolder } from "./postgres-hosts.ts";
import type { SessionTimeouts } from "./postgres-session.ts";

// The maximum wait of one statement for a lock. Above the second after which the server looks for deadlocks: it then names
// the loser, which is run again.
const lockTimeoutMsMax = 1_200;

// The maximum time between two statements of a transaction: a session whose client the server cannot see any more must not
// keep its locks. This process sends them at once.
const idleInTransactionMsMax = 2_000;

/**
 * The timeouts that the server is given. The one for locks is shorter than the one for statements, because other statements
 * wait behind the one that waits for a lock.
 */
export function serverTimeouts({ timeoutMs }: PostgresOptions): SessionTimeouts {
  const statementMs = Math.max(500, timeoutMs - 500);
  const lockMs = Math.min(lockTimeoutMsMax, Math.floor(statementMs / 2));
  return { statementMs, lockMs, idleInTransactionMs: Math.min(timeoutMs, idleInTransactionMsMax) };
}

/** The hosts and the database that the options lead to, without the login. */
export function postgresPlace({ hosts, database }: PostgresOptions): string {
  const places = hosts.map(({ name, port }) => (isSocketFolder(name) ? name : placeOf(name, port)));
  return `${database} at ${places.join(", ")}`;
}

/** The configuration of every client. */
export function clientConfig(options: PostgresOptions): ClientConfig {
  return {
    application_name: options.applicationName,
    ...(options.serverOptions !== "" && { options: options.serverOptions }),
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    connectionTimeoutMillis: options.connectTimeoutMs,
    query_timeout: options.timeoutMs,
  };
}
