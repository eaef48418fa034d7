// TLS of a server: 1.3 only, HTTP/2 only, and client certificates where asked
// for. Certificates are replaced while the server runs: connections that stand
// keep theirs, new ones get the new.
import type { SecureContextOptions, TlsOptions } from "node:tls";

/** A server's certificates. */
export interface ServerTls {
  /** The certificate chain, PEM. */
  readonly cert: string | Buffer;
  /** The private key, PEM. */
  readonly key: string | Buffer;
  /**
   * Authorities that sign client certificates, PEM. Where given, a client
   * without a certificate from one of them is not let in.
   */
  readonly clientCa?: string | Buffer;
}

/** What node:tls is told about the certificates, at the start and at every change. */
export function secureContext(tls: ServerTls): SecureContextOptions {
  return {
    cert: tls.cert,
    key: tls.key,
    // Said again at every change: a context without it would let older versions in.
    minVersion: "TLSv1.3",
    ...(tls.clientCa === undefined ? {} : { ca: tls.clientCa }),
  };
}

/** How a TLS server is made. */
export function tlsServerOptions(tls: ServerTls, handshakeMsMax: number): TlsOptions {
  const asksForCertificate = tls.clientCa !== undefined;
  return {
    ...secureContext(tls),
    ALPNProtocols: ["h2"],
    requestCert: asksForCertificate,
    rejectUnauthorized: asksForCertificate,
    handshakeTimeout: Math.min(handshakeMsMax, 2_147_483_647),
  };
}

/**
 * The names of a certificate as node:tls gives them, `URI:spiffe://…, DNS:…`,
 * one by one. A name that has a comma or a quote stands in quotes as JSON.
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
