// Every public method with hostile arguments: it rejects with StateError and
// nothing else, and what it rejects as invalid was not sent. Random values come
// from a seed that fast-check prints on failure.
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  bytesSerializer,
  checkAddress,
  connect,
  isConflict,
  isNotApplied,
  isOutcomeUnknown,
  isStateError,
  jsonSerializer,
  protobufSerializer,
  resolveAddress,
  State,
  StateClient,
  StateError,
  textSerializer,
} from "./index.ts";
import { ScriptedServer } from "./scripted-server-fixture.ts";

let server: ScriptedServer;
let client: StateClient;

beforeAll(async () => {
  // Every call that is sent ends with UNIMPLEMENTED.
  server = await ScriptedServer.start([]);
  client = new StateClient({ address: server.address, environment: {}, timeoutMs: 1_000 });
});

afterAll(async () => {
  await client.close();
  await server.close();
});

const throwing = () => {
  throw new RangeError("a getter threw");
};
const getters = ["timeoutMs", "store", "signal", "type", "key", "value", "prefix", "contentType", "address"];

function withGetters(): object {
  return Object.defineProperties(
    {},
    Object.fromEntries(getters.map((name) => [name, { get: throwing, enumerable: true }])),
  );
}

function revoked(target: object): object {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
}

const hostile: (() => unknown)[] = [
  () => undefined,
  () => null,
  () => true,
  () => 0,
  () => -1,
  () => Number.NaN,
  () => 1e300,
  () => 1n,
  () => "",
  () => "a",
  () => "\uD800",
  () => "k".repeat(300),
  () => Symbol("s"),
  () => () => 1,
  () => throwing,
  () => [],
  () => ["a", undefined],
  () => new Array(3),
  () => [{ type: "set" }],
  () => [{ type: "set", key: "k", value: 1, ttlMs: "1" }],
  () => [{ type: "delete", key: {} }],
  () => [null],
  () => ({}),
  () => ({ timeoutMs: "1" }),
  () => ({ signal: {} }),
  () => ({ store: 5 }),
  () => ({ idempotencyKey: 5 }),
  () => ({ prefix: 5 }),
  () => ({ key: Symbol("k") }),
  () => ({ pageSize: 1.5 }),
  () => ({ view: {} }),
  () => ({ nope: 1 }),
  () => ({ toString: throwing, valueOf: throwing, [Symbol.toPrimitive]: throwing }),
  () => Object.create(null),
  () => withGetters(),
  () => revoked({}),
  () => revoked([]),
  () => new Proxy({}, { ownKeys: throwing, get: throwing, has: throwing }),
  () => new Proxy([1], { get: throwing }),
  () => new Date(Number.NaN),
  () => new Uint8Array(1),
  () => jsonSerializer(),
  () => ({ contentType: "x", serialize: throwing, deserialize: throwing, accepts: throwing }),
  () => ({ contentType: "x", serialize: () => "text", deserialize: () => 1 }),
  () => AbortSignal.abort(),
];

type Method = (...args: never[]) => unknown;

async function drain(iterable: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of iterable) return;
}

const methodNames = [
  "get",
  "batchGet",
  "exists",
  "version",
  "set",
  "delete",
  "increment",
  "touch",
  "commit",
  "batchWrite",
  "list",
  "listPage",
  "deletePrefix",
  "watch",
] as const;

function methodsOf(calls: object, names: readonly string[]): [string, Method][] {
  return names.map((name) => {
    const method = (calls as Record<string, Method>)[name] as Method;
    return [name, (...args: never[]) => method.apply(calls, args)];
  });
}

const foreign = {
  contentType: "x",
  serialize: () => throwing() as unknown as Uint8Array,
  deserialize: throwing,
};

function publicFunctions(): [string, Method][] {
  const typed = client.store(jsonSerializer<unknown>(), { prefix: "p/" });
  const broken = client.store(foreign as never);
  return [
    ...methodsOf(client, [...methodNames, "listStores", "store"]),
    ...methodsOf(typed, [...methodNames, "atomicUpdate", "encode"]),
    ...methodsOf(broken, ["set", "commit", "encode"]),
    ["new StateClient", (options: never) => void new StateClient(options).close()],
    ["connect", (options: never) => void connect(options).close()],
    ["checkAddress", checkAddress as Method],
    ["resolveAddress", (address: never) => resolveAddress(address, {})],
    ["jsonSerializer", jsonSerializer as Method],
    ["protobufSerializer", protobufSerializer as Method],
    ["bytesSerializer", bytesSerializer as Method],
    ["isExpired", (now: never) => state.isExpired(now)],
  ];
}

const state = new State({
  key: "k",
  value: 1,
  version: "1",
  contentType: "",
  kind: "persistent",
  created: undefined,
  updated: undefined,
  expiry: new Date(),
  staleAgeMs: undefined,
});

async function outcomeOf(method: Method, args: readonly unknown[]): Promise<unknown> {
  try {
    const result = method(...(args as never[]));
    if (typeof result === "object" && result !== null && Symbol.asyncIterator in result)
      await drain(result as AsyncIterable<unknown>);
    else await result;
    return undefined;
  } catch (error) {
    return error;
  }
}

