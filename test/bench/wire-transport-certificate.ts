// The certificate for wire-transport.mjs.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeAuthority, signCertificate } from "../wire/certificates.ts";

/** Creates a certificate for 127.0.0.1 and writes it to the folder. */
export function writeCertificate(folder: string): { certFile: string; keyFile: string } {
  const { cert, key } = signCertificate(makeAuthority("bench"), {
    name: "bench",
    altNames: ["IP:127.0.0.1"],
  });
  const certFile = join(folder, "cert.pem");
  const keyFile = join(folder, "key.pem");
  writeFileSync(certFile, cert);
  writeFileSync(keyFile, key, { mode: 0o600 });
  return { certFile, keyFile };
}
