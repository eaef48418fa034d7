// There and back again: an application starts on daprd, changes to Pillion and
// goes back, each time with one sidecar at a time and the same files. Nothing of
// what any of them wrote is missing, and every etag still holds.
import { afterAll, beforeAll, expect, it } from "vitest";
import { SwapSidecar } from "../e2e/dapr/swap-sidecar.ts";
import { encryptedStores, openSharedStores, type SharedStores, sharedStores } from "./shared-stores.ts";
import { type Side, type SideOptions, startDaprd, startPillion, targetOf } from "./sidecars.ts";

let stores: SharedStores;
beforeAll(async () => {
  stores = await openSharedStores();
});
afterAll(() => stores?.redis.process.stop());

const names = [...sharedStores.map(([name]) => name), ...encryptedStores];

type Visit = (open: (store: string) => SwapSidecar) => Promise<void>;

async function during(start: (options: SideOptions) => Promise<Side>, visit: Visit): Promise<void> {
  const side = await start(stores.options);
  const target = targetOf(side);
  try {
    await visit((store) => new SwapSidecar(target, store));
  } finally {
    target.close();
    await side.end();
  }
}

it("loses nothing on the way to Pillion and back", async () => {
  const etags = new Map<string, string>();
  const expectAll = async (side: SwapSidecar, wanted: Readonly<Record<string, string>>) =>
    expect(await side.bulk(Object.keys(wanted))).toEqual(wanted);
  await during(startDaprd, async (open) => {
    for (const name of names) {
      await open(name).write("first", "by daprd");
      await open(name).write("lives", "for long", { metadata: { ttlInSeconds: "1000" } });
      etags.set(name, (await open(name).read("first"))?.etag ?? "");
    }
  });
  await during(startPillion, async (open) => {
    for (const name of names) {
      const side = open(name);
      await expectAll(side, { first: "by daprd", lives: "for long" });
      expect(await side.save("first", "by Pillion", etags.get(name))).toBe(true);
      expect(await side.save("first", "never", etags.get(name))).toBe(false);
      await side.transact({ second: "in a transaction", third: "and one more" });
      etags.set(name, (await side.read("first"))?.etag ?? "");
    }
  });
  await during(startDaprd, async (open) => {
    for (const name of names) {
      const side = open(name);
      await expectAll(side, {
        first: "by Pillion",
        second: "in a transaction",
        third: "and one more",
        lives: "for long",
      });
      expect((await side.read("first"))?.etag).toBe(etags.get(name));
      expect(await side.save("first", "by daprd again", etags.get(name))).toBe(true);
      expect(await side.remove("third", (await side.read("third"))?.etag)).toBe(true);
      expect(await side.read("third")).toBeUndefined();
    }
  });
}, 120_000);
