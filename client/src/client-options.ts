// What a client can be told, with defaults, and its checked form. Options are
// checked once, when the client is made; a wrong one is an error that names it.
import type { Transport } from "@pillion/wire";
import { type Environment, resolveAddress } from "./address.ts";
import { type Clock, systemClock } from "./clock.ts";
import { invalidArgument } from "./state-error.ts";

/** How to trust the sidecar, and how to be trusted by it. Texts are PEM. */
export interface TlsOptions {
  /** Certificates to trust. Default: those that Node trusts. */
  readonly ca?: string | Uint8Array;
  /** This application's certificate chain, for a sidecar that asks for one; needs `key`. */
  readonly cert?: string | Uint8Array;
  /** The private key of `cert`. */
  readonly key?: string | Uint8Array;
  /** The name that the sidecar's certificate must have. Default: the host of the address. */
  readonly serverName?: string;
}

/** How to reach a sidecar; what the built-in transport is made of. */
export interface ConnectionOptions {
  /** `host:port`, `[ipv6]:port` or `unix:/path`. Default: see `resolveAddress`. */
  readonly address?: string;
  /** TLS instead of plain text. `true` is `{}`. Default: plain text. */
  readonly tls?: boolean | TlsOptions;
  /** Largest request in bytes; a larger one is `too-large` and never sent. Default: 4 MiB, as the sidecar's. */
  readonly requestBytesMax?: number;
  /** Largest reply in bytes. Default: 64 MiB. */
  readonly replyBytesMax?: number;
  /** How often a connection with calls under way is probed, in ms. Default: 30 000. */
  readonly keepAliveMs?: number;
  /** How long a probe may stay unanswered before the connection is given up, in ms. Default: 10 000. */
  readonly keepAliveTimeoutMs?: number;
  /** Where to look for an address that was not given. Default: `process.env`. */
  readonly environment?: Environment;
}

/** What a client can be told. Everything has a default. */
export interface ClientOptions extends ConnectionOptions {
  /** The store that calls are for when they do not say. Default: `""`, the only store of the sidecar. */
  readonly store?: string;
  /** Presented to a sidecar that asks for one, as `dapr-api-token`. Default: `DAPR_API_TOKEN`; if that is empty, none. */
  readonly token?: string;
  /** How long a call may take when it does not say, in ms. Default: 5 000. A watch has no limit by default. */
  readonly timeoutMs?: number;
  /** How often a read that was never sent is tried again. Default: 2. Writes are never repeated. */
  readonly readRetries?: number;
  /** A transport of one's own; then no option of the connection may be given. The client closes it. */
  readonly transport?: Transport;
  /** Default: this machine's clocks. */
  readonly clock?: Clock;
  /** A number in [0, 1), for jitter. Default: `Math.random`. */
  readonly random?: () => number;
}

/** A connection's options, checked and complete. */
export interface ConnectionSettings {
  readonly address: string;
  readonly tls: TlsOptions | undefined;
  readonly requestBytesMax: number;
  readonly replyBytesMax: number;
  readonly keepAliveMs: number;
  readonly keepAliveTimeoutMs: number;
}

/** A client's options besides its transport, checked and complete. */
export interface ClientSettings {
  readonly store: string;
  readonly token: string | undefined;
  readonly timeoutMs: number;
  readonly readRetries: number;
  readonly clock: Clock;
  readonly random: () => number;
}

const connectionNames: ReadonlySet<string> = new Set<keyof ConnectionOptions>([
  "address",
  "tls",
  "requestBytesMax",
  "replyBytesMax",
  "keepAliveMs",
  "keepAliveTimeoutMs",
  "environment",
]);

const clientNames: ReadonlySet<string> = new Set<keyof ClientOptions>([
  "store",
  "token",
  "timeoutMs",
  "readRetries",
  "transport",
  "clock",
  "random",
]);

/** Longest time that a timer of Node can wait, in ms: about 24.8 days. */
export const timeoutMsMax = 2 ** 31 - 1;

/** The number if it is whole and within bounds; throws `invalid`, naming field and bounds, if not. */
export function wholeNumber(value: number, field: string, min: number, max: number): number {
  if (Number.isSafeInteger(value) && value >= min && value <= max) return value;
  throw invalidArgument(field, `must be a whole number from ${min} to ${max}, not ${value}`);
}

function checkTls(tls: boolean | TlsOptions | undefined): TlsOptions | undefined {
  if (tls === undefined || tls === false) return undefined;
  if (tls === true) return {};
  if ((tls.cert === undefined) !== (tls.key === undefined))
    throw invalidArgument("tls.cert, tls.key", "must be given together");
  return tls;
}

// A faulty token is named and not shown.
function checkToken({ token, environment = process.env }: ClientOptions): string | undefined {
  const given = token ?? environment.DAPR_API_TOKEN;
  if (!given && token === undefined) return undefined;
  if (given !== undefined && /^[\x21-\x7e]+$/.test(given)) return given;
  throw invalidArgument(
    token === undefined ? "DAPR_API_TOKEN" : "token",
    "must be one or more visible ASCII characters",
  );
}

/** Checks the options of a connection. */
export function compileConnection(options: ConnectionOptions): ConnectionSettings {
  const bytesMax = 2 ** 31 - 1;
  return {
    address: resolveAddress(options.address, options.environment ?? process.env),
    tls: checkTls(options.tls),
    requestBytesMax: wholeNumber(options.requestBytesMax ?? 4 << 20, "requestBytesMax", 1, bytesMax),
    replyBytesMax: wholeNumber(options.replyBytesMax ?? 64 << 20, "replyBytesMax", 1, bytesMax),
    keepAliveMs: wholeNumber(options.keepAliveMs ?? 30_000, "keepAliveMs", 1_000, timeoutMsMax),
    keepAliveTimeoutMs: wholeNumber(
      options.keepAliveTimeoutMs ?? 10_000,
      "keepAliveTimeoutMs",
      100,
      timeoutMsMax,
    ),
  };
}

/** Checks the names of all options, and the values of those that are not the connection's. */
export function compileClient(options: ClientOptions): ClientSettings {
  for (const name of Object.keys(options)) {
    if (!connectionNames.has(name) && !clientNames.has(name))
      throw invalidArgument(name, "is not an option of the client");
    if (options.transport && connectionNames.has(name))
      throw invalidArgument(name, "has no effect on a transport of your own; leave it out");
  }
  return {
    store: options.store ?? "",
    token: checkToken(options),
    timeoutMs: wholeNumber(options.timeoutMs ?? 5_000, "timeoutMs", 1, timeoutMsMax),
    readRetries: wholeNumber(options.readRetries ?? 2, "readRetries", 0, 10),
    clock: options.clock ?? systemClock,
    random: options.random ?? Math.random,
  };
}
