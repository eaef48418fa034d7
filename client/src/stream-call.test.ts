// The headers and the status of streaming calls, without reading the replies, on
// both transports, from a server of grpc-js.
import { ServerReflectionMethods, StateStoreMethods } from "@pillion/proto";
import { Metadata, RpcError, statusCode, type Transport } from "@pillion/wire";
import { afterEach, expect, test } from "vitest";
import { connectBy } from "../../test/transports/transport.ts";
import { type Script, ScriptedServer, script } from "./scripted-server-fixture.ts";

const { get, watch } = StateStoreMethods;
const bidi = ServerReflectionMethods.serverReflectionInfo;
const closers: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function serve(...scripts: Script[]): Promise<Transport> {
  const server = await ScriptedServer.start(scripts);
  const transport = connectBy({ address: server.address });
  closers.push(
    () => server.close(),
    () => transport.close(),
  );
  return transport;
}

/** A promise and the function that resolves it. */
function latch(): { readonly opened: Promise<void>; open(): void } {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

test("the headers arrive before the first request is sent", async () => {
  const transport = await serve(
    script(bidi, async function* (requests, call) {
      call.sendHeaders({ "x-begun": "yes" });
      for await (const { host } of requests as unknown as AsyncIterable<{ host: string }>)
        yield { validHost: host };
    }),
  );
  const { opened, open } = latch();
  const requests = async function* () {
    await opened;
    yield { host: "h" };
  };
  const call = transport.stream(bidi, requests(), { timeoutMs: 10_000 });
  expect((await call.headers()).get("x-begun")).toBe("yes");
  open();
  const hosts: string[] = [];
  for await (const { validHost } of call) hosts.push(validHost);
  expect(hosts).toEqual(["h"]);
  expect((await call.headers()).get("x-begun")).toBe("yes");
  expect(await call.status()).toMatchObject({ code: statusCode.ok, error: undefined });
});

test("the status of a call that fails is known without reading the replies, which can still be read", async () => {
  const transport = await serve(
    script(watch, async function* () {
      yield { resumeToken: "1" };
      const metadata = new Metadata().append("x-why", "because");
      throw new RpcError(statusCode.dataLoss, "gone", { metadata });
    }),
  );
  const call = transport.stream(watch, [{ key: "k" }], { timeoutMs: 10_000 });
  const status = await call.status();
  expect(status).toMatchObject({ code: statusCode.dataLoss, message: "gone" });
  expect(status.trailers.get("x-why")).toBe("because");
  const tokens: string[] = [];
  const read = async () => {
    for await (const { resumeToken } of call) tokens.push(resumeToken);
  };
  await expect(read()).rejects.toMatchObject({ code: statusCode.dataLoss });
  // The client of grpc-js drops replies before an error.
  if (tokens.length > 0) expect(tokens).toEqual(["1"]);
});

test("a call without headers that fails rejects the wait for its headers", async () => {
  const transport = await serve(
    // biome-ignore lint/correctness/useYield: it fails before its first reply.
    script(watch, async function* () {
      throw new RpcError(statusCode.notFound, "no such store");
    }),
  );
  const call = transport.stream(watch, [{ key: "k" }], { timeoutMs: 10_000 });
  await expect(call.headers()).rejects.toMatchObject({ code: statusCode.notFound });
  expect(await call.status()).toMatchObject({ code: statusCode.notFound, message: "no such store" });
});

test("discarded replies do not delay the status, even if they exceed the receive window", async () => {
  const content = "x".repeat(500_000);
  let sent = 0;
  const transport = await serve(
    script(watch, async function* () {
      for (; sent < 20; sent++) {
        yield { resumeToken: content };
        await new Promise((resolve) => setImmediate(resolve));
      }
    }),
  );
  const call = transport.stream(watch, [{ key: "k" }], { timeoutMs: 20_000 });
  call.discard();
  expect(await call.status()).toMatchObject({ code: statusCode.ok, message: "" });
  expect(sent).toBe(20);
  let replies = 0;
  for await (const _ of call) replies++;
  expect(replies).toBe(0);
});

test("an iteration after the replies were discarded waits for the end of the call", async () => {
  let sent = 0;
  const transport = await serve(
    script(watch, async function* () {
      for (; sent < 20; sent++) {
        yield { resumeToken: "1" };
        await new Promise((resolve) => setImmediate(resolve));
      }
    }),
  );
  const call = transport.stream(watch, [{ key: "k" }], { timeoutMs: 20_000 });
  call.discard();
  for await (const _ of call) expect.fail("a reply was not discarded");
  expect(sent).toBe(20);
  expect(await call.status()).toMatchObject({ code: statusCode.ok, error: undefined });
});

test("a call that was ended by its caller has a status", async () => {
  const transport = await serve(
    script(watch, async function* (_request, call) {
      yield { resumeToken: "1" };
      await call.cancelled;
    }),
  );
  const aborted = new AbortController();
  const cancelled = transport.stream(watch, [{ key: "k" }], { signal: aborted.signal });
  await cancelled.headers();
  aborted.abort();
  expect((await cancelled.status()).code).toBe(statusCode.cancelled);
  const late = transport.stream(watch, [{ key: "k" }], { timeoutMs: 100 });
  expect((await late.status()).code).toBe(statusCode.deadlineExceeded);
  await transport.close();
  const unsent = transport.stream(watch, [{ key: "k" }], {});
  expect((await unsent.status()).error).toMatchObject({ code: statusCode.cancelled, unsent: true });
  await expect(transport.stream(watch, [{ key: "k" }], {}).headers()).rejects.toMatchObject({ unsent: true });
});

test("the listeners for headers and trailers are called for unary calls and for streams", async () => {
  const transport = await serve(
    script(get, (_request, call) => {
      call.sendHeaders({ "x-head": "unary" });
      return { found: false };
    }),
    script(watch, async function* (_request, call) {
      call.sendHeaders({ "x-head": "stream" });
      yield { resumeToken: "1" };
    }),
  );
  const heads: unknown[] = [];
  let ends = 0;
  const options = {
    onHeaders: (metadata: Metadata) => heads.push(...metadata),
    onTrailers: () => {
      ends += 1;
    },
  };
  await transport.unary(get, { key: "k" }, options);
  for await (const _ of transport.stream(watch, [{ key: "k" }], options)) void _;
  const names = heads.filter((field) => (field as string[])[0] === "x-head");
  expect(names).toEqual([
    ["x-head", "unary"],
    ["x-head", "stream"],
  ]);
  expect(ends).toBe(2);
});
