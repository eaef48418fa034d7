// Batches of records that do not fit into one reply.
import { expect, test } from "vitest";
import { batchGetAll } from "./batch-get.ts";
import type { BatchGetEntry } from "./mutation.ts";
import { StateError } from "./state-error.ts";

const failed = (key: string, code: "too-large" | "corrupt" = "too-large"): BatchGetEntry => ({
  status: "failed",
  key,
  error: new StateError(code, "failed"),
});
const missing = (key: string): BatchGetEntry => ({ status: "missing", key });
const keys = ["a", "b", "c", "d", "e"];

// A sidecar whose replies have space for some entries.
function sidecar(perReply: number, special: Readonly<Record<string, BatchGetEntry>> = {}) {
  const requests: (readonly string[])[] = [];
  const send = async (requested: readonly string[]) => {
    requests.push(requested);
    return requested.map((key, index) => (index < perReply ? (special[key] ?? missing(key)) : failed(key)));
  };
  return { requests, send };
}

test("requests the keys that did not fit into a reply again", async () => {
  const { requests, send } = sidecar(2);
  expect(await batchGetAll(keys, send)).toEqual(keys.map(missing));
  expect(requests).toEqual([keys, ["c", "d", "e"], ["e"]]);
});

test("sends one request if everything fits", async () => {
  const { requests, send } = sidecar(5);
  await batchGetAll(keys, send);
  expect(requests).toEqual([keys]);
});

test("returns the error of a key that is itself too large, wherever it is", async () => {
  for (const key of keys) {
    const { requests, send } = sidecar(5, { [key]: failed(key) });
    const entries = await batchGetAll(keys, send);
    expect(entries.map(({ status }) => status)).toEqual(
      keys.map((each) => (each === key ? "failed" : "missing")),
    );
    expect(requests.length).toBeLessThanOrEqual(2);
  }
});

test("returns every entry if all keys fail, or the last one for another reason", async () => {
  const all = sidecar(0);
  expect((await batchGetAll(keys, all.send)).map(({ status }) => status)).toEqual(Array(5).fill("failed"));
  expect(all.requests).toHaveLength(1);
  const corrupt = sidecar(5, { e: failed("e", "corrupt") });
  expect((await batchGetAll(keys, corrupt.send)).at(-1)).toMatchObject({ error: { code: "corrupt" } });
  expect(corrupt.requests).toHaveLength(1);
});
