// The memory limit of a process by what cgroups state, and the part for messages.
import { describe, expect, test } from "vitest";
import { detectMemoryLimit, messageBytesOf } from "./memory-limit.ts";

const mebibyte = 2 ** 20;
const machine = 16_384 * mebibyte;

const detect = (files: Readonly<Record<string, string>>) => detectMemoryLimit(machine, (path) => files[path]);

describe("the memory limit", () => {
  test.each<[string, Readonly<Record<string, string>>, number]>([
    [
      "cgroup v2, seen from inside the container",
      { "/proc/self/cgroup": "0::/\n", "/sys/fs/cgroup/memory.max": "134217728\n" },
      128,
    ],
    [
      "cgroup v2, a group below with a higher limit than the one above",
      {
        "/proc/self/cgroup": "0::/pod/app\n",
        "/sys/fs/cgroup/memory.max": "max\n",
        "/sys/fs/cgroup/pod/memory.max": "268435456\n",
        "/sys/fs/cgroup/pod/app/memory.max": "536870912\n",
      },
      256,
    ],
    [
      "cgroup v1, with the path of the host",
      {
        "/proc/self/cgroup": "5:cpu,cpuacct:/docker/ab\n4:memory:/docker/ab\n",
        "/sys/fs/cgroup/memory/memory.limit_in_bytes": "134217728\n",
      },
      128,
    ],
    [
      "cgroup v1 without a limit",
      {
        "/proc/self/cgroup": "4:memory:/\n",
        "/sys/fs/cgroup/memory/memory.limit_in_bytes": "9223372036854771712\n",
      },
      512,
    ],
    ["no cgroups", {}, 512],
  ])("%s", (_name, files, expectedMebibytes) => {
    expect(detect(files) / mebibyte).toBe(expectedMebibytes);
  });

  test("without a limit it is a quarter of a small machine", () => {
    expect(detectMemoryLimit(1024 * mebibyte, () => undefined)).toBe(256 * mebibyte);
  });
});

test.each([
  [64, 16],
  [152, 56],
  [512, 308],
])("of %i MiB, %i MiB are for messages", (limit, messages) => {
  expect(messageBytesOf(limit * mebibyte) / mebibyte).toBe(messages);
});
