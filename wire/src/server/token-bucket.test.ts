// Token buckets for frames that cost a peer nothing.
import { expect, test } from "vitest";
import { TokenBucket } from "./token-bucket.ts";

test("a burst is available at once, and then the rate", () => {
  let nowMs = 0;
  const bucket = new TokenBucket(3, 10, () => nowMs);
  expect([bucket.take(), bucket.take(), bucket.take(), bucket.take()]).toEqual([true, true, true, false]);
  nowMs = 99;
  expect(bucket.take()).toBe(false);
  nowMs = 200;
  expect([bucket.take(), bucket.take(), bucket.take()]).toEqual([true, true, false]);
});

test("added tokens never exceed the burst", () => {
  let nowMs = 0;
  const bucket = new TokenBucket(2, 1000, () => nowMs);
  bucket.add(100);
  expect([bucket.take(), bucket.take(), bucket.take()]).toEqual([true, true, false]);
  nowMs = 1_000_000;
  expect([bucket.take(), bucket.take(), bucket.take()]).toEqual([true, true, false]);
});
