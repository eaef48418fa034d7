// Arguments of each kind that the public methods reject: the error names the field, and nothing is sent.
import { expect, test } from "vitest";
import { jsonSerializer, StateClient, StateError, textSerializer } from "./index.ts";

// Nothing listens there: a call that was sent would fail as unavailable.
const client = new StateClient({ address: "127.0.0.1:1", environment: {}, timeoutMs: 1_000 });

async function drain(iterable: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of iterable) return;
}

const withGetter = {
  get timeoutMs(): number {
    throw new RangeError("a getter threw");
  },
};

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
  ["a number as the name of a typed store", "name", () => client.store(untyped<string>(5), jsonSerializer())],
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
  ["an argument whose getter throws", undefined, () => client.get("k", untyped(withGetter))],
])("%s is rejected and nothing is sent", async (_name, field, run) => {
  const error = await (async () => run())().then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(StateError);
  expect(error).toMatchObject({ code: "invalid", outcome: "not-applied", field });
});

const typed = () => client.store(jsonSerializer<number>(), { prefix: "cart/" });
