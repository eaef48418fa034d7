// How connections are secured: the mode, trusted authorities, and the certificate
// of this side. Certificates are read from their files once, so that a problem
// with a file is found before anything is opened.
import { readFileSync } from "node:fs";
import { createSecureContext, type SecureVersion } from "node:tls";
import type { OptionReader } from "../../../driver-kit/option-reader.ts";
import { type AuthorityPlaces, systemAuthorities } from "../../../driver-kit/system-authorities.ts";
import type { Parameters } from "./postgres-connection-string.ts";
import type { ReportParameter } from "./postgres-hosts.ts";

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
  /** The certificates of trusted authorities, in PEM; undefined: those of the system, if the mode verifies them. */
  readonly sslRootCertificates: string | readonly string[] | undefined;
  /** What is presented to a server that requests a client certificate; undefined: nothing. */
  readonly sslIdentity: SslIdentity | undefined;
  /** Whether the name of the host is sent in the handshake. Default: true. */
  readonly sendsServerName: boolean;
  /** Default: TLS 1.2. */
  readonly tlsVersionMin: SecureVersion;
  /** Undefined: no limit. */
  readonly tlsVersionMax: SecureVersion | undefined;
}

interface PemKind {
  readonly name: string;
  readonly pattern: RegExp;
}

// The value of sslrootcert for the system's certificate authorities.
const systemRoots = "system";

type Report = (description: string) => void;

const tlsVersions = ["TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3"] as const;
const sslModes: readonly SslMode[] = ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"];
const certificate: PemKind = { name: "certificate", pattern: /-----BEGIN CERTIFICATE-----/ };
const privateKey: PemKind = { name: "private key", pattern: /-----BEGIN ([A-Z]+ )?PRIVATE KEY-----/ };

/**
 * Reads the options of TLS and the parameters; an option takes precedence. `homeFiles` has the files that count if no other
 * is given; an authority there does not change the default of the mode, as in libpq.
 */
export function readTlsOptions(
  reader: OptionReader,
  parameters: Parameters,
  homeFiles: Parameters,
  report: ReportParameter,
): PostgresTlsOptions {
  const given = reader.text("sslRootCert", parameters.get("sslrootcert") ?? "");
  const modeDefault = parameters.get("sslmode") ?? (given === "" ? "prefer" : "verify-full");
  const mode = reader.text("sslMode", modeDefault);
  const sslMode = sslModes.find((known) => known === mode);
  if (sslMode === undefined) reportMode(reader, report);
  const isSystem = given === systemRoots;
  const file = given || (homeFiles.get("sslrootcert") ?? "");
  const reportRoot: Report = (description) =>
    reader.raw("sslRootCert") === undefined
      ? report("sslrootcert", description)
      : reader.violation("sslRootCert", description);
  const certGiven = parameters.get("sslcert") || parameters.get("sslkey");
  const own = certGiven ? parameters : homeFiles;
  return {
    // As in pgx: with the authorities of the system any weaker mode would accept every public certificate.
    sslMode: isSystem ? "verify-full" : (sslMode ?? "verify-full"),
    sslRootCertificates: file === "" || isSystem ? undefined : readPem(file, certificate, reportRoot),
    sslIdentity: readIdentity(own.get("sslcert") ?? "", own.get("sslkey") ?? "", report),
    sendsServerName: parameters.get("sslsni") !== "0",
    tlsVersionMin: readVersion("ssl_min_protocol_version", parameters, report) ?? "TLSv1.2",
    tlsVersionMax: readVersion("ssl_max_protocol_version", parameters, report),
  };
}

// The mode is reported where it is given.
function reportMode(reader: OptionReader, report: ReportParameter): void {
  const description = `must be one of ${sslModes.join(", ")}`;
  if (reader.raw("sslMode") === undefined) report("sslmode", description);
  else reader.violation("sslMode", description);
}

function readVersion(
  name: string,
  parameters: Parameters,
  report: ReportParameter,
): SecureVersion | undefined {
  const given = parameters.get(name);
  const version = tlsVersions.find((known) => known.toLowerCase() === given?.toLowerCase());
  if (given && version === undefined) report(name, `must be one of ${tlsVersions.join(", ")}`);
  return version;
}

function readIdentity(certFile: string, keyFile: string, report: ReportParameter): SslIdentity | undefined {
  if (certFile === "" && keyFile === "") return undefined;
  if (certFile === "" || keyFile === "") {
    const [given, missing] = certFile === "" ? ["sslkey", "sslcert"] : ["sslcert", "sslkey"];
    report(given, `is given without ${missing}`);
    return undefined;
  }
  const cert = readPem(certFile, certificate, (description) => report("sslcert", description));
  const key = readPem(keyFile, privateKey, (description) => report("sslkey", description));
  if (cert === undefined || key === undefined) return undefined;
  try {
    createSecureContext({ cert, key });
    return { cert, key };
  } catch {
    report("sslcert", "does not match sslkey, or one of the two is damaged or encrypted");
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

/** The options with the authorities of the system, if connections are verified and no authority is given. */
export async function withSystemAuthorities<Options extends PostgresTlsOptions>(
  options: Options,
  places: AuthorityPlaces,
  warn: (message: string) => void,
): Promise<Options> {
  const { sslMode, sslRootCertificates } = options;
  const isVerified = sslMode === "verify-ca" || sslMode === "verify-full";
  if (!isVerified || sslRootCertificates !== undefined) return options;
  return { ...options, sslRootCertificates: await systemAuthorities(places, warn) };
}
