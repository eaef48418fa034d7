// Certificates for tests, generated on demand: an authority and what it signs
// (X.509 v3, RFC 5280, DER encoded by hand; P-256 keys). No file and no
// other program is needed.
import { createPrivateKey, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";

/** A certificate and its key, PEM. */
export interface TestCertificate {
  readonly cert: string;
  readonly key: string;
}

/** A signing authority. */
export interface TestAuthority extends TestCertificate {
  readonly name: string;
}

/** The contents of a certificate. */
export interface CertificateRequest {
  readonly name: string;
  /** Alternative names: `DNS:…`, `URI:…` or `IP:1.2.3.4`. */
  readonly altNames?: readonly string[];
  /** Validity from now, in ms; negative for an expired certificate. Default: a day. */
  readonly lifeMs?: number;
}

/** Creates an authority with its own key. */
export function makeAuthority(name: string): TestAuthority {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const cert = certificate({ name }, publicKey, name, privateKey, true);
  return { name, cert, key: pem(privateKey) };
}

/** Creates a certificate signed by the authority. */
export function signCertificate(authority: TestAuthority, request: CertificateRequest): TestCertificate {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const cert = certificate(request, publicKey, authority.name, createPrivateKey(authority.key), false);
  return { cert, key: pem(privateKey) };
}

function pem(key: KeyObject): string {
  return key.export({ type: "pkcs8", format: "pem" }).toString();
}

function certificate(
  request: CertificateRequest,
  publicKey: KeyObject,
  issuer: string,
  issuerKey: KeyObject,
  isAuthority: boolean,
): string {
  const lifeMs = request.lifeMs ?? 86_400_000;
  const from = new Date(Date.now() - 2 * 86_400_000);
  const to = new Date(Date.now() + lifeMs);
  const body = der(
    0x30,
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    ecdsaSha256(),
    distinguishedName(issuer),
    der(0x30, time(from), time(to)),
    distinguishedName(request.name),
    publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, der(0x30, ...extensions(request.altNames ?? [], isAuthority))),
  );
  const signature = sign("sha256", body, issuerKey);
  const bytes = der(0x30, body, ecdsaSha256(), der(0x03, Buffer.concat([Buffer.from([0]), signature])));
  const lines = bytes.toString("base64").match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`;
}

function extensions(altNames: readonly string[], isAuthority: boolean): Buffer[] {
  const basic = extension([85, 29, 19], isAuthority, der(0x30, ...(isAuthority ? [boolean(true)] : [])));
  if (altNames.length === 0) return [basic];
  return [basic, extension([85, 29, 17], false, der(0x30, ...altNames.map(altName)))];
}

function extension(oidBytes: number[], isCritical: boolean, value: Buffer): Buffer {
  return der(
    0x30,
    der(0x06, Buffer.from(oidBytes)),
    ...(isCritical ? [boolean(true)] : []),
    der(0x04, value),
  );
}

function altName(text: string): Buffer {
  const colon = text.indexOf(":");
  const kind = text.slice(0, colon);
  const value = text.slice(colon + 1);
  if (kind === "IP") return der(0x87, Buffer.from(value.split(".").map(Number)));
  return der(kind === "URI" ? 0x86 : 0x82, Buffer.from(value, "latin1"));
}

function distinguishedName(name: string): Buffer {
  const commonName = der(0x30, der(0x06, Buffer.from([85, 4, 3])), der(0x0c, Buffer.from(name)));
  return der(0x30, der(0x31, commonName));
}

function ecdsaSha256(): Buffer {
  return der(0x30, der(0x06, Buffer.from([0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 2])));
}

function boolean(value: boolean): Buffer {
  return der(0x01, Buffer.from([value ? 0xff : 0]));
}

/** UTCTime, which is valid until 2049. */
function time(date: Date): Buffer {
  const text = date.toISOString().replace(/[-:T]|\.\d+/g, "");
  return der(0x17, Buffer.from(text.slice(2), "latin1"));
}

function der(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const length = content.length;
  const head =
    length < 0x80
      ? [tag, length]
      : length < 0x100
        ? [tag, 0x81, length]
        : [tag, 0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from(head), content]);
}
