// How the client library is set up, in one place. What holds: nothing is kept
// back while there is no connection, and nothing that had been sent is ever
// sent again by the library, since it may have been applied.
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

function placeOptions(options: RedisOptions, address: RedisAddress): ClientOptions {
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

/** A client that connects when told to, to an address or to the primary that the sentinels name. */
export function createClient(
  options: RedisOptions,
  address: RedisAddress,
  retryDelayMs: (attempt: number) => number,
): Redis {
  const settings: ClientOptions & { replyMapping: "legacy" } = {
    ...placeOptions(options, address),
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
    // The connection looks by itself whether the server is ready, and before that sends nothing.
    enableReadyCheck: false,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    autoResubscribe: false,
    maxRetriesPerRequest: 0,
    retryStrategy: retryDelayMs,
  };
  return new Redis(settings);
}
