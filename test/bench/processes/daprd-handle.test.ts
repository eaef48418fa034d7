// The component file for daprd, and the errors for a program that is not daprd.
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { DaprdHandle, daprdComponent, daprdVersion } from "./daprd-handle.ts";

const specOf = (url: string): unknown => parse(daprdComponent(url)).spec;

describe("the component", () => {
  it("for a Redis URL is Dapr's Redis store with its host and port", () => {
    expect(specOf("redis://127.0.0.1:6379")).toEqual({
      type: "state.redis",
      version: "v1",
      metadata: [{ name: "redisHost", value: "127.0.0.1:6379" }],
    });
  });

  it("for a Postgres URL is Dapr's Postgres store, v2", () => {
    const url = "postgres://postgres@127.0.0.1:5432/postgres";
    expect(specOf(url)).toEqual({
      type: "state.postgresql",
      version: "v2",
      metadata: [{ name: "connectionString", value: url }],
    });
  });
});

describe("a program that is not daprd", () => {
  it("is rejected before anything is measured, and its path is not in the message", () => {
    expect(() => daprdVersion("/nowhere/daprd")).toThrow(/^--daprd: the program cannot be run$/);
  });

  it("and exits at once rejects the start with its output", async () => {
    const started = DaprdHandle.start(process.execPath, "redis://127.0.0.1:1");
    await expect(started).rejects.toThrow(/daprd exited with code 9.*bad option/s);
  });
});
