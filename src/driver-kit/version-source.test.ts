// Versions that are created in this process.
import { expect, it } from "vitest";
import { VersionSource } from "./version-source.ts";

const clockAt = (ms: number) => ({ now: () => ms, monotonic: () => 0 });

it("starts above the clock in microseconds", () => {
  const source = new VersionSource();
  source.startAbove(clockAt(1_700_000_000_000));
  expect(source.next()).toBe("1700000000000001");
});

it("continues above the last version even if the clock went back", () => {
  const source = new VersionSource();
  source.startAbove(clockAt(2000));
  const before = Number(source.next());
  source.startAbove(clockAt(1000));
  expect(Number(source.next())).toBeGreaterThan(before);
});

it("continues above the floor of an earlier run", () => {
  const source = new VersionSource();
  source.startAbove(clockAt(1000), 5_000_000);
  expect(source.next()).toBe("5000001");
});

it("throws instead of repeating a version once the numbers run out", () => {
  const source = new VersionSource();
  source.startAbove(clockAt(0), Number.MAX_SAFE_INTEGER);
  expect(() => source.next()).toThrow("no versions are left");
});
