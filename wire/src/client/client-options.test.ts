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

test("a value out of range is rejected with the option's name", () => {
  expect(() => compileOptions({ address: "a" })).toThrow(RangeError);
  expect(() => compileOptions({ address: "a:1", replyBytesMax: -1 })).toThrow(/replyBytesMax/);
  expect(() => compileOptions({ address: "a:1", connectTimeoutMs: 0 })).toThrow(/connectTimeoutMs/);
  expect(() => compileOptions({ address: "a:1", keepaliveMs: Number.NaN })).toThrow(/keepaliveMs/);
  expect(() => compileOptions({ address: "a:1", streamWindowBytes: 100 })).toThrow(/streamWindowBytes/);
  expect(() => compileOptions({ address: "a:1", userAgent: "a\nb" })).toThrow(/userAgent/);
});
