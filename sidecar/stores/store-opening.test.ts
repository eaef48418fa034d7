// How a store is opened: its layers and limits, and that nothing stays open after
// a failure.
import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { createCall, createKeyRing, type StateStore, StoreError, systemClock } from "../../src/index.ts";
import { freezable } from "../../test/conformance/freezable-store.ts";
import { openMemory } from "../../test/conformance/memory-subject.ts";
import { put, text } from "../../test/conformance/mutations.ts";
import type { CheckedStore } from "../config/index.ts";
import { plainSettings } from "../config/options/layer-settings.ts";
import { openStore } from "./store-opening.ts";

const context = { clock: systemClock, random: Math.random, log: () => undefined, storeName: "a" };
const dependencies = { context, appId: "shop", valueBytesMax: 1024, observe: undefined };
const read = { consistency: "strong", view: "full" } as const;

function checked(
  open: () => Promise<StateStore>,
  settings: Partial<CheckedStore["settings"]> = {},
): CheckedStore {
  return { name: "a", driver: "memory", settings: { ...plainSettings("shop"), ...settings }, open };
}

async function memory(): Promise<StateStore> {
  return (await openMemory()).store;
}

test("keys have the configured prefix, or none", async () => {
  for (const [keyPrefix, stored] of [
    ["mine", "mine||k"],
    [undefined, "k"],
  ] as const) {
    const driver = await memory();
    const store = await openStore(
      checked(async () => driver, { keyPrefix }),
      dependencies,
    );
    await store.commit([{ mutations: [put("k", "1")] }], createCall());
    expect(await driver.read([stored], read, createCall())).toMatchObject([{ key: stored }]);
    expect(await store.read(["k"], read, createCall())).toMatchObject([{ key: "k" }]);
    await store.close();
  }
});

test("values are stored encrypted where keys are configured", async () => {
  const driver = await memory();
  const encryption = createKeyRing({ name: "k1", hex: randomBytes(16).toString("hex") });
  const store = await openStore(
    checked(async () => driver, { encryption }),
    dependencies,
  );
  await store.commit([{ mutations: [put("k", "canary")] }], createCall());
  const [found] = await driver.read(["shop||k"], read, createCall());
  expect(found && "value" in found && text(found.value)).toMatch(/^[A-Za-z0-9+/=]+\|\|k1$/);
  await store.close();
});

test("a call ends at the store's timeout, whatever its deadline is", async () => {
  const { store: driver, freeze } = freezable(await memory());
  const store = await openStore(
    checked(async () => driver, { timeoutMs: 20 }),
    dependencies,
  );
  const thaw = await freeze();
  await expect(store.read(["k"], read, createCall())).rejects.toMatchObject({ code: "deadline" });
  await thaw();
  await store.close();
});

test("a store that opens too late is closed, and the error states the time limit", async () => {
  const driver = await memory();
  let release: () => void = () => undefined;
  const opening = new Promise<StateStore>((resolve) => {
    release = () => resolve(driver);
  });
  const late = openStore(
    checked(() => opening, { openMsMax: 10 }),
    dependencies,
  );
  await expect(late).rejects.toThrow('store "a": did not open within its initTimeout of 10 ms');
  release();
  await expect
    .poll(() => driver.ping(createCall()).catch((error: unknown) => error))
    .toMatchObject({ code: "closed" });
});

test("the error of a driver names the store, and not the driver's option", async () => {
  const violations = [{ path: ["path"], description: "data directory /d is not writable" }];
  const failing = async () => {
    throw new StoreError("invalid", "path: data directory /d is not writable", { violations });
  };
  await expect(openStore(checked(failing), dependencies)).rejects.toMatchObject({
    code: "invalid",
    message: 'store "a": data directory /d is not writable',
    violations,
  });
});

test("a store that does not support its configured cache is closed again", async () => {
  const driver = await memory();
  const cache = { bytesMax: undefined, ttlMs: undefined };
  await expect(
    openStore(
      checked(async () => driver, { cache }),
      dependencies,
    ),
  ).rejects.toThrow(
    'store "a": cache: a store of the driver "memory" does not report changes, so its records cannot be cached',
  );
  await expect(driver.ping(createCall())).rejects.toMatchObject({ code: "closed" });
});
