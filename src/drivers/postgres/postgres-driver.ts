// The Postgres driver: Postgres 13 to 18 and what speaks its protocol, over the
// tables of Dapr's state.postgresql components.
import { StoreError } from "../../model/errors.ts";
import type { Driver } from "../../store/driver.ts";
import { compilePostgresOptions, type PostgresOptions } from "./postgres-options.ts";
import { PostgresStore } from "./postgres-store.ts";

/** The driver named `postgres`. */
export const postgresDriver: Driver<PostgresOptions> = {
  name: "postgres",
  compile: compilePostgresOptions,
  async open(options, context) {
    const store = new PostgresStore(options, context);
    try {
      await store.prepare();
    } catch (thrown) {
      const fatal =
        thrown instanceof StoreError && (thrown.code === "unsupported" || thrown.code === "corrupt");
      if (fatal) {
        await store.close();
        throw new StoreError("invalid", `store ${context.storeName}: ${thrown.message}`, {
          cause: thrown.cause,
        });
      }
      context.log({
        level: "warn",
        message: "Postgres cannot be reached yet; every call will try again",
        cause: thrown,
      });
    }
    return store;
  },
};
