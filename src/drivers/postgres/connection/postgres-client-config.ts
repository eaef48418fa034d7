// A store's options as the configuration of a `pg` client: address, login, TLS
// and timeouts. The server's timeouts end before the client's, so that its reply,
// which proves the outcome, still arrives.
import { Client, type ClientConfig } from "pg";
import { isTlsUnavailable, sqlStateOf } from "../postgres-errors.ts";
import type { PostgresOptions } from "../postgres-options.ts";

// The maximum wait of one statement for a lock. Above the second after which the server looks for deadlocks: it then names
// the loser, which is run again.
const lockTimeoutMsMax = 1_200;

/** Timeouts of the server, in ms. */
export interface ServerTimeouts {
  readonly statementMs: number;
  /** Shorter than `statementMs`, because other statements wait behind the one that waits for a lock. */
  readonly lockMs: number;
}

/** The timeouts that the server is given. */
export function serverTimeouts({ timeoutMs }: PostgresOptions): ServerTimeouts {
  const statementMs = Math.max(500, timeoutMs - 500);
  return { statementMs, lockMs: Math.min(lockTimeoutMsMax, Math.floor(statementMs / 2)) };
}

/**
 * The configuration of every client. With the TLS modes `allow` and `prefer` the server decides about TLS: one connection is
 * made to find out, and closed again. Rejects with what `pg` throws if that fails.
 */
export async function negotiateConfig(options: PostgresOptions): Promise<ClientConfig> {
  const config = clientConfig(options);
  const { sslMode } = options;
  if (sslMode !== "allow" && sslMode !== "prefer") return config;
  const plain: ClientConfig = { ...config, ssl: false };
  const [first, second] = sslMode === "allow" ? [plain, config] : [config, plain];
  const client = new Client(first);
  client.on("error", () => undefined);
  try {
    await client.connect();
    return first;
  } catch (thrown) {
    if (isTlsDecision(thrown)) return second;
    throw thrown;
  } finally {
    client.end().catch(() => undefined);
  }
}

// The server has no TLS, or pg_hba.conf rejects connections of this user with TLS, or without.
function isTlsDecision(thrown: unknown): boolean {
  return isTlsUnavailable(thrown) || sqlStateOf(thrown) === "28000";
}

/** The server and the database that the options and the PG… variables lead to; without the login. */
export function postgresPlace(options: PostgresOptions): string {
  const { host, port, database } = new Client(clientConfig(options));
  const address = host.startsWith("/") ? host : `${host.includes(":") ? `[${host}]` : host}:${port}`;
  return `${database ?? "the database of the user"} at ${address}`;
}

function clientConfig(options: PostgresOptions): ClientConfig {
  const { connectionString, host, port, database, user, password, timeoutMs } = options;
  const { statementMs, lockMs } = serverTimeouts(options);
  return {
    ...(connectionString !== "" && { connectionString }),
    ...(host !== undefined && { host }),
    ...(port !== undefined && { port }),
    ...(database !== undefined && { database }),
    ...(user !== undefined && { user }),
    ...(password !== undefined && { password }),
    ssl: tlsConfig(options),
    application_name: "pillion",
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    connectionTimeoutMillis: options.connectTimeoutMs,
    query_timeout: timeoutMs,
    ...(!options.pgbouncer && {
      statement_timeout: statementMs,
      lock_timeout: lockMs,
      idle_in_transaction_session_timeout: timeoutMs,
    }),
  };
}

function tlsConfig(options: PostgresOptions): NonNullable<ClientConfig["ssl"]> {
  const { sslMode, sslRootCertificates, sslIdentity } = options;
  const pems = { ...(sslRootCertificates !== undefined && { ca: sslRootCertificates }), ...sslIdentity };
  switch (sslMode) {
    case "disable":
      return false;
    case "allow":
    case "prefer":
      return { ...pems, rejectUnauthorized: false };
    case "require":
      // As in libpq: if a certificate authority is given, the certificate is verified.
      if (sslRootCertificates === undefined) return { ...pems, rejectUnauthorized: false };
      return { ...pems, rejectUnauthorized: true, checkServerIdentity: () => undefined };
    case "verify-ca":
      return { ...pems, rejectUnauthorized: true, checkServerIdentity: () => undefined };
    case "verify-full":
      return { ...pems, rejectUnauthorized: true };
  }
}