test("every public method rejects hostile arguments with StateError only", { timeout: 120_000 }, async () => {
  const functions = publicFunctions();
  const argument = fc.constantFrom(...hostile);
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...functions),
      fc.array(argument, { maxLength: 4 }),
      async ([name, method], makers) => {
        const args = makers.map((make) => make());
        const error = await outcomeOf(method, args);
        if (error === undefined || error instanceof StateError) return;
        // What the function of an update throws is rethrown.
        if (name === "atomicUpdate" && error instanceof RangeError) return;
        throw new Error(`${name} failed with ${String(error)}`, { cause: error });
      },
    ),
    { numRuns: 3_000 },
  );
});

test("the guards accept anything", () => {
  for (const make of hostile)
    for (const guard of [isStateError, isConflict, isNotApplied, isOutcomeUnknown]) {
      const value = make();
      if (typeof value !== "object") expect(guard(value)).toBe(false);
    }
});

const untyped = <T>(value: unknown) => value as T;

test.each<[string, string | undefined, () => unknown]>([
  ["an undefined key", "key", () => client.get(untyped(undefined))],
  ["an empty key", "key", () => client.delete("")],
  ["an object as a key", "key", () => client.set(untyped({}), new Uint8Array())],
  ["an array as a key", "key", () => client.get(untyped(["a"]))],
  ["an undefined key of a typed store", "key", () => typed().set(untyped(undefined), 1)],
  ["an object as a key of a typed store", "key", () => typed().get(untyped({}))],
  ["an empty key of a typed store", "key", () => typed().touch("", { ttlMs: 5 })],
  ["a lone surrogate in a key", "key", () => client.get("a\uD800")],
  ["a string as keys", "keys", () => client.batchGet(untyped("a"))],
  ["an undefined key among keys", "keys[1]", () => typed().batchGet(["a", untyped(undefined)])],
  ["no mutations", "mutations", () => client.commit(untyped(undefined))],
  ["a hole among the mutations", "mutations[0]", () => client.commit(untyped(new Array(1)))],
  [
    "an undefined key of a mutation",
    "mutations[0].key",
    () => typed().commit([{ type: "delete", key: untyped(undefined) }]),
  ],
  ["text as a delta", "delta", () => client.increment("n", untyped("1"))],
  ["text as an initial value", "initial", () => client.increment("n", 1, { initial: untyped("1") })],
  ["a number as a store", "store", () => client.set("x", new Uint8Array(), { store: untyped(5) })],
  [
    "a number as an idempotency key",
    "idempotencyKey",
    () => client.increment("x", 1, { idempotencyKey: untyped(5) }),
  ],
  ["an empty idempotency key", "idempotencyKey", () => client.increment("x", 1, { idempotencyKey: "" })],
  [
    "a long idempotency key",
    "idempotencyKey",
    () => client.increment("x", 1, { idempotencyKey: "é".repeat(128) }),
  ],
  ["text as ifAbsent", "ifAbsent", () => client.set("x", new Uint8Array(), { ifAbsent: untyped("yes") })],
  [
    "a long content type",
    "contentType",
    () => client.set("x", new Uint8Array(), { contentType: "x".repeat(256) }),
  ],
  ["options as a prefix", "prefix", () => drain(client.list(untyped({ prefix: "x/" })))],
  ["a number as a prefix", "prefix", () => typed().deletePrefix(untyped(5))],
  ["a page size of 0", "pageSize", () => client.listPage("", { pageSize: 0 })],
  ["a page size of 1.5", "pageSize", () => typed().listPage("", { pageSize: 1.5 })],
  ["a page size of 1001", "pageSize", () => drain(typed().list("", { pageSize: 1_001 }))],
  ["text as the options of a typed store", "options", () => client.store(jsonSerializer(), untyped("cart/"))],
  [
    "an unknown option of a typed store",
    "prefx",
    () => client.store(jsonSerializer(), untyped({ prefx: "x" })),
  ],
  ["a name without a serializer", "serializer", () => client.store("carts", untyped<never>(undefined))],
  ["a class as a serializer", "serializer", () => client.store(untyped<never>(textSerializer))],
  ["no change function", "change", () => typed().atomicUpdate("q", untyped(undefined))],
  ["an empty target of a watch", "target", () => drain(client.watch(untyped({})))],
  ["null as the options of a client", "options", () => new StateClient(untyped(null))],
  ["a number as an address", "address", () => new StateClient({ address: untyped(5) })],
  ["text as tls", "tls", () => new StateClient({ tls: untyped("yes") })],
  ["an unknown part of tls", "tls.caa", () => new StateClient({ tls: untyped({ caa: "x" }) })],
  ["text as a transport", "transport", () => new StateClient({ transport: untyped("grpc-js") })],
  ["another function as a transport", "transport", () => new StateClient({ transport: untyped(() => ({})) })],
  ["a URL as an address", "address", () => new StateClient({ address: "http://127.0.0.1:3500" })],
  ["an argument whose getter throws", undefined, () => client.get("k", untyped(withGetters()))],
])("%s is rejected and nothing is sent", async (_name, field, run) => {
  const error = await outcomeOf(run as Method, []);
  expect(error).toBeInstanceOf(StateError);
  expect(error).toMatchObject({ code: "invalid", outcome: "not-applied", field });
});

const typed = () => client.store(jsonSerializer<number>(), { prefix: "cart/" });
