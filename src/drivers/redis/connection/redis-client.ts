// Sets up the client library, in one place. What always holds: the library
// queues nothing while there is no connection, and never sends a command again
// that it had sent, because that may have been applied.
import { Socket } from "node:net";
import { type ConnectionOptions, createSecureContext, type SecureContext } from "node:tls";
import { AbstractConnector, type RedisOptions as ClientOptions, Redis } from "ioredis";
import { ConnectFailure } from "../redis-errors.ts";
import type { RedisAddress, RedisOptions, RedisTls } from "../redis-options.ts";
import { openSocket } from "./redis-socket.ts";

/** Returns the address for one attempt to connect. */
export type Locate = () => Promise<RedisAddress>;

type ClientSettings = ClientOptions & { replyMapping: "legacy" };

// How long a socket may take to end before it is destroyed, in ms.
const disconnectMsMax = 2000;

// Made once per store: it may hold all authorities of the system.
const contexts = new WeakMap<RedisTls, SecureContext>();

function contextOf(tls: RedisTls): SecureContext {
  const made = contexts.get(tls);
  if (made !== undefined) return made;
  const context = createSecureContext({
    minVersion: "TLSv1.2",
    ...(tls.ca !== undefined && { ca: [tls.ca].flat() }),
    ...(tls.cert !== undefined && { cert: tls.cert }),
    ...(tls.key !== undefined && { key: tls.key }),
  });
  contexts.set(tls, context);
  return context;
}

function tlsOptions(tls: RedisTls): ConnectionOptions {
  return {
    rejectUnauthorized: tls.isVerified,
    secureContext: contextOf(tls),
    ...(tls.serverName !== undefined && { servername: tls.serverName }),
  };
}

/** The same target, which reports every address that it leads to. */
export function reportingTarget(
  target: RedisAddress | Locate,
  report: (address: RedisAddress) => void,
): RedisAddress | Locate {
  if (typeof target !== "function") {
    report(target);
    return target;
  }
  return async () => {
    const address = await target();
    report(address);
    return address;
  };
}

/**
 * Connects to the address that `locate` returns, which is called again for each attempt. The library gets a socket that is
 * ready, or one that has ended; then `firstError` is the reason.
 */
function connectorOf(
  locate: Locate,
  tls: ConnectionOptions | undefined,
  timeoutMs: number,
): new () => AbstractConnector {
  return class extends AbstractConnector {
    #abort = new AbortController();

    constructor() {
      super(disconnectMsMax);
    }

    async connect() {
      this.connecting = true;
      this.#abort = new AbortController();
      const { signal } = this.#abort;
      const address = await locate();
      const stream = await openSocket(address, tls, timeoutMs, signal).catch((cause: Error) => {
        this.firstError = cause;
        return new Socket().destroy();
      });
      if (!this.connecting) {
        stream.destroy();
        throw new ConnectFailure("closed");
      }
      this.stream = stream;
      stream.once("error", (error: Error) => {
        this.firstError = error;
      });
      return stream;
    }

    override disconnect(): void {
      super.disconnect();
      this.#abort.abort();
    }
  };
}

function settingsOf(
  options: RedisOptions,
  target: RedisAddress | Locate,
  retryDelayMs: ((attempt: number) => number) | null,
): ClientSettings {
  const tls = options.tls === undefined ? undefined : tlsOptions(options.tls);
  return {
    ...(typeof target !== "function" && target),
    Connector: connectorOf(
      typeof target === "function" ? target : async () => target,
      tls,
      options.connectTimeoutMs,
    ),
    ...(tls !== undefined && { tls }),
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
}

/** A client that connects when `connect` is called, to an address or to the one that a function returns at each attempt. */
export function createClient(
  options: RedisOptions,
  target: RedisAddress | Locate,
  retryDelayMs: (attempt: number) => number,
): Redis {
  return new Redis({
    ...settingsOf(options, target, retryDelayMs),
    ...(options.username !== undefined && { username: options.username }),
    ...(options.password !== undefined && { password: options.password }),
    db: options.database,
  });
}

/** A client for one sentinel, that connects when `connect` is called. `retryDelayMs`: null for a single attempt. */
export function createSentinelClient(
  options: RedisOptions,
  address: RedisAddress,
  retryDelayMs: ((attempt: number) => number) | null,
): Redis {
  const { username, password } = options.sentinel ?? {};
  const client = new Redis({
    ...settingsOf(options, address, retryDelayMs),
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
    commandTimeout: options.readTimeoutMs,
  });
  // Commands and `connect` report failures by rejecting.
  client.on("error", () => {});
  return client;
}
