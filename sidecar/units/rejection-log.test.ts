// How rejected connections are counted and logged.
import { expect, test } from "vitest";
import type { Log } from "../telemetry/index.ts";
import { RejectionLog } from "./rejection-log.ts";

test("counts every rejection, and logs at most one line in ten seconds, with the number", () => {
  let now = 1_000;
  const logged: unknown[] = [];
  const log = { warn: (_text: string, fields: unknown) => void logged.push(fields) } as unknown as Log;
  const rejections = new RejectionLog(log, { now: () => now, monotonic: () => now });
  for (let index = 0; index < 5; index++) rejections.rejected();
  now += 9_999;
  rejections.rejected();
  expect(logged).toEqual([{ rejected: 1 }]);
  now += 1;
  rejections.rejected();
  expect(logged).toEqual([{ rejected: 1 }, { rejected: 6 }]);
  expect(rejections.count).toBe(7);
});
