// Which server counts when sentinels disagree.
import { expect, test } from "vitest";
import { newestOf, type SentinelReply } from "./redis-sentinels.ts";

function reply(host: string | undefined, epoch: number): SentinelReply {
  return { primary: host === undefined ? undefined : { host, port: 1 }, epoch, others: [] };
}

function hostOf(...replies: readonly SentinelReply[]): string | undefined {
  const primary = newestOf(replies)?.primary;
  return primary !== undefined && "host" in primary ? primary.host : undefined;
}

test("one sentinel that knows of the failover counts more than two that do not yet", () => {
  expect(hostOf(reply("old", 3), reply("old", 3), reply("new", 4))).toBe("new");
});

test("where the epoch is not known, most of them count", () => {
  expect(hostOf(reply("a", -1), reply("b", -1), reply("b", -1))).toBe("b");
});

test("a sentinel that does not know the name does not count, whatever its epoch", () => {
  expect(hostOf(reply(undefined, 9), reply("a", 1))).toBe("a");
  expect(hostOf(reply(undefined, 9))).toBeUndefined();
  expect(hostOf()).toBeUndefined();
});
