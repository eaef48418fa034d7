// A Postgres store behind a faulty link, one past it, and what the server knows of
// their sessions.
import type { Client } from "pg";
import { postgresDriver } from "../../src/drivers/postgres/postgres-driver.ts";
import { isInvalidationSource, type RawOptions, type StateStore, systemClock } from "../../src/index.ts";
import { type LinkProxy, openLinkProxy } from "../servers/link-proxy.ts";
import type { PostgresServer } from "../servers/postgres-server.ts";
import { until } from "../servers/server-process.ts";

/** A store behind a link. */
export interface LinkedPostgres {
  readonly proxy: LinkProxy;
  readonly store: StateStore;
  /** The same tables, not through the link. */
  readonly direct: StateStore;
  /** Waits until a write of another client is reported. */
  listens(admin: Client): Promise<void>;
  close(): Promise<void>;
}

async function open(raw: RawOptions): Promise<StateStore> {
  const context = { clock: systemClock, random: Math.random, log: () => {}, storeName: "main" };
  return postgresDriver.open(postgresDriver.compile(raw), context);
}

/** Opens a store behind a link that works; it listens for changes. */
export async function openLinkedPostgres(
  server: PostgresServer,
  raw: RawOptions = {},
): Promise<LinkedPostgres> {
  const url = `${server.url}?application_name=direct`;
  const direct = await open({ url, cleanupInterval: 0, maxConns: 2 });
  const proxy = await openLinkProxy(server.port);
  const linked = server.url.replace(`:${server.port}`, `:${proxy.port}`);
  const store = await open({ url: linked, cleanupInterval: 0, ...raw });
  if (!isInvalidationSource(store)) throw new Error("a Postgres store should report changes");
  const changed = new Set<string>();
  const stopListening = store.invalidations("", {
    changed: (key) => changed.add(key),
    opened: () => {},
    lost: () => {},
  });
  let writes = 0;
  return {
    proxy,
    store,
    direct,
    listens: (admin) =>
      until(async () => {
        writes += 1;
        await admin.query(
          "INSERT INTO state (key, value) VALUES ('probe', $1) ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value",
          [Buffer.from(String(writes))],
        );
        await new Promise((resolve) => setTimeout(resolve, 20));
        return changed.delete("probe");
      }, 30_000),
    close: async () => {
      await stopListening();
      await Promise.all([store.close(), direct.close()]);
      await proxy.close();
    },
  };
}

/** The number of sessions of stores behind a link. */
export async function sessionsOf(admin: Client): Promise<number> {
  const { rows } = await admin.query("SELECT FROM pg_stat_activity WHERE application_name = 'pillion'");
  return rows.length;
}
