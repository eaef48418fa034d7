// The client's options: wrong values are rejected with the option's name.
import { expect, test } from "vitest";
import { compileOptions } from "./client-options.ts";

test("only the address is required", () => {
  const settings = compileOptions({ address: "127.0.0.1:50001" });
  expect(settings.authority).toBe("127.0.0.1:50001");
  expect(settings.replyBytesMax).toBe(16 * 1024 * 1024);
  expect(settings.tls).toBeUndefined();
  expect(compileOptions({ address: "unix:/a" }).authority).toBe("localhost");
});

test("given values are kept", () => {
  const settings = compileOptions({
    address: "a:1",
    keepaliveMs: Number.POSITIVE_INFINITY,
    compressBytesMin: 100,
    tls: { serverName: "b" },
  });
  expect(settings.keepaliveMs).toBe(Number.POSITIVE_INFINITY);
  expect(settings.compressBytesMin).toBe(100);
  expect(settings.tls?.().serverName).toBe("b");
});

const largest = 2 ** 31 - 1;

test.each([
  ["requestBytesMax", largest],
  ["replyBytesMax", largest],
  ["waitingCallsMax", largest],
  ["waitingBytesMax", Number.MAX_SAFE_INTEGER],
  ["connectTimeoutMs", largest],
  ["reconnectDelayMs", largest],
  ["reconnectDelayMsMax", largest],
  ["keepaliveMs", largest],
  ["keepaliveTimeoutMs", largest],
  ["streamWindowBytes", largest],
  ["headerListBytesMax", largest],
] as const)("%s may be %d, and no larger", (name, value) => {
  expect(compileOptions({ address: "a:1", [name]: value })[name]).toBe(value);
  const tooLarge = new RegExp(`^${name} must be a number from \\d+ to ${value}, not `);
  expect(() => compileOptions({ address: "a:1", [name]: value + 1 })).toThrow(tooLarge);
});

test("a value out of range is rejected with the option's name", () => {
  expect(() => compileOptions({ address: "a" })).toThrow(RangeError);
  expect(() => compileOptions({ address: "a:1", replyBytesMax: -1 })).toThrow(/replyBytesMax/);
  expect(() => compileOptions({ address: "a:1", connectTimeoutMs: 0 })).toThrow(/connectTimeoutMs/);
  expect(() => compileOptions({ address: "a:1", keepaliveMs: Number.NaN })).toThrow(/keepaliveMs/);
  expect(() => compileOptions({ address: "a:1", streamWindowBytes: 100 })).toThrow(/streamWindowBytes/);
  expect(() => compileOptions({ address: "a:1", userAgent: "a\nb" })).toThrow(/userAgent/);
});
