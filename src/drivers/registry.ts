// Every driver by its name, one line each. A driver is loaded when it is first
// asked for, so that a process pays only for the libraries it uses.
import { violationError } from "../model/errors.ts";
import type { Driver } from "../store/driver.ts";

const drivers: Readonly<Record<string, () => Promise<Driver<unknown>>>> = {
  embedded: async () => (await import("./embedded/embedded-driver.ts")).embeddedDriver,
  memory: async () => (await import("./memory/memory-driver.ts")).memoryDriver,
  postgres: async () => (await import("./postgres/postgres-driver.ts")).postgresDriver,
  redis: async () => (await import("./redis/redis-driver.ts")).redisDriver,
};

/** The names that `loadDriver` knows, in order. */
export const driverNames: readonly string[] = Object.keys(drivers).toSorted();

/** The driver of a name. Throws `invalid`, naming those there are, if there is none. */
export async function loadDriver(name: string): Promise<Driver<unknown>> {
  const load = Object.hasOwn(drivers, name) ? drivers[name] : undefined;
  if (load !== undefined) return load();
  const description = `there is no "${name}"; the drivers are ${driverNames.join(", ")}`;
  throw violationError([{ path: ["driver"], description }]);
}
