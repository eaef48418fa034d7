// libpq's environment: what each variable sets, what takes precedence, and what is
// rejected because it is not supported.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { makeAuthority, signCertificate } from "../../../../test/wire/certificates.ts";
import { compilePostgresOptions } from "../postgres-options.ts";

const folder = mkdtempSync(join(tmpdir(), "pillion-environment-"));
const authority = makeAuthority("authority");
const identity = signCertificate(authority, { name: "me" });
const file = (name: string, text: string): string => {
  const path = join(folder, name);
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, text);
  return path;
};
const files = {
  ca: file("ca.pem", authority.cert),
  cert: file("cert.pem", identity.cert),
  key: file("key.pem", identity.key),
};
afterAll(() => rmSync(folder, { recursive: true }));

it.each([
  [
    { PGHOST: "a,b", PGPORT: "1,2" },
    {
      hosts: [
        { name: "a", port: 1 },
        { name: "b", port: 2 },
      ],
    },
  ],
  [{ PGHOST: "/run/pg" }, { hosts: [{ name: "/run/pg", port: 5432 }] }],
  [{ PGHOSTADDR: "192.0.2.1", PGHOST: "a" }, { hosts: [{ name: "a", address: "192.0.2.1" }] }],
  [{ PGUSER: "me" }, { user: "me", database: "me" }],
  [
    { PGUSER: "me", PGDATABASE: "shop" },
    { user: "me", database: "shop" },
  ],
  [{ PGPASSWORD: "secret" }, { password: "secret" }],
  [{ PGPASSFILE: "/x/pass", HOME: "/home/me" }, { passwordFile: "/x/pass" }],
  [{ HOME: "/home/me" }, { passwordFile: "/home/me/.pgpass" }],
  [{ PGOPTIONS: "-c work_mem=1MB" }, { serverOptions: "-c work_mem=1MB" }],
  [{ PGAPPNAME: "shop" }, { applicationName: "shop" }],
  [{ PGCONNECT_TIMEOUT: "3" }, { connectTimeoutMs: 3000 }],
  [{ PGTARGETSESSIONATTRS: "read-write" }, { targetSession: "read-write" }],
  [{ PGLOADBALANCEHOSTS: "random" }, { balancesLoad: true }],
  [{ PGSSLMODE: "verify-full" }, { sslMode: "verify-full" }],
  [{ PGSSLMODE: "disable" }, { sslMode: "disable" }],
  [{ PGSSLROOTCERT: files.ca }, { sslMode: "verify-full", sslRootCertificates: authority.cert }],
  [{ PGSSLROOTCERT: files.ca, PGSSLMODE: "verify-ca" }, { sslMode: "verify-ca" }],
  [{ PGSSLROOTCERT: "system", PGSSLMODE: "require" }, { sslMode: "verify-full" }],
  [{ PGSSLCERT: files.cert, PGSSLKEY: files.key }, { sslIdentity: identity }],
  [{ PGSSLSNI: "0" }, { sendsServerName: false }],
  [{ PGSSLMINPROTOCOLVERSION: "tlsv1.3" }, { tlsVersionMin: "TLSv1.3" }],
  [{ PGSSLMAXPROTOCOLVERSION: "TLSv1.2" }, { tlsVersionMax: "TLSv1.2" }],
  [
    { PGHOST: "", PGSSLMODE: "" },
    { hosts: [{ name: "localhost", port: 5432 }], sslMode: "prefer" },
  ],
])("%j", (environment, options) => {
  expect(compilePostgresOptions({}, environment)).toMatchObject(options);
});

it("the connection string takes precedence over the environment, and an option over both", () => {
  const environment = { PGHOST: "c", PGPORT: "3", PGUSER: "c", PGSSLMODE: "disable", PGAPPNAME: "c" };
  const connectionString = "host=b user=b sslmode=require application_name=b";
  expect(compilePostgresOptions({ connectionString }, environment)).toMatchObject({
    hosts: [{ name: "b", port: 3 }],
    user: "b",
    sslMode: "require",
    applicationName: "b",
  });
  expect(
    compilePostgresOptions({ connectionString, host: "a", sslMode: "verify-full" }, environment),
  ).toMatchObject({
    hosts: [{ name: "a", port: 3 }],
    sslMode: "verify-full",
  });
});

