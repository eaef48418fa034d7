// The suite on Postgres behind PgBouncer, in both modes, with and without the option. Needs `pgbouncer` on PATH.
import { afterAll, beforeAll, describe, inject } from "vitest";
import { type PgBouncer, startPgBouncer } from "../servers/pgbouncer-server.ts";
import { sharedPostgresUrl } from "../servers/test-servers.ts";
import { openPostgres, postgresExceptions } from "./postgres-subject.ts";
import { conformance } from "./suite.ts";

describe.each([
  { mode: "transaction", options: {} },
  { mode: "transaction", options: { pgbouncer: true } },
  { mode: "session", options: {} },
  { mode: "session", options: { pgbouncer: false } },
] as const)("behind PgBouncer in $mode mode with options $options", ({ mode, options }) => {
  let bouncer: PgBouncer | undefined;

  beforeAll(async () => {
    // In session mode every connection of the suite's stores has one of the server.
    const poolSize = mode === "session" ? 60 : 10;
    bouncer = await startPgBouncer(inject("testServers").run, await sharedPostgresUrl(), { mode, poolSize });
  });

  afterAll(() => bouncer?.stop());

  conformance({
    name: `postgres v2 behind pgbouncer (${mode} mode, ${JSON.stringify(options)})`,
    open: () => openPostgres("v2", undefined, { url: bouncer?.url, ...options }),
    exceptions: postgresExceptions.v2,
  });
});
