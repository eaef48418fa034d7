// What a limited role can do: the rights that README.md lists are enough, and where
// something is missing that the role may not create, the statements in the error
// or the log are enough. Both are read from there and run.
import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  asStoreError,
  createCall,
  isInvalidationSource,
  type StateStore,
  StoreError,
} from "../../src/index.ts";
import { absent, add, after, put, remove, touch } from "../conformance/mutations.ts";
import { type LoggedStore, PostgresSchema } from "./postgres-database.ts";

const call = createCall();
const page = readFileSync(new URL("../../src/drivers/postgres/README.md", import.meta.url), "utf8");
const [, section = ""] = page.split("## What the server has to allow\n");
const [, grants = ""] = /```sql\n([^`]+)```/.exec(section) ?? [];

let schema: PostgresSchema;

beforeEach(async () => {
  schema = await PostgresSchema.create();
});

afterEach(() => schema.drop());

function grant(): Promise<unknown> {
  expect(grants).toContain("GRANT");
  return schema.admin.query(
    grants.replaceAll("public", schema.name).replaceAll("pillion;", `${schema.name};`),
  );
}

// The statements in a message, without what precedes them.
function statementsOf(message: string): string {
  return message.slice(message.indexOf("has to run: ") + "has to run: ".length);
}

async function pingError(store: StateStore): Promise<StoreError> {
  return store.ping(call).then(
    () => new StoreError("internal", "the ping succeeded"),
    (thrown: unknown) => asStoreError(thrown),
  );
}

// Every kind of statement on the tables.
async function useEverything({ store, log }: LoggedStore): Promise<void> {
  const inAnHour = Date.now() + 3_600_000;
  const idempotency = { key: "once", fingerprint: "f", expireTime: inAnHour };
  const results = await store.commit(
    [
      { mutations: [put("a", "1", { contentType: "application/json", hints: { asJson: true } })] },
      { mutations: [add("n", 1n)] },
      { mutations: [put("b", "1", { precondition: absent }), add("m", 1n)], idempotency },
    ],
    call,
  );
  expect(results.filter((result) => result instanceof StoreError)).toEqual([]);
  const second = await store.commit(
    [{ mutations: [touch("a", after(1))] }, { mutations: [remove("b")] }, { mutations: [put("c", "1")] }],
    call,
  );
  expect(second.filter((result) => result instanceof StoreError)).toEqual([]);
  const records = await store.read(["n", "m"], { consistency: "strong", view: "full" }, call);
  expect(
    records.map((record) => record && "value" in record && Buffer.from(record.value).toString()),
  ).toEqual(["1", "1"]);
  const { records: found } = await store.scan(
    { prefix: "", cursor: undefined, limit: 10, view: "keys" },
    call,
  );
  expect(found.map(({ key }) => key)).toEqual(["c", "m", "n"]);
  await store.query?.(
    { prefix: "", filter: undefined, sort: [], position: 0, limit: 10, bytesMax: 1e6, index: undefined },
    call,
  );
  // The sweep needs rights on the metadata table.
  await expect
    .poll(async () => (await schema.admin.query("SELECT FROM state WHERE key = 'a'")).rowCount, {
      timeout: 5000,
    })
    .toBe(0);
  expect(log.filter(({ level }) => level === "error" || level === "warn")).toEqual([]);
}

describe.each(["v1", "v2"])("a role with limited rights, layout %s", (layout) => {
  const options = { layout, cleanupInterval: "200ms" };

  it("the rights of the page are enough on tables of another owner", async () => {
    const { store } = await schema.openAsAdmin({ layout });
    await store.ping(call);
    await grant();
    await useEverything(await schema.open(options));
  });

  it("without any table, the statements in the error create all of them", async () => {
    await schema.admin.query(`GRANT USAGE ON SCHEMA ${schema.name} TO ${schema.name}`);
    const opened = await schema.open(options);
    const error = await pingError(opened.store);
    expect(error).toMatchObject({ code: "unavailable", outcome: "not-applied" });
    await schema.admin.query(statementsOf(error.message));
    await opened.store.ping(call);
    await useEverything({ store: opened.store, log: [] });
    const { rows } = await schema.admin.query("SELECT value FROM dapr_metadata WHERE key LIKE 'migrations%'");
    expect(rows).toEqual([{ value: layout === "v1" ? "3" : "2" }]);
  });

  it("on tables of daprd, the statements in the error add what is missing, and nothing is lost", async () => {
    const admin = await schema.openAsAdmin({ layout });
    await admin.store.commit([{ mutations: [put("old", "1")] }], call);
    await admin.store.close();
    await schema.admin.query(
      "ALTER TABLE state DROP content_type, DROP kind, DROP noted_at; DROP TABLE state_pillion_idempotency; DROP INDEX state_pillion_key; " +
        `GRANT USAGE ON SCHEMA ${schema.name} TO ${schema.name}; GRANT SELECT, INSERT, UPDATE, DELETE ON state, dapr_metadata TO ${schema.name}`,
    );
    const { store, log } = await schema.open(options);
    const error = await pingError(store);
    expect(error).toMatchObject({ code: "unavailable", outcome: "not-applied" });
    expect(log.filter(({ level }) => level === "error").map(({ message }) => message)).toEqual([
      error.message,
    ]);
    await schema.admin.query(statementsOf(error.message));
    const [record] = await store.read(["old"], { consistency: "strong", view: "full" }, call);
    expect(record && "value" in record && Buffer.from(record.value).toString()).toBe("1");
    await store.commit([{ mutations: [remove("old")] }], call);
    // The index cannot be created by this role; the log has its statement, once.
    await expect.poll(() => log.filter(({ message }) => message.includes("index for scans"))).toHaveLength(1);
    const warning = log.find(({ message }) => message.includes("index for scans"))?.message ?? "";
    await schema.admin.query(statementsOf(warning));
    await useEverything({ store, log: [] });
  });

  it("the statements in the log create the trigger of the near cache", async () => {
    await schema.openAsAdmin({ layout }).then(({ store }) => store.ping(call));
    await grant();
    const { store, log } = await schema.open(options);
    if (!isInvalidationSource(store)) throw new TypeError("no invalidations");
    let opened = 0;
    const changed: string[] = [];
    const listener = {
      opened: () => opened++,
      changed: (key: string) => changed.push(key),
      lost: () => undefined,
    };
    const stop = store.invalidations("", listener);
    await expect.poll(() => log.filter(({ message }) => message.includes("trigger"))).toHaveLength(1);
    expect(opened).toBe(0);
    await schema.admin.query(
      statementsOf(log.find(({ message }) => message.includes("trigger"))?.message ?? ""),
    );
    await expect.poll(() => opened, { timeout: 10_000 }).toBe(1);
    await store.commit([{ mutations: [put("a", "1")] }], call);
    await expect.poll(() => changed).toEqual(["a"]);
    await stop();
  });
});

it("a role that may only read reads; its writes say which right is missing", async () => {
  await schema.openAsAdmin().then(({ store }) => store.commit([{ mutations: [put("a", "1")] }], call));
  await schema.admin.query(
    `GRANT USAGE ON SCHEMA ${schema.name} TO ${schema.name}; GRANT SELECT ON ALL TABLES IN SCHEMA ${schema.name} TO ${schema.name}`,
  );
  const { store } = await schema.open();
  const [record] = await store.read(["a"], { consistency: "strong", view: "full" }, call);
  expect(record && "value" in record && Buffer.from(record.value).toString()).toBe("1");
  const [result] = await store.commit([{ mutations: [put("a", "2")] }], call);
  expect(result).toMatchObject({ code: "unavailable", outcome: "not-applied" });
  expect(result instanceof StoreError && result.message).toContain("SELECT, INSERT, UPDATE and DELETE");
});

it("the error of a role that may not use the schema of the tables has the statement for that", async () => {
  const options = { tablePrefix: `${schema.name}.`, metadataTableName: `${schema.name}.dapr_metadata` };
  await schema.openAsAdmin(options).then(({ store }) => store.ping(call));
  const { store } = await schema.open(options);
  const error = await pingError(store);
  expect(statementsOf(error.message)).toBe(`GRANT USAGE ON SCHEMA "${schema.name}" TO ${schema.name};`);
  await schema.admin.query(statementsOf(error.message));
  await grant();
  await store.ping(call);
});
