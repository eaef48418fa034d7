// How connections are secured: the mode, trusted authorities, and the certificate
// of this side. Certificates are read from their files once, so that a problem
// with a file is found before anything is opened.
import { readFileSync } from "node:fs";
import { createSecureContext } from "node:tls";
import type { OptionReader } from "../../../driver-kit/option-reader.ts";

/**
 * How a connection is secured, in libpq's words (PostgreSQL documentation, 34.19 "SSL Support"): `allow` encrypts only if the
 * server rejects what is not encrypted, `prefer` encrypts if the server can, and both verify nothing; `require` always
 * encrypts, and verifies the authority if one is given; `verify-ca` verifies the authority, `verify-full` also the host name.
 */
export type SslMode = "disable" | "allow" | "prefer" | "require" | "verify-ca" | "verify-full";

/** A certificate with its chain, and its private key, in PEM. */
export interface SslIdentity {
  readonly cert: string;
  readonly key: string;
}

/** The checked options of TLS. */
export interface PostgresTlsOptions {
  /** Default: `prefer`, or `verify-full` if an authority is given. */
  readonly sslMode: SslMode;
  /** The certificates of trusted authorities, in PEM; undefined: those of the system. */
  readonly sslRootCertificates: string | undefined;
  /** What is presented to a server that requests a client certificate; undefined: nothing. */
  readonly sslIdentity: SslIdentity | undefined;
}

interface PemKind {
  readonly name: string;
  readonly pattern: RegExp;
}

// The value of sslrootcert for the system's certificate authorities.
const systemAuthorities = "system";

type Report = (description: string) => void;

const sslModes: readonly SslMode[] = ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"];
const certificate: PemKind = { name: "certificate", pattern: /-----BEGIN CERTIFICATE-----/ };
const privateKey: PemKind = { name: "private key", pattern: /-----BEGIN ([A-Z]+ )?PRIVATE KEY-----/ };

/** Reads the options of TLS and the parameters of the connection string; an option takes precedence. */
export function readTlsOptions(
  reader: OptionReader,
  parameters: ReadonlyMap<string, string>,
): PostgresTlsOptions {
  const file = reader.text("sslRootCert", parameters.get("sslrootcert") ?? "");
  const modeDefault = parameters.get("sslmode") ?? (file === "" ? "prefer" : "verify-full");
  const mode = reader.text("sslMode", modeDefault);
  const sslMode = sslModes.find((known) => known === mode);
  if (sslMode === undefined) reader.violation("sslMode", `must be one of ${sslModes.join(", ")}`);
  const report: Report = (description) => reader.violation("sslRootCert", description);
  const isSystem = file === systemAuthorities;
  return {
    // As in pgx: with the authorities of the system any weaker mode would accept every public certificate.
    sslMode: isSystem ? "verify-full" : (sslMode ?? "verify-full"),
    sslRootCertificates: file === "" || isSystem ? undefined : readPem(file, certificate, report),
    sslIdentity: readIdentity(
      parameters.get("sslcert") ?? "",
      parameters.get("sslkey") ?? "",
      (description) => reader.violation("connectionString", description),
    ),
  };
}

function readIdentity(certFile: string, keyFile: string, report: Report): SslIdentity | undefined {
  if (certFile === "" && keyFile === "") return undefined;
  if (certFile === "" || keyFile === "") {
    const [given, missing] = certFile === "" ? ["sslkey", "sslcert"] : ["sslcert", "sslkey"];
    report(`${given} is given without ${missing}`);
    return undefined;
  }
  const cert = readPem(certFile, certificate, (description) => report(`sslcert: ${description}`));
  const key = readPem(keyFile, privateKey, (description) => report(`sslkey: ${description}`));
  if (cert === undefined || key === undefined) return undefined;
  try {
    createSecureContext({ cert, key });
    return { cert, key };
  } catch {
    report("sslcert and sslkey do not match, or one of them is damaged or encrypted");
    return undefined;
  }
}

function readPem(file: string, { name, pattern }: PemKind, report: Report): string | undefined {
  try {
    const pem = readFileSync(file, "utf8");
    if (pattern.test(pem)) return pem;
    report(`the file has no ${name} in PEM`);
  } catch {
    report("the file cannot be read");
  }
  return undefined;
}
