// A case that fails, or whose processes cannot be stopped, is reported as failed; its processes are stopped, and the run
// continues.
import { afterAll, beforeAll, expect, it } from "vitest";
import { readOptions } from "./bench-options.ts";
import { runCase } from "./bench-run.ts";
import type { BenchCase } from "./cases/bench-case.ts";
import { BenchServers } from "./processes/bench-servers.ts";

let servers: BenchServers;
beforeAll(() => {
  servers = new BenchServers();
});
afterAll(() => servers.stop());

const nothing = { figures: [], sides: [], plots: [] };

const run = (one: BenchCase["run"]) =>
  runCase({ name: "one", title: "One", estimateMs: () => 0, run: one }, servers, readOptions(["--quick"]));

it("a case that rejects is reported with its message, and its processes are stopped", async () => {
  const ended: string[] = [];
  const result = await run(async (context) => {
    for (const name of ["a", "b"])
      context.track({
        stop: async () => {
          ended.push(name);
        },
      });
    throw new Error("the sidecar did not serve");
  });
  expect(result).toMatchObject({ name: "one", figures: [], failure: "the sidecar did not serve" });
  expect(ended).toEqual(["b", "a"]);
});

it("a process that cannot be stopped fails its case, and the other processes are stopped", async () => {
  const ended: string[] = [];
  const result = await run(async (context) => {
    context.track({
      stop: async () => {
        ended.push("a");
      },
    });
    context.track({ stop: () => Promise.reject(new Error("no such process")) });
    return nothing;
  });
  expect(result.failure).toBe("a process of the case could not be stopped: no such process");
  expect(ended).toEqual(["a"]);
});

it("a process that a case starts after its timeout is stopped at once", async () => {
  let stopped = false;
  let late: Promise<unknown> | undefined;
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await run(async (context) => {
    late = held.then(() =>
      context.track({
        stop: async () => {
          stopped = true;
        },
      }),
    );
    return nothing;
  });
  release();
  await expect(late).rejects.toThrow("the case has ended");
  expect(stopped).toBe(true);
});
