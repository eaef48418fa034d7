// Certificates and keys that cannot be used are found when the options are checked.
import { expect, test } from "vitest";
import { makeAuthority, signCertificate } from "../../../test/wire/certificates.ts";
import { compileRedisOptions } from "./redis-options.ts";

const authority = makeAuthority("authority");
const { cert, key } = signCertificate(authority, { name: "me" });
const other = signCertificate(authority, { name: "other" });
const damaged = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";

const compile = (raw: Readonly<Record<string, unknown>>) => () =>
  compileRedisOptions({ redisHost: "a", enableTLS: true, ...raw });

test.each([
  [{ caCert: "/etc/ca.pem" }, /caCert: has no certificate in PEM/],
  [{ caCert: damaged }, /caCert: has a damaged certificate/],
  [{ clientCert: cert, clientKey: other.key }, /clientCert: does not match clientKey/],
  [{ clientCert: cert, clientKey: "x" }, /clientCert: does not match clientKey/],
])("%#: rejected by name", (raw, message) => {
  expect(compile(raw)).toThrow(message);
});

test("what can be used is accepted, and nothing is checked without TLS", () => {
  expect(compile({ caCert: authority.cert, clientCert: cert, clientKey: key })().tls?.ca).toBe(
    authority.cert,
  );
  expect(compile({ caCert: "x", enableTLS: false })().tls).toBeUndefined();
});
