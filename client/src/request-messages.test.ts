// The requests that the calls send: every option is in the message, in its own
// field, and an option that is not given is not sent.
import { StateStoreMethods } from "@pillion/proto";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { jsonSerializer, StateClient } from "./index.ts";
import { checkListArguments, checkListStores, mutationsRequest, watchRequest } from "./request-messages.ts";
import { ScriptedServer, script } from "./scripted-server-fixture.ts";

const requests: Record<string, unknown>[] = [];
let server: ScriptedServer;
let client: StateClient;

function keep<Reply>(reply: Reply): (request: unknown) => Reply {
  return (request) => {
    requests.push(request as Record<string, unknown>);
    return reply;
  };
}

beforeAll(async () => {
  const { get, batchGet, exists, set, increment, touch, commit, batchWrite, list, deletePrefix } =
    StateStoreMethods;
  server = await ScriptedServer.start([
    script(get, keep({})),
    script(batchGet, keep({ entries: [{}, {}] })),
    script(exists, keep({})),
    script(set, keep({ version: "1" })),
    script(StateStoreMethods.delete, keep({})),
    script(increment, keep({})),
    script(touch, keep({})),
    script(commit, keep({ results: [{}, {}, {}, {}, {}] })),
    script(batchWrite, keep({ entries: [{}, {}, {}, {}, {}] })),
    script(list, keep({})),
    script(deletePrefix, keep({})),
  ]);
  client = new StateClient({ address: server.address, environment: {}, store: "main" });
});

afterAll(async () => {
  await client.close();
  await server.close();
});

beforeEach(() => {
  requests.length = 0;
});

const value = Uint8Array.of(7);
const strong = { consistency: "strong" } as const;
const ttl = { ttl: { seconds: expect.anything(), nanos: 500_000_000 } };

test("a read sends store, key and consistency", async () => {
  await client.get("k", { ...strong, store: "other" });
  await client.exists("k", strong);
  await client.version("k");
  await client.batchGet(["a", "b"], strong);
  expect(requests).toMatchObject([
    { store: "other", key: "k", consistency: 2 },
    { store: "main", key: "k", consistency: 2 },
    { store: "main", key: "k", consistency: 0 },
    { store: "main", keys: ["a", "b"], consistency: 2 },
  ]);
});

test("a set sends all its options, and nothing that is not given", async () => {
  await client.set("k", value, {
    ...strong,
    ttlMs: 2_500,
    ifVersion: "v1",
    contentType: "image/png",
    kind: "ephemeral",
    returnPrevious: true,
    idempotencyKey: "once",
  });
  await client.set("k", value);
  expect(requests[0]).toMatchObject({
    store: "main",
    key: "k",
    contentType: "image/png",
    kind: 1,
    expiry: ttl,
    precondition: { version: "v1" },
    returnPrevious: true,
    idempotencyKey: "once",
    consistency: 2,
  });
  expect(Array.from((requests[0]?.value ?? []) as Uint8Array)).toEqual([7]);
  expect(requests[1]).toMatchObject({
    contentType: "",
    kind: 0,
    expiry: null,
    precondition: null,
    returnPrevious: false,
    idempotencyKey: "",
    consistency: 0,
  });
});

test("a delete sends its precondition and its options", async () => {
  const options = { ...strong, returnPrevious: true, idempotencyKey: "once" };
  await client.delete("k", { ...options, ifVersion: "v1" });
  await client.delete("k", { ifPresent: true });
  expect(requests).toMatchObject([
    {
      key: "k",
      precondition: { version: "v1" },
      returnPrevious: true,
      idempotencyKey: "once",
      consistency: 2,
    },
    { key: "k", precondition: { present: true }, returnPrevious: false, idempotencyKey: "" },
  ]);
});

