// The queue of request messages before a slow handler.
import { expect, test } from "vitest";
import { RpcError } from "../grpc/rpc-error.ts";
import { statusCode } from "../grpc/status.ts";
import { RequestQueue } from "./request-queue.ts";

const bytes = (text: string): Uint8Array => Buffer.from(text);

function queue(): { queue: RequestQueue; taken: number[] } {
  const taken: number[] = [];
  const decode = (message: Uint8Array): string => {
    const text = Buffer.from(message).toString();
    if (text === "bad") throw new RpcError(statusCode.internal, "bad message");
    return text;
  };
  return { queue: new RequestQueue(decode, (count) => taken.push(count)), taken };
}

test("messages are delivered in order, whether they wait for the handler or the handler waits for them", async () => {
  const { queue: requests, taken } = queue();
  requests.push(bytes("one"), false);
  requests.push(bytes("three"), false);
  expect(await requests.next()).toEqual({ done: false, value: "one" });
  expect(taken).toEqual([3]);
  expect(await requests.next()).toEqual({ done: false, value: "three" });
  const later = requests.next();
  requests.push(bytes("later"), false);
  expect(await later).toEqual({ done: false, value: "later" });
  requests.end();
  expect(await requests.next()).toEqual({ done: true, value: undefined });
});

test("a waiting handler sees the end", async () => {
  const { queue: requests } = queue();
  const waiting = [requests.next(), requests.next()];
  requests.end();
  expect(await Promise.all(waiting)).toEqual([
    { done: true, value: undefined },
    { done: true, value: undefined },
  ]);
});

test("after a failure nothing is held, and the handler gets the error", async () => {
  const { queue: requests, taken } = queue();
  requests.push(bytes("held"), false);
  requests.fail(new RpcError(statusCode.cancelled, "lost"));
  expect(taken).toEqual([4]);
  await expect(requests.next()).rejects.toThrow("lost");
});

test("after a handler stops early nothing is held, and later messages are released at once", async () => {
  const { queue: requests, taken } = queue();
  requests.push(bytes("one"), false);
  requests.push(bytes("two"), false);
  for await (const _request of requests) break;
  requests.push(bytes("three"), false);
  expect(taken).toEqual([3, 3, 5]);
});

test("a message that cannot be decoded fails only its own read", async () => {
  const { queue: requests } = queue();
  requests.push(bytes("bad"), false);
  requests.push(bytes("good"), false);
  await expect(requests.next()).rejects.toThrow("bad message");
  expect(await requests.next()).toEqual({ done: false, value: "good" });
});
