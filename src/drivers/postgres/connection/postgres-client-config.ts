// A store's options as the configuration of a `pg` client: address, login, TLS
// and timeouts. The server's timeouts end before the client's, so that its reply,
// which proves the outcome, still arrives.
import { Client, type ClientConfig } from "pg";
import { isTlsUnavailable, sqlStateOf } from "../postgres-errors.ts";
import type { PostgresOptions } from "../postgres-options.ts";
import type { SessionTimeouts } from "./postgres-session.ts";

// The maximum wait of one statement for a lock. Above the second after which the server looks for deadlocks: it then names
// the loser, which is run again.
const lockTimeoutMsMax = 1_200;

/**
 * The timeouts that the server is given. The one for locks is shorter than the one for statements, because other statements
 * wait behind the one that waits for a lock.
 */
export function serverTimeouts({ timeoutMs }: PostgresOptions): SessionTimeouts {
  const statementMs = Math.max(500, timeoutMs - 500);
  const lockMs = Math.min(lockTimeoutMsMax, Math.floor(statementMs / 2));
  return { statementMs, lockMs, idleInTransactionMs: timeoutMs };
}

/**
 * The configuration of every client. With the TLS modes `allow` and `prefer` the server decides about TLS: one or two
 * connections are made to find out, and closed again. Rejects with what `pg` throws if the server cannot be reached or
 * rejects the login either way.
 */
export async function negotiateConfig(options: PostgresOptions): Promise<ClientConfig> {
  const config = clientConfig(options);
  const { sslMode } = options;
  if (sslMode !== "allow" && sslMode !== "prefer") return config;
  const plain: ClientConfig = { ...config, ssl: false };
  const [first, second] = sslMode === "allow" ? [plain, config] : [config, plain];
  const error = await connectError(first);
  if (error === undefined) return first;
  if (isTlsUnavailable(error)) return second;
  if (!isLoginRejected(error)) throw error;
  // The role may also be missing or may not log in, so the other choice has to be tried before it is kept.
  const secondError = await connectError(second);
  if (secondError === undefined) return second;
  throw isTlsUnavailable(secondError) || isLoginRejected(secondError) ? error : secondError;
}

// Connects once. Returns what `pg` throws, or undefined if it succeeds.
async function connectError(config: ClientConfig): Promise<unknown> {
  const client = new Client(config);
  client.on("error", () => undefined);
  try {
    await client.connect();
    return undefined;
  } catch (thrown) {
    return thrown;
  } finally {
    client.end().catch(() => undefined);
  }
}

// pg_hba.conf rejects connections of this user with TLS, or without; or the role does not exist or may not log in.
function isLoginRejected(thrown: unknown): boolean {
  return sqlStateOf(thrown) === "28000";
}

/** The server and the database that the options and the PG… variables lead to; without the login. */
export function postgresPlace(options: PostgresOptions): string {
  const { host, port, database } = new Client(clientConfig(options));
  const address = host.startsWith("/") ? host : `${host.includes(":") ? `[${host}]` : host}:${port}`;
  return `${database ?? "the database of the user"} at ${address}`;
}

function clientConfig(options: PostgresOptions): ClientConfig {
  const { connectionString, host, port, database, user, password, timeoutMs } = options;
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