it("the files in the home folder count where no other is given, and do not change the mode", () => {
  const home = join(folder, "home");
  file("home/.postgresql/root.crt", authority.cert);
  file("home/.postgresql/postgresql.crt", identity.cert);
  expect(compilePostgresOptions({}, { HOME: home }).sslIdentity).toBeUndefined();
  file("home/.postgresql/postgresql.key", identity.key);
  expect(compilePostgresOptions({}, { HOME: home })).toMatchObject({
    sslMode: "prefer",
    sslRootCertificates: authority.cert,
    sslIdentity: identity,
  });
  const other = file("other.pem", makeAuthority("other").cert);
  const { sslRootCertificates } = compilePostgresOptions(
    { connectionString: `sslrootcert=${other}` },
    { HOME: home },
  );
  expect(sslRootCertificates).not.toBe(authority.cert);
});

it.each([
  [{ PGSERVICE: "x" }, "PGSERVICE: is set in the environment and not supported"],
  [{ PGREQUIREAUTH: "scram-sha-256" }, "PGREQUIREAUTH: is set"],
  [{ PGREQUIREPEER: "postgres" }, "PGREQUIREPEER: is set"],
  [{ PGREQUIRESSL: "1" }, "PGREQUIRESSL: is set"],
  [{ PGSSLCRL: "/x" }, "PGSSLCRL: is set"],
  [{ PGSSLCRLDIR: "/x" }, "PGSSLCRLDIR: is set"],
  [{ PGSSLCERTMODE: "require" }, "PGSSLCERTMODE: is set"],
  [{ PGSSLNEGOTIATION: "direct" }, "PGSSLNEGOTIATION: is set"],
  [{ PGCHANNELBINDING: "require" }, "PGCHANNELBINDING: is set"],
  [{ PGGSSENCMODE: "require" }, "PGGSSENCMODE: is set"],
  [{ PGSSLMODE: "verify" }, "PGSSLMODE: must be one of disable, allow"],
  [{ PGSSLROOTCERT: "/no/such/file" }, "PGSSLROOTCERT: the file cannot be read"],
  [{ PGSSLCERT: "/no/such/file" }, "PGSSLCERT: is given without sslkey"],
  [{ PGPORT: "x" }, "PGPORT: must be a whole number from 1 to 65535"],
  [{ PGHOST: "a,b", PGPORT: "1,2,3" }, "PGPORT: has 3 ports for 2 hosts"],
  [{ PGCONNECT_TIMEOUT: "soon" }, "PGCONNECT_TIMEOUT: must be a whole number of seconds"],
  [{ PGTARGETSESSIONATTRS: "x" }, "PGTARGETSESSIONATTRS: must be one of"],
  [{ PGSSLMINPROTOCOLVERSION: "SSLv3" }, "PGSSLMINPROTOCOLVERSION: must be one of"],
])("%j is rejected by the name of the variable", (environment, message) => {
  expect(() => compilePostgresOptions({}, environment)).toThrow(message);
});

it("values that need nothing are accepted, and variables without effect are reported", () => {
  const harmless = {
    PGCHANNELBINDING: "prefer",
    PGGSSENCMODE: "disable",
    PGREQUIRESSL: "0",
    PGSSLNEGOTIATION: "postgres",
  };
  expect(compilePostgresOptions({}, harmless).withoutEffect).toEqual([]);
  const unused = { PGCLIENTENCODING: "LATIN1", PGTZ: "UTC", PGDATESTYLE: "ISO" };
  expect(compilePostgresOptions({}, unused).withoutEffect).toEqual([
    "PGCLIENTENCODING",
    "PGDATESTYLE",
    "PGTZ",
  ]);
});
