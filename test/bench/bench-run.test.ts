// A case that fails, or whose processes do not end, is a failed case and nothing
// worse: what it started is ended, and the run can go on.
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

it("a case that rejects is failed with what was said, and what it started is ended", async () => {
  const ended: string[] = [];
  const result = await run(async (scene) => {
    for (const name of ["a", "b"])
      scene.own({
        stop: async () => {
          ended.push(name);
        },
      });
    throw new Error("the sidecar did not serve");
  });
  expect(result).toMatchObject({ name: "one", figures: [], failure: "the sidecar did not serve" });
  expect(ended).toEqual(["b", "a"]);
});

it("a process that does not end fails its case and keeps no other from ending", async () => {
  const ended: string[] = [];
  const result = await run(async (scene) => {
    scene.own({
      stop: async () => {
        ended.push("a");
      },
    });
    scene.own({ stop: () => Promise.reject(new Error("it is gone")) });
    return nothing;
  });
  expect(result.failure).toBe("what it started did not end: it is gone");
  expect(ended).toEqual(["a"]);
});

it("what a case starts after it was given up is stopped at once", async () => {
  let stopped = false;
  let late: Promise<unknown> | undefined;
  let letGo: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await run(async (scene) => {
    late = held.then(() =>
      scene.own({
        stop: async () => {
          stopped = true;
        },
      }),
    );
    return nothing;
  });
  letGo();
  await expect(late).rejects.toThrow("the case has ended");
  expect(stopped).toBe(true);
});