test("an increment and a touch send their expiry and their idempotency key", async () => {
  await client.increment("n", -3, { initial: 10, ttlMs: 2_500, idempotencyKey: "once", ...strong });
  await client.increment("n");
  await client.touch("k", { ttlMs: 2_500, idempotencyKey: "once" });
  await client.touch("k", { expiry: "none" });
  expect(requests.map(({ delta, initial }) => [String(delta), String(initial)]).slice(0, 2)).toEqual([
    ["-3", "10"],
    ["1", "0"],
  ]);
  expect(requests).toMatchObject([
    { key: "n", expiry: ttl, idempotencyKey: "once", consistency: 2 },
    { key: "n", expiry: null, idempotencyKey: "" },
    { key: "k", expiry: ttl, idempotencyKey: "once" },
    { key: "k", expiry: { none: true }, idempotencyKey: "" },
  ]);
});

test("a commit and a batch send every mutation with its parts, and a typed store its prefix", async () => {
  const numbers = client.store("typed", jsonSerializer<number>(), { prefix: "n/" });
  const mutations = [
    { type: "set", key: "a", value: 1, ifAbsent: true, ttlMs: 2_500, returnPrevious: true },
    { type: "delete", key: "b", ifVersion: "v1", returnPrevious: true },
    { type: "increment", key: "c", delta: 5, initial: 2, expiry: "keep", ifPresent: true },
    { type: "touch", key: "d", expiry: "none", ifVersion: "v2" },
    { type: "check", key: "e", ifAbsent: true },
  ] as const;
  const options = { ...strong, idempotencyKey: "once" };
  await numbers.commit(mutations, options);
  await numbers.batchWrite(mutations, options);
  for (const request of requests)
    expect(request).toMatchObject({
      store: "typed",
      idempotencyKey: "once",
      consistency: 2,
      mutations: [
        {
          set: {
            key: "n/a",
            contentType: "application/json",
            precondition: { absent: true },
            expiry: ttl,
            returnPrevious: true,
          },
        },
        { delete: { key: "n/b", precondition: { version: "v1" }, returnPrevious: true } },
        { increment: { key: "n/c", expiry: { keep: true }, precondition: { present: true } } },
        { touch: { key: "n/d", expiry: { none: true }, precondition: { version: "v2" } } },
        { check: { key: "n/e", precondition: { absent: true } } },
      ],
    });
  expect(requests.length).toBe(2);
});

test("a list sends prefix, page and view, and a prefix is deleted with the store's prefix", async () => {
  await client.listPage("p/", { view: "metadata", pageSize: 1_000, pageToken: "next" });
  await client.listPage();
  await client.store(jsonSerializer(), { prefix: "n/" }).deletePrefix("x");
  expect(requests).toMatchObject([
    { store: "main", prefix: "p/", view: 2, pageSize: 1_000, pageToken: "next" },
    { store: "main", prefix: "", view: 3, pageSize: 0, pageToken: "" },
    { store: "main", prefix: "n/x" },
  ]);
});

test("a watch sends its key or prefix, and each option", () => {
  const common = { store: "main", resumeToken: "", sendInitial: false, view: 3 };
  expect(watchRequest("main", { key: "k" }, {})).toEqual({ ...common, key: "k" });
  expect(watchRequest("main", { prefix: "p/" }, {})).toEqual({ ...common, prefix: "p/" });
  const options = { store: "other", resumeToken: "next", sendInitial: true, view: "keys" } as const;
  expect(watchRequest("main", { key: "k" }, options)).toEqual({ ...options, view: 1, key: "k" });
});

test("a commit without options sends none", () => {
  expect(mutationsRequest("main", [{ type: "check", key: "a", ifAbsent: true }], {})).toEqual({
    store: "main",
    mutations: [{ check: { key: "a", precondition: { absent: true } } }],
    idempotencyKey: "",
    consistency: 0,
  });
});

test("the arguments of a list and of a list of stores are checked", () => {
  expect(checkListArguments("p/", { view: "keys", pageSize: 5, timeoutMs: 1 })).toBeUndefined();
  expect(() => checkListArguments("p/", { pageToken: "x" })).toThrow("pageToken: unknown option");
  expect(() => checkListArguments(5 as never, {})).toThrow("prefix: must be a string, not a number");
  expect(checkListStores({ timeoutMs: 1 })).toBeUndefined();
  expect(() => checkListStores({ store: "x" })).toThrow("store: unknown option");
});
