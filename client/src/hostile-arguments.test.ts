// Every public method with random hostile arguments: it rejects with StateError and
// nothing else. The values come from a seed that fast-check prints on failure.
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
