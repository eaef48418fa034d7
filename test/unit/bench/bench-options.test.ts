// The command line of the bench and the choice of cases.
import { describe, expect, it } from "vitest";
import { readOptions } from "../../bench/bench-options.ts";
import { chooseCases, listCases } from "../../bench/cases/case-list.ts";
import { pairsMin } from "../../bench/measure/statistics.ts";

const rival = { address: "127.0.0.1:50001", pid: 7, store: "statestore", storeUrl: undefined };
const all = listCases({ rival, plantedUs: 0 });
const nothing = { names: [], hasRival: false, soak: false };

describe("the options", () => {
  it("without any measure enough pairs to judge", () => {
    expect(readOptions([]).pace.pairs).toBeGreaterThanOrEqual(pairsMin);
    expect(readOptions([]).pace.quick).toBe(false);
  });

  it("--quick can never be judged", () => {
    expect(readOptions(["--quick"]).pace.pairs).toBeLessThan(pairsMin);
  });

  it("take several cases, and a rival", () => {
    const words = ["--case", "tls", "--case", "start", "--against", "127.0.0.1:50001", "--pid", "7"];
    expect(readOptions(words)).toMatchObject({ names: ["tls", "start"], rival });
  });

  it("that are wrong are named", () => {
    expect(() => readOptions(["--pairs", "0"])).toThrow(
      "--pairs: must be a whole number of at least 1, not 0",
    );
    expect(() => readOptions(["--planted-us", "x"])).toThrow("--planted-us");
    expect(() => readOptions(["--against", "127.0.0.1:1"])).toThrow("given together");
    expect(() => readOptions(["--against", "nowhere", "--pid", "1"])).toThrow("HOST:PORT");
    expect(() => readOptions(["--nonsense"])).toThrow("nonsense");
  });
});

describe("the cases", () => {
  it("have names of their own", () => {
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
  });

  it("are chosen by name, and one that is not there is named", () => {
    expect(chooseCases(all, { ...nothing, names: ["tls"] }).map(({ name }) => name)).toEqual(["tls"]);
    expect(() => chooseCases(all, { ...nothing, names: ["tsl"] })).toThrow("no case tsl");
  });

  it("leave the soak out unless it is asked for", () => {
    expect(chooseCases(all, nothing).map(({ name }) => name)).not.toContain("soak");
    expect(chooseCases(all, { ...nothing, soak: true }).map(({ name }) => name)).toEqual(["soak"]);
  });

  it("are those beside the rival if there is one", () => {
    const names = chooseCases(all, { ...nothing, hasRival: true }).map(({ name }) => name);
    expect(names).toEqual(["against-get", "against-set", "against-latency"]);
  });
});
