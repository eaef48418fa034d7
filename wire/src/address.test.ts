// Parsing addresses.
import { expect, test } from "vitest";
import { parseAddress } from "./address.ts";

test("each form is parsed", () => {
  expect(parseAddress("127.0.0.1:50001")).toEqual({ kind: "tcp", host: "127.0.0.1", port: 50001 });
  expect(parseAddress("localhost:0")).toEqual({ kind: "tcp", host: "localhost", port: 0 });
  expect(parseAddress("[::1]:1")).toEqual({ kind: "tcp", host: "::1", port: 1 });
  expect(parseAddress("unix:/run/a.sock")).toEqual({ kind: "unix", path: "/run/a.sock" });
  expect(parseAddress("unix:///run/a.sock")).toEqual({ kind: "unix", path: "/run/a.sock" });
  expect(parseAddress("unix:a.sock")).toEqual({ kind: "unix", path: "a.sock" });
});

test("an invalid address is rejected, naming it", () => {
  for (const text of [
    "",
    "localhost",
    ":1",
    "a:b",
    "a:65536",
    "::1:1",
    "unix:",
    "http://a:1",
    "a:1/b",
    "a b:1",
  ]) {
    expect(() => parseAddress(text), text).toThrow(RangeError);
  }
});
