// A connection to a sidecar over the transport of this project, @pillion/wire.
// The transport over @grpc/grpc-js has a separate entry point, so that programs
// that do not use it do not need that package.
import { createWireTransport, type Transport } from "@pillion/wire";
import { type ConnectionOptions, compileConnection } from "./client-options.ts";

// Short, because the sidecar is local; the cost is one refused connection per second during an outage.
const reconnectDelayMsMax = 1_000;

function buffer(pem: string | Uint8Array): string | Buffer {
  return typeof pem === "string" ? pem : Buffer.from(pem);
}

/** A connection to a sidecar, opened by the first call. Throws `invalid` for an invalid option. */
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
