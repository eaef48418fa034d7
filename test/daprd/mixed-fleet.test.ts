// A real daprd and Pillion on the same records at the same time: no update of
// either is lost, each reads what the other wrote, and a record expires for both.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SwapSidecar } from "../e2e/dapr/swap-sidecar.ts";
import { describeSwap } from "../e2e/dapr/swap-suite.ts";
import { encryptedStores, openSharedStores, type SharedStores, sharedStores } from "./shared-stores.ts";
import { type RunningSidecar, startDaprd, startPillion, targetOf } from "./sidecars.ts";

let stores: SharedStores;
let sidecars: readonly [RunningSidecar, RunningSidecar];
let targets: readonly ReturnType<typeof targetOf>[];
const theirs = (store: string) => new SwapSidecar(targetAt(0), store);
const ours = (store: string) => new SwapSidecar(targetAt(1), store);

function targetAt(index: number): ReturnType<typeof targetOf> {
  const target = targets[index];
  if (target === undefined) throw new TypeError("the sidecars are not running");
  return target;
}

beforeAll(async () => {
  stores = await openSharedStores();
  // One after the other, so that each finds the tables that the other made.
  const pillion = await startPillion(stores.options);
  sidecars = [await startDaprd(stores.options), pillion];
  targets = sidecars.map(targetOf);
});
afterAll(async () => {
  for (const target of targets ?? []) target.close();
  await Promise.all((sidecars ?? []).map((sidecar) => sidecar.end()));
  await stores?.redis.process.stop();
});

describe.each(sharedStores)("on %s", (store, etagHoldsWhereMissing) => {
  describeSwap({ ours: () => ours(store), foreign: () => theirs(store), etagHoldsWhereMissing });

  it.each([
    ["daprd", "Pillion", theirs, ours],
    ["Pillion", "daprd", ours, theirs],
  ] as const)("%s writes and %s reads, with every kind of write", async (name, _, from, to) => {
    const [writer, reader] = [from(store), to(store)];
    const key = (rest: string) => `${name}-${rest}`;
    const every = Buffer.from(Array.from({ length: 128 }, (_unused, n) => n));
    await writer.write(key("bytes"), every);
    await writer.transact({ [key("tx-a")]: "one", [key("tx-b")]: "two" });
    await writer.httpSave([{ key: key("json"), value: { b: [1, "ü"], a: null } }]);
    expect((await reader.read(key("bytes")))?.data).toBe(every.toString());
    expect(await reader.bulk([key("tx-a"), key("tx-b")])).toEqual({
      [key("tx-a")]: "one",
      [key("tx-b")]: "two",
    });
    expect(JSON.parse((await reader.httpRead(key("json"))).text)).toEqual({ b: [1, "ü"], a: null });
    expect(await reader.read(key("tx-a"))).toEqual(await writer.read(key("tx-a")));
    await reader.transact({ [key("tx-a")]: undefined, [key("tx-b")]: "changed" });
    expect(await writer.read(key("tx-a"))).toBeUndefined();
    expect((await writer.read(key("tx-b")))?.data).toBe("changed");
  });

  it.each([
    ["daprd", theirs, ours],
    ["Pillion", ours, theirs],
  ] as const)("a record of %s expires for both", async (name, from, to) => {
    const key = `expires-${name}`;
    await from(store).write(key, "soon gone", { metadata: { ttlInSeconds: "2" } });
    expect((await to(store).read(key))?.data).toBe("soon gone");
    for (const reader of [ours(store), theirs(store)])
      await expect.poll(() => reader.read(key), { timeout: 10_000, interval: 100 }).toBeUndefined();
    expect(await ours(store).list(key)).toEqual([]);
    const long = `${key}-long`;
    await from(store).write(long, "1", { metadata: { ttlInSeconds: "1000" } });
    await to(store).write(long, "2", { metadata: { ttlInSeconds: "-1" } });
    expect(await ours(store).metadata(long)).toEqual({});
  });
});

it.each(encryptedStores)("on %s each decrypts what the other encrypted", async (store) => {
  await theirs(store).write("of-daprd", "encrypted by daprd");
  await ours(store).write("of-pillion", "encrypted by Pillion");
  await ours(store).transact({ "of-pillion-tx": "encrypted by Pillion, too" });
  expect((await ours(store).read("of-daprd"))?.data).toBe("encrypted by daprd");
  expect((await theirs(store).read("of-pillion"))?.data).toBe("encrypted by Pillion");
  expect((await theirs(store).read("of-pillion-tx"))?.data).toBe("encrypted by Pillion, too");
});
