// A connection to a sidecar, on the transport of this project. The one on
// @grpc/grpc-js has an entry of its own, so that nobody needs that package who
// does not ask for it.
import { createWireTransport, type Transport } from "@pillion/wire";
import { type ConnectionOptions, compileConnection } from "./client-options.ts";

// Reconnecting is quick because the sidecar is near; what it costs is a refused connect a second.
const reconnectDelayMsMax = 1_000;

function buffer(pem: string | Uint8Array): string | Buffer {
  return typeof pem === "string" ? pem : Buffer.from(pem);
}

/** A connection to a sidecar, made when first needed. Throws `invalid` for a wrong option. */
export function connect(options: ConnectionOptions = {}): Transport {
  const settings = compileConnection(options);
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
