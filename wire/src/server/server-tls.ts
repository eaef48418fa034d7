// TLS of a server: version 1.3 and HTTP/2 only, with client certificates where
// configured. Certificates can be replaced while the server runs: open
// connections keep theirs, new ones use the new certificates.

import type { SecureContextOptions, TlsOptions } from "node:tls";
import { timerMsMax } from "../grpc/deadline-timer.ts";

/** A server's certificates. */
export interface ServerTls {
  /** The certificate chain, PEM. */
  readonly cert: string | Buffer;
  /** The private key, PEM. */
  readonly key: string | Buffer;
  /**
   * The certificate authorities of clients, PEM. If set, a client without a
   * certificate from one of them is rejected.
   */
  readonly clientCa?: string | Buffer;
}

/** The node:tls options for the certificates, at the start and at every change. */
export function secureContext(tls: ServerTls): SecureContextOptions {
  return {
    cert: tls.cert,
    key: tls.key,
    // Repeated at every change: a context without it would allow older versions.
    minVersion: "TLSv1.3",
    ...(tls.clientCa === undefined ? {} : { ca: tls.clientCa }),
  };
}

/** The node:tls options of a server. */
export function tlsServerOptions(tls: ServerTls, handshakeMsMax: number): TlsOptions {
  const needsCertificate = tls.clientCa !== undefined;
  return {
    ...secureContext(tls),
    ALPNProtocols: ["h2"],
    requestCert: needsCertificate,
    rejectUnauthorized: needsCertificate,
    handshakeTimeout: Math.min(handshakeMsMax, timerMsMax),
  };
}

/**
 * Splits the alternative names of a certificate as node:tls returns them,
 * `URI:spiffe://…, DNS:…`. A name with a comma or a quote is quoted as JSON there.
 */
export function readAltNames(text: string | undefined): string[] {
  const names: string[] = [];
  for (const [name] of (text ?? "").matchAll(/(?:"(?:[^"\\]|\\.)*"|[^",])+/g)) {
    const trimmed = name.trim();
    const quoted = /^([^:"]+:)("(?:[^"\\]|\\.)*")$/.exec(trimmed);
    names.push(quoted === null ? trimmed : `${quoted[1]}${String(JSON.parse(quoted[2] as string))}`);
  }
  return names;
}
