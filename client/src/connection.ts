// A connection to a sidecar, on the transport of this project or, if asked for,
// on @grpc/grpc-js, which is loaded only then.
import { createWireTransport, type Transport } from "@pillion/wire";
import { type ConnectionOptions, type ConnectionSettings, compileConnection } from "./client-options.ts";
import { LazyTransport } from "./lazy-transport.ts";

// Reconnecting is quick because the sidecar is near; what it costs is a refused connect a second.
const reconnectDelayMsMax = 1_000;

function buffer(pem: string | Uint8Array): string | Buffer {
  return typeof pem === "string" ? pem : Buffer.from(pem);
}

function wireTransport(settings: ConnectionSettings): Transport {
  const { ca, cert, key, serverName } = settings.tls ?? {};
  return createWireTransport({
    address: settings.address,
    requestBytesMax: settings.requestBytesMax,
    replyBytesMax: settings.replyBytesMax,
    keepaliveMs: settings.keepAliveMs,
    keepaliveTimeoutMs: settings.keepAliveTimeoutMs,
    reconnectDelayMsMax,
    ...(serverName !== undefined && { authority: serverName }),
    ...(settings.tls && {
      tls: {
        ...(ca !== undefined && { ca: buffer(ca) }),
        ...(cert !== undefined && { cert: buffer(cert) }),
        ...(key !== undefined && { key: buffer(key) }),
        ...(serverName !== undefined && { serverName }),
      },
    }),
  });
}

/** A connection to a sidecar, made when first needed. Throws `invalid` for a wrong option. */
export function connect(options: ConnectionOptions = {}): Transport {
  const settings = compileConnection(options);
  return settings.transport === "wire" ? wireTransport(settings) : new LazyTransport(settings);
}
