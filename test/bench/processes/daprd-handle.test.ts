// What a daprd is given, and what is said of one that is none.
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { DaprdHandle, daprdComponent, daprdVersion } from "./daprd-handle.ts";

const specOf = (url: string): unknown => parse(daprdComponent(url)).spec;

describe("the component", () => {
  it("of a Redis URL is Dapr's Redis store with its host and port", () => {
    expect(specOf("redis://127.0.0.1:6379")).toEqual({
      type: "state.redis",
      version: "v1",
      metadata: [{ name: "redisHost", value: "127.0.0.1:6379" }],
    });
  });

  it("of a Postgres URL is the second layout of Dapr's Postgres store", () => {
    const url = "postgres://postgres@127.0.0.1:5432/postgres";
    expect(specOf(url)).toEqual({
      type: "state.postgresql",
      version: "v2",
      metadata: [{ name: "connectionString", value: url }],
    });
  });
});

describe("a program that is no daprd", () => {
  it("is refused before anything is measured, without its path", () => {
    expect(() => daprdVersion("/nowhere/daprd")).toThrow(/^--daprd: this is no daprd that can be run$/);
  });

  it("that ends at once fails the start with what it said, and leaves nothing behind", async () => {
    const started = DaprdHandle.start(process.execPath, "redis://127.0.0.1:1");
    await expect(started).rejects.toThrow(/daprd ended with 9.*bad option/s);
  });
});
