// Invalid arguments of JavaScript programs are rejected before anything is sent,
// with a message that says what to write instead. No server listens: a call that
// is sent fails with another error.
import { afterAll, expect, test } from "vitest";
import {
  checkedKeys,
  checkedMutations,
  checkKey,
  checkMutation,
  checkPrefix,
  checkSerializer,
  checkStoreOptions,
  checkWatchTarget,
} from "./argument-checks.ts";
import { jsonSerializer, StateClient, StateError } from "./index.ts";

const client = new StateClient({ address: "127.0.0.1:9", timeoutMs: 1_000 });
const store = client.store(jsonSerializer<number>(), { prefix: "n/" });
afterAll(() => client.close());

const bytes = Uint8Array.of(1);
// Passes a value as a program without types would.
const untyped = <T>(value: unknown) => value as T;

async function rejectionOf(run: () => Promise<unknown>): Promise<[string | undefined, string]> {
  const error = await run().then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(StateError);
  const { code, outcome, field, message } = error as StateError;
  expect([code, outcome]).toEqual(["invalid", "not-applied"]);
  return [field, message];
}

test.each<[string, unknown, RegExp]>([
  ["a string", "text", /a string: .*textSerializer/],
  ["an ArrayBuffer", new ArrayBuffer(2), /pass new Uint8Array\(buffer\)/],
  ["a Float64Array", new Float64Array(1), /Float64Array: pass new Uint8Array\(array\.buffer/],
  ["a Uint8ClampedArray", new Uint8ClampedArray(1), /Uint8ClampedArray: pass/],
  ["a DataView", new DataView(new ArrayBuffer(1)), /DataView: pass/],
  ["an array of numbers", [1, 2], /object: .*jsonSerializer/],
  ["a number", 7, /number: .*jsonSerializer/],
  ["undefined", undefined, /undefined: .*delete/],
  ["null", null, /null: .*delete/],
])("%s is rejected as a value", async (_what, value, expected) => {
  const [field, message] = await rejectionOf(() => client.set("k", untyped(value)));
  expect(field).toBe("value");
  expect(message).toMatch(expected);
  const mutations = [
    { type: "check", key: "a", ifPresent: true },
    { type: "set", key: "k", value: untyped<Uint8Array>(value) },
  ] as const;
  expect((await rejectionOf(() => client.commit(mutations)))[0]).toBe("mutations[1].value");
  expect((await rejectionOf(() => client.batchWrite(mutations)))[0]).toBe("mutations[1].value");
});

test("a Buffer is accepted as a value, and so are bytes of any length", async () => {
  for (const value of [Buffer.from("a"), new Uint8Array(0)])
    await expect(client.set("k", value)).rejects.toMatchObject({ code: "unavailable" });
});

test.each<[string, string, (options: never) => Promise<unknown>, object]>([
  ["ttl", "ttlMs", (options) => client.set("k", bytes, options), { ttl: 5 }],
  ["ifAbsnt", "ifAbsent", (options) => client.set("k", bytes, options), { ifAbsnt: true }],
  ["ifversion", "ifVersion", (options) => client.delete("k", options), { ifversion: "1" }],
  ["timeout", "timeoutMs", (options) => client.get("k", options), { timeout: 5 }],
  ["intial", "initial", (options) => client.increment("k", 1, options), { intial: 5 }],
  ["veiw", "view", (options) => client.list("k", options).next(), { veiw: "keys" }],
  ["pagesize", "pageSize", (options) => client.listPage("k", options), { pagesize: 2 }],
  ["signall", "signal", (options) => client.deletePrefix("k", options), { signall: 2 }],
  ["idempotencykey", "idempotencyKey", (options) => client.commit([], options), { idempotencykey: "a" }],
  ["atemptsMax", "attemptsMax", (options) => store.atomicUpdate("k", () => 1, options), { atemptsMax: 2 }],
  ["ttlms", "ttlMs", (options) => store.touch("k", options), { ttlms: 2 }],
])("the option %s is rejected, and %s suggested", async (wrong, right, run, options) => {
  const [field, message] = await rejectionOf(() => run(untyped(options)));
  expect(field).toBe(wrong);
  expect(message).toContain(`did you mean "${right}"?`);
});

test("a misspelt part of a mutation is rejected with its index", async () => {
  const mutations = untyped<[]>([{ type: "delete", key: "k", ifPresnt: true }]);
  const [field, message] = await rejectionOf(() => client.commit(mutations));
  expect([field, message]).toEqual([
    "mutations[0].ifPresnt",
    'mutations[0].ifPresnt: unknown option; did you mean "ifPresent"?',
  ]);
});

test.each<[string, (word: never) => Promise<unknown>]>([
  ["kind", (kind) => client.set("k", bytes, { kind })],
  ["mutations[0].kind", (kind) => client.commit([{ type: "set", key: "k", value: bytes, kind }])],
  ["consistency", (consistency) => client.get("k", { consistency })],
  ["view", (view) => client.listPage("k", { view })],
  ["expiry", (expiry) => client.set("k", bytes, { expiry })],
])("an unknown %s is rejected, whatever its type", async (field, run) => {
  for (const word of ["zzz", "constructor", null, 5, {}])
    expect((await rejectionOf(() => run(untyped(word))))[0]).toBe(field);
});

test("options that are not an object are rejected, also by a typed store", async () => {
  const none = untyped<undefined>(null);
  for (const calls of [client, store]) {
    for (const run of [
      () => calls.get("k", none),
      () => calls.exists("k", none),
      () => calls.version("k", none),
      () => calls.delete("k", none),
      () => calls.increment("k", 1, none),
      () => calls.touch("k", untyped(null)),
      () => calls.deletePrefix("k", none),
      () => calls.batchGet(["k"], none),
      () => calls.get("k", untyped(5)),
    ])
      expect((await rejectionOf(run))[0]).toBe("options");
  }
  for (const calls of [client, store])
    expect((await rejectionOf(() => calls.touch("k", untyped(undefined))))[0]).toMatch(/options|ttlMs/);
});

test.each<[string, () => unknown]>([
  ["key: must not be empty", () => checkKey("")],
  ["target.key: must be a non-empty string, not a number", () => checkKey(5, "target.key")],
  ["prefix: must be a string, not an object; options come after it", () => checkPrefix({})],
  ["prefix: must be a string, not null", () => checkPrefix(null)],
  ["prefix: must be a string, not a number", () => checkPrefix(5)],
  ["keys: must be an array, not a string", () => checkedKeys(untyped("a"))],
  ["keys[1]: must not be empty", () => checkedKeys(["a", ""])],
  ["mutations: must be an array, not an object", () => checkedMutations(untyped({}))],
  [
    "mutations[2]: must be an object, not undefined",
    () => checkMutation(untyped(undefined), "mutations[2]."),
  ],
  [
    "mutations[2].type: must be one of set, delete, increment, touch, check",
    () => checkMutation(untyped({ type: "toString", key: "k" }), "mutations[2]."),
  ],
  [
    "mutations[2].key: must be a non-empty string, not undefined",
    () => checkMutation(untyped({ type: "delete" }), "mutations[2]."),
  ],
  ["serializer: must be an object such as jsonSerializer(), not null", () => checkSerializer(null)],
  ["serializer.contentType: must be a string, not undefined", () => checkSerializer({})],
  [
    "serializer.contentType: must have at most 255 bytes, not 256",
    () => checkSerializer({ contentType: "c".repeat(256) }),
  ],
  ["serializer.serialize: must be a function, not undefined", () => checkSerializer({ contentType: "" })],
  [
    "serializer.deserialize: must be a function, not undefined",
    () => checkSerializer({ contentType: "", serialize: () => bytes }),
  ],
  [
    "serializer.accepts: must be a function, not true",
    () => checkSerializer({ ...jsonSerializer(), accepts: true }),
  ],
  [
    'options: must be an object such as { prefix: "cart/" }, not a string',
    () => checkStoreOptions(untyped("cart/")),
  ],
  ["prefix: must be a string, not a number", () => checkStoreOptions(untyped({ prefix: 5 }))],
  ["target: must have either key or prefix, and nothing else", () => checkWatchTarget({})],
  [
    "target: must have either key or prefix, and nothing else",
    () => checkWatchTarget({ key: "a", prefix: "b" }),
  ],
  [
    "target: must have either key or prefix, and nothing else",
    () => checkWatchTarget({ key: "a", view: "keys" }),
  ],
  ["target.key: must not be empty", () => checkWatchTarget({ key: "" })],
  ["target.prefix: must be a string, not a number", () => checkWatchTarget({ prefix: 5 })],
  [
    'target: must be an object such as { prefix: "cart/" } or { key: "ada" }, not a string',
    () => checkWatchTarget(untyped("cart/")),
  ],
])("%s", (message, check) => {
  expect(check).toThrow(expect.objectContaining({ code: "invalid", outcome: "not-applied", message }));
});

test("valid arguments pass, and lists are copied", () => {
  checkKey("k");
  checkPrefix("");
  checkStoreOptions({});
  checkStoreOptions({ prefix: "" });
  checkSerializer(jsonSerializer());
  checkWatchTarget({ key: "a" });
  checkWatchTarget({ prefix: "" });
  const keys = ["a", "b"];
  expect(checkedKeys(keys)).toEqual(keys);
  expect(checkedKeys(keys)).not.toBe(keys);
  const mutations = [{ type: "delete", key: "k" } as const];
  expect(checkedMutations(mutations)).toEqual(mutations);
  expect(checkedMutations(mutations)).not.toBe(mutations);
  checkMutation({ type: "delete", key: "k" }, "mutations[0].");
});
