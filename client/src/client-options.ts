// The options of a client, their defaults and their checked form. Options are
// checked once, when the client is created; an error names the invalid option.
import type { Transport } from "@pillion/wire";
import { type Environment, resolveAddress } from "./address.ts";
import { type Clock, systemClock } from "./clock.ts";
import { invalidArgument, type StateError } from "./state-error.ts";
import {
  checkFunction,
  checkNames,
  checkObject,
  checkString,
  checkText,
  guarded,
  timeoutMsMax,
  typeText,
  wholeNumber,
} from "./value-checks.ts";

/** How to verify the sidecar's certificate, and the client's own certificate. All texts are PEM. */
export interface TlsOptions {
  /** Certificate authorities to trust. Default: Node's. */
  readonly ca?: string | Uint8Array;
  /** This application's certificate chain, for a sidecar that requires one; needs `key`. */
  readonly cert?: string | Uint8Array;
  /** The private key of `cert`. */
  readonly key?: string | Uint8Array;
  /** The name that the sidecar's certificate must have. Default: the host of the address. */
  readonly serverName?: string;
}

/** The options of a connection to a sidecar. */
export interface ConnectionOptions {
  /** `host:port`, `[ipv6]:port` or `unix:/path`. Default: see `resolveAddress`. */
  readonly address?: string;
  /** Whether and how to use TLS; `true` means `{}`. Default: plain text. */
  readonly tls?: boolean | TlsOptions;
  /** The maximum size of a request, in bytes; a larger one fails with `too-large` and is not sent. Default: 4 MiB, as in the sidecar. */
  readonly requestBytesMax?: number;
  /** The maximum size of a reply, in bytes. Default: 64 MiB. */
  readonly replyBytesMax?: number;
  /** How often a connection with calls in flight is probed, in ms. Default: 30 000. */
  readonly keepAliveMs?: number;
  /** How long to wait for the reply to a probe before the connection is closed, in ms. Default: 10 000. */
  readonly keepAliveTimeoutMs?: number;
  /** The environment variables for options that are not given. Default: `process.env`. */
  readonly environment?: Environment;
}

/** Creates a transport from the options of a connection. */
export type TransportFactory = (options: ConnectionOptions) => Transport;

/** The options of a client. All have defaults. */
export interface ClientOptions extends ConnectionOptions {
  /** The store of calls that do not name one. Default: `""`, the only store of the sidecar. */
  readonly store?: string;
  /** The API token, sent as `dapr-api-token`. Default: the variable `DAPR_API_TOKEN`; none if that is empty. */
  readonly token?: string;
  /** How long a call may take, in ms, unless the call sets its own. Default: 5 000. A watch has no limit by default. */
  readonly timeoutMs?: number;
  /** How often a read is retried if nothing of it was sent: 0 to 10. Default: 2. Writes are never retried. */
  readonly readRetries?: number;
  /**
   * A function that creates a transport from the options of the connection, such as `grpcJsTransport`, or a transport
   * that exists already; then no option of the connection may be given. `close` closes it. Default: `connect`.
   */
  readonly transport?: TransportFactory | Transport;
  /** The clocks. Default: this machine's. */
  readonly clock?: Clock;
  /** Returns a number in [0, 1), for the jitter of retries. Default: `Math.random`. */
  readonly random?: () => number;
}

/** The options of a connection, checked and with defaults. */
export interface ConnectionSettings {
  readonly address: string;
  readonly tls: TlsOptions | undefined;
  readonly requestBytesMax: number;
  readonly replyBytesMax: number;
  readonly keepAliveMs: number;
  readonly keepAliveTimeoutMs: number;
}

/** The options of a client except its transport, checked and with defaults. */
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

const tlsNames: ReadonlySet<string> = new Set<keyof TlsOptions>(["ca", "cert", "key", "serverName"]);

function checkPem(value: unknown, field: string): void {
  if (value === undefined || value instanceof Uint8Array) return;
  if (typeof value !== "string" || value === "")
    throw invalidArgument(field, `must be PEM text or its bytes, not ${typeText(value)}`);
}

