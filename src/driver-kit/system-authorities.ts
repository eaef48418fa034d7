// The certificates of the authorities that this system trusts, found as Go does
// (crypto/x509, root_unix.go and root_linux.go): SSL_CERT_FILE or the first of some
// well-known files, and all files of SSL_CERT_DIR or of some well-known folders. What
// always holds: a bounded number of files and bytes is read.
import { X509Certificate } from "node:crypto";
import { lstat, readdir, readFile, readlink, stat } from "node:fs/promises";
import { join } from "node:path";
import { rootCertificates } from "node:tls";
import type { DriverEnvironment } from "../store/driver.ts";

/** Where authorities are looked for. */
export interface AuthorityPlaces {
  /** SSL_CERT_FILE; undefined: the first of the well-known files that can be read. */
  readonly file: string | undefined;
  /** The folders in SSL_CERT_DIR; undefined: the well-known ones. */
  readonly folders: readonly string[] | undefined;
  /** NODE_EXTRA_CA_CERTS: these are added to the others. */
  readonly extraFile: string | undefined;
}

const wellKnownFiles = [
  "/etc/ssl/certs/ca-certificates.crt",
  "/etc/pki/tls/certs/ca-bundle.crt",
  "/etc/ssl/ca-bundle.pem",
  "/etc/pki/tls/cacert.pem",
  "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
  "/etc/ssl/cert.pem",
];
const wellKnownFolders = ["/etc/ssl/certs", "/etc/pki/tls/certs"];

const fileBytesMax = 8_388_608;
const filesPerFolderMax = 4_096;
const foldersMax = 64;
const certificatesMax = 10_000;

const certificatePattern = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** Where an environment says that authorities are. */
export function authorityPlaces(environment: DriverEnvironment): AuthorityPlaces {
  const { SSL_CERT_FILE, SSL_CERT_DIR, NODE_EXTRA_CA_CERTS } = environment;
  return {
    file: SSL_CERT_FILE || undefined,
    folders: SSL_CERT_DIR ? SSL_CERT_DIR.split(":") : undefined,
    extraFile: NODE_EXTRA_CA_CERTS || undefined,
  };
}

/**
 * The trusted certificates, in PEM; each once. Where SSL_CERT_FILE is not given and no well-known file exists, those of Node
 * take its place. `warn` is called for each file or folder that is given and cannot be used.
 */
export async function systemAuthorities(
  places: AuthorityPlaces,
  warn: (message: string) => void,
): Promise<readonly string[]> {
  const found = new Set<string>();
  const add = (text: string): number => {
    const sizeBefore = found.size;
    for (const [pem] of text.matchAll(certificatePattern))
      if (!found.has(pem) && found.size < certificatesMax && isCertificate(pem)) found.add(pem);
    return found.size - sizeBefore;
  };
  await addFile(places.file, add, warn);
  for (const folder of (places.folders ?? wellKnownFolders).slice(0, foldersMax)) {
    const count = await addFolder(folder, add);
    if (count === undefined && places.folders !== undefined)
      warn(`the folder ${folder} in SSL_CERT_DIR cannot be read`);
  }
  if (places.extraFile !== undefined && add((await readText(places.extraFile)) ?? "") === 0)
    warn("the file in NODE_EXTRA_CA_CERTS has no certificate that is not trusted already");
  if (found.size === 0) warn("no trusted authority was found: every certificate will be rejected");
  return [...found];
}

async function addFile(
  file: string | undefined,
  add: (text: string) => number,
  warn: (message: string) => void,
): Promise<void> {
  if (file !== undefined) {
    if (add((await readText(file)) ?? "") === 0)
      warn("the file in SSL_CERT_FILE has no certificate in PEM, or cannot be read");
    return;
  }
  for (const known of wellKnownFiles) {
    const text = await readText(known);
    if (text === undefined) continue;
    add(text);
    return;
  }
  add(rootCertificates.join("\n"));
}

// How many certificates were added; undefined if the folder cannot be read.
async function addFolder(folder: string, add: (text: string) => number): Promise<number | undefined> {
  try {
    const names = (await readdir(folder)).slice(0, filesPerFolderMax);
    let count = 0;
    for (const name of names) {
      const file = join(folder, name);
      if (!(await isLinkInFolder(file))) count += add((await readText(file)) ?? "");
    }
    return count;
  } catch {
    return undefined;
  }
}

// A folder of certificates has links to its own files, named after hashes.
async function isLinkInFolder(file: string): Promise<boolean> {
  try {
    if (!(await lstat(file)).isSymbolicLink()) return false;
    return !(await readlink(file)).includes("/");
  } catch {
    return true;
  }
}

// Undefined for what is not a file, cannot be read, or is too large to be certificates.
async function readText(file: string): Promise<string | undefined> {
  try {
    const found = await stat(file);
    return found.isFile() && found.size <= fileBytesMax ? await readFile(file, "latin1") : undefined;
  } catch {
    return undefined;
  }
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0;
  } catch {
    return false;
  }
}
