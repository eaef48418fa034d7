// TLS to Postgres: which servers each mode accepts and rejects.
import { chmodSync, chownSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { postgresDriver } from "../../src/drivers/postgres/postgres-driver.ts";
import { asStoreError, createCall, type RawOptions, type StoreError, systemClock } from "../../src/index.ts";
import { type PostgresServer, startPostgres } from "../servers/postgres-server.ts";
import { postgresHome } from "../servers/test-servers.ts";
import { makeAuthority, signCertificate } from "../wire/certificates.ts";

const folder = mkdtempSync(join(tmpdir(), "pillion-tls-"));
const authority = makeAuthority("authority");
let server: PostgresServer;
let plain: PostgresServer;

beforeAll(async () => {
  chmodSync(folder, 0o755);
  const { cert, key } = signCertificate(authority, { name: "server", altNames: ["IP:127.0.0.1"] });
  const place = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text, { mode: 0o600 });
    // Under root the server runs as user 65534, and accepts a key that root owns and its group can read.
    if (process.getuid?.() === 0) {
      chownSync(path, 0, 65_534);
      chmodSync(path, 0o640);
    }
    return path;
  };
  const settings = {
    ssl: "on",
    ssl_cert_file: place("server.pem", cert),
    ssl_key_file: place("server.key", key),
    ssl_ca_file: place("ca.pem", authority.cert),
  };
  const client = signCertificate(authority, { name: "certified" });
  writeFileSync(join(folder, "client.pem"), client.cert);
  writeFileSync(join(folder, "client.key"), client.key);
  writeFileSync(join(folder, "other-ca.pem"), makeAuthority("another").cert);
  const hba = ["hostnossl all all 127.0.0.1/32 reject", "hostssl all certified 127.0.0.1/32 cert"];
  server = await startPostgres(postgresHome(), { settings, hba, password: "secret" });
  const admin = new Client({ host: server.socketFolder, port: server.port, user: server.user });
  await admin.connect();
  await admin.query("CREATE ROLE certified LOGIN SUPERUSER");
  await admin.end();
  plain = await startPostgres(postgresHome());
});

afterAll(async () => {
  await server.process.stop();
  await plain.process.stop();
  rmSync(folder, { recursive: true });
});

async function connectError(raw: RawOptions): Promise<StoreError | undefined> {
  const context = { clock: systemClock, random: Math.random, log: () => {}, storeName: "main" };
  const options = postgresDriver.compile({
    maxConns: 2,
    metadataTableName: "tls_metadata",
    tablePrefix: "tls_",
    ...raw,
  });
  const store = await postgresDriver.open(options, context);
  try {
    await store.ping(createCall());
    return undefined;
  } catch (thrown) {
    return asStoreError(thrown);
  } finally {
    await store.close();
  }
}

it.each(["prefer", "require"])("%s encrypts without verifying the server", async (sslMode) => {
  expect(await connectError({ url: server.url, sslMode })).toBeUndefined();
});

it("prefer continues without TLS where the server has none, and require fails", async () => {
  expect(await connectError({ url: plain.url, sslMode: "prefer" })).toBeUndefined();
  expect(await connectError({ url: plain.url, sslMode: "require" })).toMatchObject({ code: "unavailable" });
});

it("verify-full accepts the right name under the right authority, given in the URL or as an option", async () => {
  const file = join(folder, "ca.pem");
  expect(
    await connectError({ url: `${server.url}?sslmode=verify-full&sslrootcert=${file}` }),
  ).toBeUndefined();
  expect(await connectError({ url: server.url, sslRootCert: file })).toBeUndefined();
});

it("a name that does not match is rejected by verify-full and accepted by verify-ca", async () => {
  const url = server.url.replace("127.0.0.1", "localhost");
  const sslRootCert = join(folder, "ca.pem");
  const error = await connectError({ url, sslRootCert, sslMode: "verify-full" });
  expect(error).toMatchObject({ code: "unavailable", outcome: "not-applied" });
  expect(error?.message).toContain("certificate of Postgres was rejected");
  expect(await connectError({ url, sslRootCert, sslMode: "verify-ca" })).toBeUndefined();
});

it("another authority is rejected", async () => {
  const error = await connectError({
    url: server.url,
    sslRootCert: join(folder, "other-ca.pem"),
    sslMode: "verify-ca",
  });
  expect(error?.message).toContain("certificate of Postgres was rejected");
});

it("a client certificate is presented, and the server's is verified as the mode says", async () => {
  const url = `postgres://certified@127.0.0.1:${server.port}/postgres`;
  const own = `sslcert=${join(folder, "client.pem")}&sslkey=${join(folder, "client.key")}`;
  const by = (words: string) => connectError({ url: `${url}?${words}` });
  expect(await by(`${own}&sslmode=require`)).toBeUndefined();
  expect(await by(`${own}&sslmode=verify-full&sslrootcert=${join(folder, "ca.pem")}`)).toBeUndefined();
  const error = await by(`${own}&sslmode=verify-full&sslrootcert=${join(folder, "other-ca.pem")}`);
  expect(error?.message).toContain("certificate of Postgres was rejected");
  expect(await by("sslmode=require")).toMatchObject({ outcome: "not-applied" });
});
