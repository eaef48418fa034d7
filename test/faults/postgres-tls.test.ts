// TLS to Postgres: which servers each mode accepts and rejects.
import { chmodSync, chownSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { postgresDriver } from "../../src/drivers/postgres/postgres-driver.ts";
import {
  asStoreError,
  createCall,
  type RawOptions,
  type StateStore,
  type StoreError,
  systemClock,
} from "../../src/index.ts";
import { type PostgresServer, startPostgres } from "../servers/postgres-server.ts";
import { until } from "../servers/server-process.ts";
import { postgresHome } from "../servers/test-servers.ts";
import { makeAuthority, signCertificate } from "../wire/certificates.ts";

const folder = mkdtempSync(join(tmpdir(), "pillion-tls-"));
const authority = makeAuthority("authority");
let server: PostgresServer;
let plain: PostgresServer;
let toggled: PostgresServer;
let admin: Client;

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
  const hba = [
    "host all late_prefer,late_allow 127.0.0.1/32 trust",
    "hostnossl all unencrypted 127.0.0.1/32 trust",
    "hostssl all unencrypted 127.0.0.1/32 reject",
    "hostnossl all all 127.0.0.1/32 reject",
    "hostssl all certified 127.0.0.1/32 cert",
  ];
  server = await startPostgres(postgresHome(), { settings, hba, password: "secret" });
  admin = new Client({ host: server.socketFolder, port: server.port, user: server.user });
  await admin.connect();
  await admin.query("CREATE ROLE certified LOGIN SUPERUSER");
  await admin.query("CREATE ROLE unencrypted LOGIN SUPERUSER");
  plain = await startPostgres(postgresHome());
  toggled = await startPostgres(postgresHome(), { settings: { ...settings, ssl: "off" } });
});

afterAll(async () => {
  await admin.end();
  await server.process.stop();
  await plain.process.stop();
  await toggled.process.stop();
  rmSync(folder, { recursive: true });
});

function open(raw: RawOptions): Promise<StateStore> {
  const context = { clock: systemClock, random: Math.random, log: () => {}, storeName: "main" };
  const options = postgresDriver.compile({
    maxConns: 2,
    metadataTableName: "tls_metadata",
    tablePrefix: "tls_",
    ...raw,
  });
  return postgresDriver.open(options, context);
}

async function pingError(store: StateStore): Promise<StoreError | undefined> {
  try {
    await store.ping(createCall());
    return undefined;
  } catch (thrown) {
    return asStoreError(thrown);
  }
}

async function connectError(raw: RawOptions): Promise<StoreError | undefined> {
  const store = await open(raw);
  try {
    return await pingError(store);
  } finally {
    await store.close();
  }
}

// Which servers libpq accepts. `server` has TLS and rejects connections without it, `plain` has none.
const modes = ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"] as const;
const roots = ["no authority", "the right authority", "another authority"] as const;
const hosts = ["127.0.0.1", "localhost"] as const;

function libpqAccepts(mode: string, root: string, host: string): boolean {
  const isRight = root === "the right authority";
  switch (mode) {
    case "disable":
      return false;
    case "require":
      return isRight || root === "no authority";
    case "verify-ca":
      return isRight;
    case "verify-full":
      return isRight && host === "127.0.0.1";
    default:
      return true;
  }
}

function rootFile(root: string): string | undefined {
  if (root === "no authority") return undefined;
  return join(folder, root === "the right authority" ? "ca.pem" : "other-ca.pem");
}

function pairs(host: string, mode: string): string {
  return `host=${host} port=${server.port} user=postgres password=secret dbname=postgres sslmode=${mode}`;
}

// The same settings as key=value pairs, as a URL, and as the metadata of a component.
const forms: readonly ((host: string, mode: string, root: string | undefined) => RawOptions)[] = [
  (host, mode, root) => ({
    connectionString: `${pairs(host, mode)}${root === undefined ? "" : ` sslrootcert=${root}`}`,
  }),
  (host, mode, root) => ({
    url: `${server.url.replace("127.0.0.1", host)}?sslmode=${mode}${root === undefined ? "" : `&sslrootcert=${root}`}`,
  }),
  (host, mode, root) => ({
    connectionString: pairs(host, mode),
    ...(root !== undefined && { sslRootCert: root }),
  }),
];

