// The Postgres driver: Postgres 13 to 18 and what speaks its protocol, over the
// tables of Dapr's state.postgresql components.
import { StoreError } from "../../model/errors.ts";
import type { Driver, DriverContext } from "../../store/driver.ts";
import { postgresPlace } from "./connection/postgres-connections.ts";
import { compilePostgresOptions, type PostgresOptions } from "./postgres-options.ts";
import { PostgresStore } from "./postgres-store.ts";
import { UnfitDatabase } from "./schema/postgres-migration.ts";

// How long an open waits for the first answer; a server that is slower is waited for by the calls.
const openWaitMs = 300;

/**
 * The driver named `postgres`. Its open rejects only for a database that cannot serve (another encoding, a table of
 * another layout) and says so within 300 ms; where that is learned later, it is logged and every call is refused.
 */
export const postgresDriver: Driver<PostgresOptions> = {
  name: "postgres",
  compile: compilePostgresOptions,
  place: postgresPlace,
  async open(options, context) {
    for (const name of options.withoutEffect) {
      const message = `store ${context.storeName}: option ${name} has no effect here`;
      context.log({ level: "warn", message });
    }
    const store = new PostgresStore(options, context);
    const fault = await firstFault(store, context);
    if (fault === undefined) return store;
    await store.close();
    throw new StoreError("invalid", `store ${context.storeName}: ${fault.message}`, { cause: fault });
  },
};

async function firstFault(store: PostgresStore, context: DriverContext): Promise<UnfitDatabase | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), openWaitMs);
  });
  const prepared = store.prepare().then(
    () => undefined,
    (cause: unknown) => {
      if (cause instanceof UnfitDatabase) {
        context.log({ level: "error", message: "the database cannot serve this store", cause });
        return cause;
      }
      const message = "Postgres cannot be reached yet; every call will try again";
      context.log({ level: "warn", message, cause });
      return undefined;
    },
  );
  const fault = await Promise.race([prepared, patience]);
  clearTimeout(timer);
  return fault;
}
