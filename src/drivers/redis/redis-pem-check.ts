// Whether the certificates and the key of a Redis store can be used, found out when
// the options are checked. Pure.
import { X509Certificate } from "node:crypto";
import { createSecureContext } from "node:tls";

/** Certificates and the key, in PEM. */
export interface RedisPems {
  readonly ca: string | undefined;
  readonly cert: string | undefined;
  readonly key: string | undefined;
}

/** Calls `report` with the option and the reason of each one that cannot be used. */
export function checkPems(
  { ca, cert, key }: RedisPems,
  report: (name: string, reason: string) => void,
): void {
  if (ca !== undefined && !/-----BEGIN CERTIFICATE-----/.test(ca))
    report("caCert", "has no certificate in PEM");
  else if (ca !== undefined && !isCertificate(ca)) report("caCert", "has a damaged certificate");
  if (cert !== undefined && key !== undefined && !isUsable({ cert, key }))
    report("clientCert", "does not match clientKey, or one of the two is damaged or encrypted");
}

// The first one of a bundle. TLS itself passes over what it cannot read.
function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0;
  } catch {
    return false;
  }
}

function isUsable(pems: Readonly<Record<string, string>>): boolean {
  try {
    createSecureContext(pems);
    return true;
  } catch {
    return false;
  }
}
