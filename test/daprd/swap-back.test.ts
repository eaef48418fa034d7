// An application starts on daprd, changes to Pillion and goes back, with one
// sidecar at a time and the same files. No record is lost, and every etag still
// holds.
import { afterAll, beforeAll, expect, it } from "vitest";
import { SwapSidecar } from "../e2e/dapr/swap-sidecar.ts";
import { encryptedStores, openSharedStores, type SharedStores, sharedStores } from "./shared-stores.ts";
import { type RunningSidecar, type SidecarOptions, startDaprd, startPillion, targetOf } from "./sidecars.ts";

let stores: SharedStores;
beforeAll(async () => {
  stores = await openSharedStores();
});
afterAll(() => stores?.redis.process.stop());

const names = [...sharedStores.map(([name]) => name), ...encryptedStores];

type Visit = (open: (store: string) => SwapSidecar) => Promise<void>;

async function during(
  start: (options: SidecarOptions) => Promise<RunningSidecar>,
  visit: Visit,
): Promise<void> {
  const sidecar = await start(stores.options);
  const target = targetOf(sidecar);
  try {
    await visit((store) => new SwapSidecar(target, store));
  } finally {
    target.close();
    await sidecar.end();
  }
}

it("loses nothing when changing to Pillion and back", async () => {
  const etags = new Map<string, string>();
  const expectAll = async (store: SwapSidecar, wanted: Readonly<Record<string, string>>) =>
    expect(await store.bulk(Object.keys(wanted))).toEqual(wanted);
  await during(startDaprd, async (open) => {
    for (const name of names) {
      await open(name).write("first", "by daprd");
      await open(name).write("lives", "for long", { metadata: { ttlInSeconds: "1000" } });
      etags.set(name, (await open(name).read("first"))?.etag ?? "");
    }
  });
  await during(startPillion, async (open) => {
    for (const name of names) {
      const store = open(name);
      await expectAll(store, { first: "by daprd", lives: "for long" });
      expect(await store.save("first", "by Pillion", etags.get(name))).toBe(true);
      expect(await store.save("first", "never", etags.get(name))).toBe(false);
      await store.transact({ second: "in a transaction", third: "and one more" });
      etags.set(name, (await store.read("first"))?.etag ?? "");
    }
  });
  await during(startDaprd, async (open) => {
    for (const name of names) {
      const store = open(name);
      await expectAll(store, {
        first: "by Pillion",
        second: "in a transaction",
        third: "and one more",
        lives: "for long",
      });
      expect((await store.read("first"))?.etag).toBe(etags.get(name));
      expect(await store.save("first", "by daprd again", etags.get(name))).toBe(true);
      expect(await store.remove("third", (await store.read("third"))?.etag)).toBe(true);
      expect(await store.read("third")).toBeUndefined();
    }
  });
}, 120_000);
