// The Postgres driver: Postgres 13 to 18 and servers that speak its protocol,
// over the tables of Dapr's state.postgresql components.
import { within } from "../../driver-kit/timeout.ts";
import { StoreError } from "../../model/errors.ts";
import type { Driver, DriverContext } from "../../store/driver.ts";
import { postgresPlace } from "./connection/postgres-client-config.ts";
import { withSystemAuthorities } from "./connection/postgres-tls-options.ts";
import { compilePostgresOptions, type PostgresOptions } from "./postgres-options.ts";
import { PostgresStore } from "./postgres-store.ts";
import { AdministratorNeeded } from "./schema/postgres-administration.ts";
import { UnfitDatabase } from "./schema/postgres-migration.ts";

// How long an open waits for the server's first reply. With a slower server the calls wait instead.
const openWaitMs = 300;

/**
 * The driver named `postgres`. Its `open` rejects only for a database that cannot serve the store (another encoding, a table
 * with another layout), if that is known within 300 ms; found out later, it is logged and every call fails.
 */
export const postgresDriver: Driver<PostgresOptions> = {
  name: "postgres",
  compile: compilePostgresOptions,
  place: postgresPlace,
  warnings: ({ warnings }) => warnings,
  async open(options, context) {
    const warn = (text: string): void =>
      context.log({ level: "warn", message: `store ${context.storeName}: ${text}` });
    for (const warning of options.warnings) warn(warning);
    for (const name of options.withoutEffect) warn(`option ${name} has no effect here`);
    const secured = await withSystemAuthorities(options, options.authorities, warn);
    const store = new PostgresStore(secured, context);
    const error = await unfitDatabase(store, context);
    if (error === undefined) return store;
    await store.close();
    throw new StoreError("invalid", `store ${context.storeName}: ${error.message}`, { cause: error });
  },
};

// Why the database cannot serve the store; undefined if it can, or if that is not known in time.
async function unfitDatabase(
  store: PostgresStore,
  context: DriverContext,
): Promise<UnfitDatabase | undefined> {
  const prepared = store.prepare().then(
    () => undefined,
    (cause: unknown) => {
      if (cause instanceof UnfitDatabase) {
        context.log({ level: "error", message: "the database cannot serve this store", cause });
        return cause;
      }
      if (cause instanceof AdministratorNeeded) {
        context.log({ level: "error", message: cause.message });
        return undefined;
      }
      const message = "Postgres cannot be reached yet; every call tries again";
      context.log({ level: "warn", message, cause });
      return undefined;
    },
  );
  return within(prepared, openWaitMs);
}
