// The only automatic retry is that of a read of which nothing was sent. A failed
// write is reported at once, with its outcome.
import { StateStoreMethods } from "@pillion/proto";
import { RpcError, type StatusCode, statusCode } from "@pillion/wire";
import { afterEach, expect, test } from "vitest";
import { connectBy } from "../../test/transports/transport.ts";
import { isNotApplied, isOutcomeUnknown, jsonSerializer, StateClient, StateError } from "./index.ts";
import { freePort, type Script, ScriptedServer, script } from "./scripted-server-fixture.ts";

const { get, set, list, exists, watch } = StateStoreMethods;
const closers: (() => Promise<void>)[] = [];
const bytes = Uint8Array.of(1);

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function serve(...scripts: Script[]): Promise<StateClient> {
  const server = await ScriptedServer.start(scripts);
  const client = new StateClient({ transport: connectBy, address: server.address });
  closers.push(async () => {
    await client.close();
    await server.close();
  });
  return client;
}

async function failureOf(promise: Promise<unknown>): Promise<StateError> {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(StateError);
  return error as StateError;
}

function failing(code: StatusCode, count: { value: number }) {
  return () => {
    count.value += 1;
    throw new RpcError(code, "no");
  };
}

test("a write is sent once, whatever status it ends with", async () => {
  for (const code of Object.values(statusCode).filter((one) => one !== statusCode.ok)) {
    const count = { value: 0 };
    const client = await serve(script(set, failing(code, count)));
    const error = await failureOf(client.set("k", bytes));
    expect(error).toMatchObject({ outcome: "unknown", grpcStatus: code });
    expect(count.value).toBe(1);
  }
});

test("a read that got a status is not retried, not even with UNAVAILABLE", async () => {
  const count = { value: 0 };
  const client = await serve(script(get, failing(statusCode.unavailable, count)));
  expect(await failureOf(client.get("k"))).toMatchObject({ code: "unavailable", outcome: undefined });
  expect(count.value).toBe(1);
});

test("a read that was not sent is retried, and succeeds once the sidecar listens", async () => {
  const port = await freePort();
  const client = new StateClient({
    transport: connectBy,
    address: `127.0.0.1:${port}`,
    readRetries: 10,
    timeoutMs: 15_000,
  });
  closers.push(() => client.close());
  const reading = client.get("k");
  const server = await ScriptedServer.start([script(get, () => ({ found: false }))], `${port}`);
  closers.push(() => server.close());
  expect(await reading).toBeUndefined();
});

test("a write that was not sent is not retried, and its outcome is not-applied", async () => {
  const client = new StateClient({ transport: connectBy, address: `127.0.0.1:${await freePort()}` });
  closers.push(() => client.close());
  const error = await failureOf(client.set("k", bytes));
  expect(error.code).toBe("unavailable");
  expect(isNotApplied(error)).toBe(true);
});

test("a write whose deadline passes has an unknown outcome", async () => {
  const client = await serve(script(set, () => new Promise<never>(() => {})));
  const error = await failureOf(client.set("k", bytes, { timeoutMs: 100 }));
  expect(error.code).toBe("deadline");
  expect(isOutcomeUnknown(error)).toBe(true);
});

test("a write that is aborted in flight has an unknown outcome, one aborted before is not applied", async () => {
  const controller = new AbortController();
  const client = await serve(
    script(set, () => {
      controller.abort();
      return new Promise<never>(() => {});
    }),
  );
  const inFlight = await failureOf(client.set("k", bytes, { signal: controller.signal }));
  expect(inFlight).toMatchObject({ code: "cancelled", outcome: "unknown" });
  const before = await failureOf(client.set("k", bytes, { signal: controller.signal }));
  expect(before).toMatchObject({ code: "cancelled", outcome: "not-applied" });
});

test("a closed client rejects every call, and closing it again is not an error", async () => {
  const client = await serve(script(get, () => ({})));
  await client.close();
  await client[Symbol.asyncDispose]();
  expect(await failureOf(client.get("k"))).toMatchObject({ code: "closed", outcome: undefined });
  expect(await failureOf(client.set("k", bytes))).toMatchObject({ code: "closed", outcome: "not-applied" });
  const watching = client.watch({ key: "k" })[Symbol.asyncIterator]();
  expect((await failureOf(watching.next())).code).toBe("closed");
});

test("a list that receives the same page token twice ends with an error", async () => {
  const client = await serve(script(list, () => ({ entries: [], nextPageToken: "same" })));
  const walk = async () => {
    for await (const _ of client.list("")) void _;
  };
  expect((await failureOf(walk())).code).toBe("internal");
});

test("a reply that reports a record and lacks it is an error, not a missing key", async () => {
  const client = await serve(script(get, () => ({ found: true })));
  expect((await failureOf(client.get("k"))).code).toBe("internal");
});

test("the version of a key that does not exist is undefined, not empty", async () => {
  const client = await serve(script(exists, () => ({ exists: false })));
  expect(await client.version("k")).toBeUndefined();
  expect(await client.exists("k")).toBe(false);
});

test("a watch returns its events and then the error of the sidecar", async () => {
  const client = await serve(
    script(watch, async function* ({ prefix }) {
      yield {
        resumeToken: "1",
        put: { record: { key: `${prefix}a`, value: new TextEncoder().encode("7") } },
      };
      yield { resumeToken: "2", delete: { key: `${prefix}a` } };
      yield { resumeToken: "3", expire: { key: `${prefix}b` } };
      yield { resumeToken: "4", progress: {} };
      yield { resumeToken: "5", reset: { reason: "too far behind" } };
      throw new RpcError(statusCode.unavailable, "gone");
    }),
  );
  const seen: unknown[] = [];
  const follow = async () => {
    const store = client.store(jsonSerializer<number>(), { prefix: "n/" });
    for await (const event of store.watch({ prefix: "" }))
      seen.push(event.type === "put" ? [event.key, event.state.value] : event.type);
  };
  expect((await failureOf(follow())).code).toBe("unavailable");
  expect(seen).toEqual([["a", 7], "delete", "expire", "progress", "reset"]);
});

test("a previous value that cannot be deserialized does not hide that the write was applied", async () => {
  const record = { key: "k", value: bytes, contentType: "image/png", version: "1" };
  const client = await serve(script(set, () => ({ version: "2", previous: record })));
  const error = await failureOf(client.store(jsonSerializer()).set("k", 1, { returnPrevious: true }));
  expect(error).toMatchObject({ code: "wrong-type", outcome: "applied" });
});
