// The authorities of the system, as Go finds them: SSL_CERT_FILE, SSL_CERT_DIR and
// NODE_EXTRA_CA_CERTS let stores verify servers with a private authority.
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rootCertificates } from "node:tls";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { authorityPlaces, systemAuthorities } from "../../src/driver-kit/system-authorities.ts";
import { postgresDriver } from "../../src/drivers/postgres/postgres-driver.ts";
import { redisDriver } from "../../src/drivers/redis/redis-driver.ts";
import { createCall, type Driver, type RawOptions, StoreError, systemClock } from "../../src/index.ts";
import { type PostgresServer, startPostgres } from "../servers/postgres-server.ts";
import { type RedisServer, startRedis } from "../servers/redis-server.ts";
import { postgresHome, redisHome } from "../servers/test-servers.ts";
import { testTls } from "../servers/test-tls.ts";
import { openTlsTunnel, type TlsTunnel } from "../servers/tls-tunnel.ts";
import { makeAuthority, signCertificate } from "../wire/certificates.ts";

const folder = mkdtempSync(join(tmpdir(), "pillion-authorities-"));
const authority = makeAuthority("private");
const other = makeAuthority("other");
const identity = signCertificate(authority, { name: "server", altNames: ["IP:127.0.0.1"] });
const path = (...names: readonly string[]): string => join(folder, ...names);

let postgres: PostgresServer;
let redis: RedisServer;
let tunnel: TlsTunnel;

beforeAll(async () => {
  chmodSync(folder, 0o755);
  for (const name of ["private", "others", "empty"]) mkdirSync(path(name));
  writeFileSync(path("private", "private.crt"), authority.cert);
  // As `openssl rehash` does it.
  symlinkSync("private.crt", path("private", "0123abcd.0"));
  writeFileSync(path("others", "other.pem"), other.cert);
  writeFileSync(path("others", "README"), "not a certificate");
  writeFileSync(
    path("bundle.pem"),
    `# both\n${other.cert}\n${authority.cert}\n-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n`,
  );
  const place = (name: string, text: string): string => {
    writeFileSync(path(name), text, { mode: 0o600 });
    if (process.getuid?.() === 0) {
      chownSync(path(name), 0, 65_534);
      chmodSync(path(name), 0o640);
    }
    return path(name);
  };
  const files = {
    ssl_cert_file: place("server.pem", identity.cert),
    ssl_key_file: place("server.key", identity.key),
  };
  postgres = await startPostgres(postgresHome(), { settings: { ssl: "on", ...files } });
  redis = await startRedis(redisHome());
  tunnel = await openTlsTunnel(
    { ...testTls("server"), certText: identity.cert, keyText: identity.key },
    redis.port,
  );
});

afterAll(async () => {
  await tunnel.close();
  await redis.process.stop();
  await postgres.process.stop();
  rmSync(folder, { recursive: true });
});

async function pingError<Options>(
  driver: Driver<Options>,
  raw: RawOptions,
  environment: Readonly<Record<string, string>>,
): Promise<string | undefined> {
  const context = { clock: systemClock, random: Math.random, log: () => undefined, storeName: "main" };
  const store = await driver.open(driver.compile(raw, environment), context);
  try {
    await store.ping(createCall());
    return undefined;
  } catch (thrown) {
    if (thrown instanceof StoreError) return thrown.message;
    throw thrown;
  } finally {
    await store.close();
  }
}

describe.each([
  [
    "Postgres",
    (environment: Readonly<Record<string, string>>) =>
      pingError(postgresDriver, { url: `${postgres.url}?sslmode=verify-full` }, environment),
  ],
  [
    "Redis",
    (environment: Readonly<Record<string, string>>) =>
      pingError(redisDriver, { url: `rediss://127.0.0.1:${tunnel.port}`, dialTimeout: "5s" }, environment),
  ],
] as const)("a %s with a private authority", (_, connect) => {
  it.each([
    ["SSL_CERT_DIR", { SSL_CERT_DIR: path("private") }],
    ["the second folder in SSL_CERT_DIR", { SSL_CERT_DIR: `${path("others")}:${path("private")}` }],
    ["SSL_CERT_FILE", { SSL_CERT_FILE: path("bundle.pem") }],
    [
      "SSL_CERT_DIR beside SSL_CERT_FILE",
      { SSL_CERT_FILE: path("others", "other.pem"), SSL_CERT_DIR: path("private") },
    ],
    ["NODE_EXTRA_CA_CERTS", { NODE_EXTRA_CA_CERTS: path("private", "private.crt") }],
  ])("is accepted by %s", async (_name, environment) => {
    expect(await connect(environment)).toBeUndefined();
  });

  it.each([
    ["without any", {}],
    ["with another authority", { SSL_CERT_DIR: path("others"), SSL_CERT_FILE: path("others", "other.pem") }],
    ["with a missing file and an empty folder", { SSL_CERT_FILE: path("none"), SSL_CERT_DIR: path("empty") }],
  ])("is rejected %s", async (_name, environment) => {
    expect(await connect(environment)).toMatch(/certificate/);
  });
});

async function found(environment: Readonly<Record<string, string>>) {
  const warnings: string[] = [];
  const certificates = await systemAuthorities(authorityPlaces(environment), (text) => warnings.push(text));
  return { certificates, warnings };
}

it("each certificate is found once, and damaged ones are passed over", async () => {
  const environment = {
    SSL_CERT_FILE: path("bundle.pem"),
    SSL_CERT_DIR: `${path("private")}:${path("others")}`,
  };
  const { certificates, warnings } = await found(environment);
  expect(certificates).toEqual([other.cert.trim(), authority.cert.trim()]);
  expect(warnings).toEqual([]);
});

it("SSL_CERT_DIR alone adds to the public authorities", async () => {
  const { certificates } = await found({ SSL_CERT_DIR: path("private") });
  expect(certificates).toContain(authority.cert.trim());
  expect(certificates.length).toBeGreaterThan(Math.min(50, rootCertificates.length / 2));
});

it("what is given and cannot be used is a warning", async () => {
  const environment = {
    SSL_CERT_FILE: path("none"),
    SSL_CERT_DIR: path("missing"),
    NODE_EXTRA_CA_CERTS: path("none"),
  };
  expect((await found(environment)).warnings).toEqual([
    expect.stringContaining("SSL_CERT_FILE"),
    expect.stringContaining("SSL_CERT_DIR"),
    expect.stringContaining("NODE_EXTRA_CA_CERTS"),
    expect.stringContaining("no trusted authority was found"),
  ]);
});