function checkTls(tls: boolean | TlsOptions | undefined): TlsOptions | undefined {
  if (tls === undefined || tls === false) return undefined;
  if (tls === true) return {};
  checkObject(tls, "tls", " such as { ca }, or true for Node's certificate authorities, or false");
  checkNames(tls, tlsNames, "tls.");
  for (const name of ["ca", "cert", "key"] as const) checkPem(tls[name], `tls.${name}`);
  if (tls.serverName !== undefined) checkText(tls.serverName, "tls.serverName");
  if ((tls.cert === undefined) !== (tls.key === undefined))
    throw invalidArgument("tls.cert, tls.key", "must be given together");
  return tls;
}

// The error names the source of an invalid token, but does not contain the token.
function checkToken(options: ClientOptions): string | undefined {
  const { token } = options;
  const environment = environmentOf(options);
  const value = token ?? environment.DAPR_API_TOKEN;
  if (!value && token === undefined) return undefined;
  if (typeof value === "string" && /^[\x21-\x7e]+$/.test(value)) return value;
  throw invalidArgument(
    token === undefined ? "DAPR_API_TOKEN" : "token",
    "must be one or more visible ASCII characters",
  );
}

/** Checks the options of a connection. Throws StateError only. */
export const compileConnection = guarded((options: ConnectionOptions): ConnectionSettings => {
  checkObject(options, "options", ' such as { address: "127.0.0.1:50001" }');
  checkNames(options, connectionNames);
  const bytesMax = 2 ** 31 - 1;
  return {
    address: resolveAddress(options.address, environmentOf(options)),
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
});

function environmentOf({ environment = process.env }: ConnectionOptions): Environment {
  checkObject(environment, "environment");
  return environment;
}

/** The options of the connection among those of a client. */
export function connectionOptionsOf(options: ClientOptions): ConnectionOptions {
  const given = Object.entries(options).filter(([name]) => connectionNames.has(name));
  return Object.fromEntries(given) as ConnectionOptions;
}

const allNames: ReadonlySet<string> = new Set([...connectionNames, ...clientNames]);

/**
 * Checks the names of all options, and the values of those that are not options of the connection. Throws StateError
 * only.
 */
export const compileClient = guarded((options: ClientOptions): ClientSettings => {
  checkObject(options, "options", ' such as { address: "127.0.0.1:50001" }');
  checkNames(options, allNames);
  const { store = "", clock = systemClock, random = Math.random, transport } = options;
  if (typeof transport === "object" && transport !== null)
    for (const name of connectionNames) {
      if (options[name as keyof ConnectionOptions] !== undefined)
        throw invalidArgument(
          name,
          "has no effect when transport is an object; remove it, or pass a function as transport",
        );
    }
  else if (transport !== undefined && typeof transport !== "function") throw transportError(transport);
  checkString(store, "store");
  checkObject(clock, "clock");
  checkFunction(clock.now, "clock.now");
  checkFunction(clock.monotonic, "clock.monotonic");
  checkFunction(random, "random");
  return {
    store,
    token: checkToken(options),
    timeoutMs: wholeNumber(options.timeoutMs ?? 5_000, "timeoutMs", 1, timeoutMsMax),
    readRetries: wholeNumber(options.readRetries ?? 2, "readRetries", 0, 10),
    clock,
    random,
  };
});

function transportError(transport: unknown): StateError {
  const expected = "must be a function such as grpcJsTransport of @pillion/client/grpc-js, or a transport";
  return invalidArgument(
    "transport",
    `${expected}, not ${typeText(transport)}; leave it out for the default`,
  );
}

/** Throws `invalid` if this is not a transport: an object with the methods unary, stream and close. */
export function checkTransport(transport: unknown): void {
  const { unary, stream, close } = (transport ?? {}) as Partial<Transport>;
  if ([unary, stream, close].every((method) => typeof method === "function")) return;
  throw invalidArgument(
    "transport",
    `must be or return a transport, an object with the methods unary, stream and close, not ${typeText(transport)}`,
  );
}
