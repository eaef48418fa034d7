// An embedded store for the suite, in a new directory that is removed when the
// store is closed; alone or under layers.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { embeddedDriver, openEmbeddedParts } from "../../src/drivers/embedded/embedded-driver.ts";
import { EmbeddedStore } from "../../src/drivers/embedded/embedded-store.ts";
import type { StateStore } from "../../src/store/state-store.ts";
import { createAdjustableClock, type Exceptions, type OpenSubject } from "./subject.ts";

/** Clauses that cannot be tested on a store that reads in this process. */
export const embeddedExceptions: Exceptions = {
  L2: "reads return within the event-loop turn from mapped memory, which cannot be frozen; for writes see embedded-write-queue.test.ts",
};

/** Opens an embedded store with a clock that tests move, and wraps it if `wrap` is given. */
export async function openEmbedded(wrap = (inner: StateStore) => inner): Promise<OpenSubject> {
  const path = await mkdtemp(join(tmpdir(), "pillion-embedded-"));
  const clock = createAdjustableClock();
  const options = embeddedDriver.compile({ path, sweepIntervalMs: 10 });
  const context = { clock, random: Math.random, log: () => {}, storeName: "embedded" };
  const openHere = async () => {
    const parts = await openEmbeddedParts(options, context);
    return { environment: parts.environment, store: wrap(new EmbeddedStore(parts, options, context)) };
  };
  let current = await openHere();
  return {
    store: current.store,
    clock,
    reopen: async () => {
      await current.store.close();
      current = await openHere();
      return current.store;
    },
    corrupt: async (key) => {
      const bytes = current.environment.get("records", Buffer.from(key));
      if (bytes === undefined) throw new Error("there is no record to damage");
      const at = bytes.length - 1;
      bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
      await current.environment.write([{ table: "records", key: Buffer.from(key), value: bytes }]);
    },
    close: async () => {
      await current.store.close();
      await rm(path, { recursive: true });
    },
  };
}