it.each(modes.flatMap((mode) => roots.map((root) => [mode, root] as const)))(
  "%s with %s accepts the servers that libpq accepts",
  async (mode, root) => {
    await Promise.all(
      hosts.map(async (host, index) => {
        // Each form is used with every mode, and with every authority.
        const form = forms[(modes.indexOf(mode) + roots.indexOf(root) + index) % forms.length] ?? forms[0];
        const error = await connectError(form?.(host, mode, rootFile(root)) ?? {});
        expect(error === undefined, `${mode}, ${root}, ${host}`).toBe(libpqAccepts(mode, root, host));
        expect(error?.outcome ?? "not-applied").toBe("not-applied");
      }),
    );
  },
);

it.each(modes)("%s on a server without TLS connects only where libpq does", async (sslMode) => {
  const error = await connectError({ url: plain.url, sslMode });
  expect(error === undefined).toBe(["disable", "allow", "prefer"].includes(sslMode));
});

it.each(["prefer", "allow"])(
  "%s connects with or without TLS, as pg_hba.conf requires for the user",
  async (sslMode) => {
    const url = `postgres://unencrypted@127.0.0.1:${server.port}/postgres`;
    expect(await connectError({ url, sslMode })).toBeUndefined();
    expect(await connectError({ url: server.url, sslMode })).toBeUndefined();
  },
);

it.each([
  { sslMode: "prefer", usesTls: true },
  { sslMode: "allow", usesTls: false },
])(
  "$sslMode still makes its first choice when the role is created after the start",
  async ({ sslMode, usesTls }) => {
    const user = `late_${sslMode}`;
    const store = await open({ url: `postgres://${user}@127.0.0.1:${server.port}/postgres`, sslMode });
    try {
      const error = await pingError(store);
      expect(error).toMatchObject({ code: "unavailable", outcome: "not-applied" });
      expect(error?.message).toContain("Postgres rejected the user");
      await admin.query(`CREATE ROLE ${user} LOGIN SUPERUSER`);
      await until(async () => (await pingError(store)) === undefined, 10_000);
      const { rows } = await admin.query<{ ssl: boolean }>(
        "SELECT DISTINCT ssl FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE usename = $1",
        [user],
      );
      expect(rows).toEqual([{ ssl: usesTls }]);
    } finally {
      await store.close();
    }
  },
);

// Every new connection follows the server: the settings change while the store is open, and its connections are ended.
it.each([
  { sslMode: "prefer", followed: [true, false, true] },
  { sslMode: "allow", followed: [false, false, false] },
])("$sslMode follows a server that turns TLS on and off", async ({ sslMode, followed }) => {
  const user = `toggle_${sslMode}`;
  const role = new Client({ host: toggled.socketFolder, port: toggled.port, user: toggled.user });
  await role.connect();
  await role.query(`CREATE ROLE ${user} LOGIN SUPERUSER`);
  const names = { tablePrefix: `${user}_`, metadataTableName: `${user}_metadata` };
  const store = await open({
    url: `postgres://${user}@127.0.0.1:${toggled.port}/postgres`,
    sslMode,
    ...names,
  });
  try {
    for (const [index, ssl] of ["on", "off", "on"].entries()) {
      await role.query(`ALTER SYSTEM SET ssl = ${ssl}`);
      await role.query("SELECT pg_reload_conf()");
      await until(async () => (await role.query("SHOW ssl")).rows[0]?.ssl === ssl, 10_000);
      await until(async () => {
        await role.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = $1", [user]);
        await until(async () => (await pingError(store)) === undefined, 10_000);
        const { rows } = await role.query<{ ssl: boolean }>(
          "SELECT DISTINCT ssl FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE usename = $1",
          [user],
        );
        return rows.length === 1 && rows[0]?.ssl === followed[index];
      }, 20_000);
    }
  } finally {
    await store.close();
    await role.end();
  }
});

it("allow reports a wrong password where pg_hba.conf requires TLS", async () => {
  const error = await connectError({ url: server.url.replace("secret", "wrong"), sslMode: "allow" });
  expect(error).toMatchObject({ code: "unavailable", outcome: "not-applied" });
  expect(error?.message).toContain("Postgres rejected the password");
});

it("the authorities of the system mean verify-full", async () => {
  const error = await connectError({ url: `${server.url}?sslmode=require&sslrootcert=system` });
  expect(error?.message).toContain("certificate of Postgres was rejected");
});

it("no environment variable switches verification off", async () => {
  vi.stubEnv("NODE_TLS_REJECT_UNAUTHORIZED", "0");
  const sslRootCert = join(folder, "other-ca.pem");
  for (const sslMode of ["require", "verify-ca", "verify-full"]) {
    const error = await connectError({ url: server.url, sslMode, sslRootCert });
    expect(error?.message).toContain("certificate of Postgres was rejected");
  }
  vi.unstubAllEnvs();
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
