// Sets up the client library, in one place. What always holds: the library
// queues nothing while there is no connection, and never sends a command again
// that it had sent, because that may have been applied.
import type { ConnectionOptions } from "node:tls";
import { type RedisOptions as ClientOptions, Redis } from "ioredis";
import type { RedisAddress, RedisOptions, RedisTls } from "../redis-options.ts";

function tlsOptions(tls: RedisTls): ConnectionOptions {
  return {
    rejectUnauthorized: tls.isVerified,
    minVersion: "TLSv1.2",
    ...(tls.ca !== undefined && { ca: tls.ca }),
    ...(tls.cert !== undefined && { cert: tls.cert }),
    ...(tls.key !== undefined && { key: tls.key }),
    ...(tls.serverName !== undefined && { servername: tls.serverName }),
  };
}

function addressOptions(options: RedisOptions, address: RedisAddress): ClientOptions {
  const tls = options.tls === undefined ? undefined : tlsOptions(options.tls);
  if (options.sentinel === undefined) return { ...address, ...(tls !== undefined && { tls }) };
  const { masterName, username, password } = options.sentinel;
  return {
    name: masterName,
    role: "master",
    sentinels: options.addresses.flatMap((sentinel) => ("host" in sentinel ? [sentinel] : [])),
    sentinelCommandTimeout: options.readTimeoutMs,
    ...(username !== undefined && { sentinelUsername: username }),
    ...(password !== undefined && { sentinelPassword: password }),
    ...(tls !== undefined && { tls, sentinelTLS: tls, enableTLSForSentinelMode: true }),
  };
}

/** A client that connects when `connect` is called, to an address or to the primary that the sentinels name. */
export function createClient(
  options: RedisOptions,
  address: RedisAddress,
  retryDelayMs: (attempt: number) => number,
): Redis {
  const settings: ClientOptions & { replyMapping: "legacy" } = {
    ...addressOptions(options, address),
    ...(options.username !== undefined && { username: options.username }),
    ...(options.password !== undefined && { password: options.password }),
    db: options.database,
    protocol: 2,
    replyMapping: "legacy",
    lazyConnect: true,
    connectionName: "pillion",
    disableClientInfo: true,
    connectTimeout: options.connectTimeoutMs,
    keepAlive: 10_000,
    // The connection checks by itself whether the server is ready, and sends nothing before that.
    enableReadyCheck: false,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    autoResubscribe: false,
    maxRetriesPerRequest: 0,
    retryStrategy: retryDelayMs,
  };
  return new Redis(settings);
}
