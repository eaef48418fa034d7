// Certificates for servers in tests, valid for a hundred years: `server` for
// localhost and 127.0.0.1, `elsewhere` for another name, `client` for a client.
// The authority's private key was deleted, so they are worthless elsewhere.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** A certificate and its authority, as files and as text. */
export interface TestTls {
  readonly cert: string;
  readonly key: string;
  readonly ca: string;
  readonly certText: string;
  readonly keyText: string;
  readonly caText: string;
}

function path(name: string): string {
  return fileURLToPath(new URL(`tls/${name}.pem`, import.meta.url));
}

/** Returns the certificate of that name. */
export function testTls(name: "server" | "elsewhere" | "client"): TestTls {
  const [cert, key, ca] = [path(name), path(`${name}-key`), path("ca")];
  const [certText, keyText, caText] = [cert, key, ca].map((file) => readFileSync(file, "utf8")) as [
    string,
    string,
    string,
  ];
  return { cert, key, ca, certText, keyText, caText };
}
