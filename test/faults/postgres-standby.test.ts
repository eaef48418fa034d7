// A primary with a synchronous standby: what is guaranteed, and how a store that is
// connected to the standby behaves.
import { afterAll, beforeAll, expect, it } from "vitest";
import { postgresDriver } from "../../src/drivers/postgres/postgres-driver.ts";
import {
  createCall,
  noExpiry,
  noPrecondition,
  type StateStore,
  StoreError,
  systemClock,
} from "../../src/index.ts";
import { type PostgresPair, startPostgresPair } from "../servers/postgres-server.ts";
import { until } from "../servers/server-process.ts";
import { postgresHome } from "../servers/test-servers.ts";

const call = createCall();
let pair: PostgresPair;
let primary: StateStore;
let standby: StateStore;

const open = (url: string): Promise<StateStore> =>
  postgresDriver.open(postgresDriver.compile({ url, maxConns: 2 }), {
    clock: systemClock,
    random: Math.random,
    log: () => {},
    storeName: "main",
  });

async function write(store: StateStore, text: string): Promise<StoreError | undefined> {
  const mutation = {
    type: "put",
    key: "shop||a",
    value: Buffer.from(text),
    contentType: "",
    kind: "persistent",
    expiry: noExpiry,
    precondition: noPrecondition,
    returnPrevious: false,
  } as const;
  const [result] = await store.commit([{ mutations: [mutation] }], call);
  return result instanceof StoreError ? result : undefined;
}

async function read(store: StateStore): Promise<string | undefined> {
  const [record] = await store.read(["shop||a"], { consistency: "strong", view: "full" }, call);
  return record !== undefined && "value" in record ? Buffer.from(record.value).toString() : undefined;
}

beforeAll(async () => {
  pair = await startPostgresPair(postgresHome(), { synchronous: true, settings: { fsync: "on" } });
  primary = await open(pair.primary.url);
  await primary.ping(call);
  standby = await open(pair.standby.url);
}, 90_000);

afterAll(async () => {
  await Promise.all([primary.close(), standby.close()]);
  await pair.stop();
});

it("the durability is that of a synchronous standby", () => {
  expect(primary.facts).toMatchObject({ durability: "primary-loss", replicas: true });
});

it("an acknowledged write reaches the standby", async () => {
  expect(await write(primary, "1")).toBeUndefined();
  await until(async () => (await read(standby)) === "1", 10_000);
});

it("a store on the standby serves reads, and rejects writes as not applied", async () => {
  expect(await write(standby, "2")).toMatchObject({ code: "unavailable", outcome: "not-applied" });
  expect(await read(primary)).toBe("1");
});
