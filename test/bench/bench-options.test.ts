// The benchmark's command line, and which cases run.
import { describe, expect, it } from "vitest";
import { readOptions } from "./bench-options.ts";
import { chooseCases, listCases } from "./cases/case-list.ts";
import { pairsMin } from "./measure/statistics.ts";

const against = { address: "127.0.0.1:50001", pid: 7, store: "statestore", storeUrl: undefined };
const daprd = "daprd";
const all = listCases({ against, daprd, plantedUs: 0, soakMinutes: 10 });
const nothing = { names: [], against: undefined, daprd, soak: false };

describe("the options", () => {
  it("measure enough pairs to judge by default", () => {
    expect(readOptions([]).pace.pairs).toBeGreaterThanOrEqual(pairsMin);
    expect(readOptions([]).pace.quick).toBe(false);
  });

  it("measure too few pairs to judge with --quick", () => {
    expect(readOptions(["--quick"]).pace.pairs).toBeLessThan(pairsMin);
  });

  it("accept several cases, and a sidecar to compare with", () => {
    const words = ["--case", "tls", "--case", "start", "--against", "127.0.0.1:50001", "--pid", "7"];
    expect(readOptions(words)).toMatchObject({ names: ["tls", "start"], against });
  });

  it("accept two files to compare, and the length of the soak", () => {
    expect(readOptions(["--compare", "a.json", "b.json"]).compared).toEqual(["a.json", "b.json"]);
    expect(readOptions(["--soak"])).toMatchObject({ soak: true, soakMinutes: 10 });
    expect(readOptions(["--soak-minutes", "2"])).toMatchObject({ soak: true, soakMinutes: 2 });
  });

  it("are named in the error if they are wrong", () => {
    expect(() => readOptions(["--pairs", "0"])).toThrow("--pairs: must be an integer of at least 1, not 0");
    expect(() => readOptions(["--planted-us", "x"])).toThrow("--planted-us");
    expect(() => readOptions(["--against", "127.0.0.1:1"])).toThrow("given together");
    expect(() => readOptions(["--against", "nowhere", "--pid", "1"])).toThrow("HOST:PORT");
    expect(() => readOptions(["--nonsense"])).toThrow("nonsense");
    expect(() => readOptions(["--soak-minutes", "0"])).toThrow("--soak-minutes");
    expect(() => readOptions(["--compare", "a.json"])).toThrow("two result files, not 1");
    expect(() => readOptions(["a.json"])).toThrow("unexpected argument a.json");
  });
});

describe("the cases", () => {
  it("have unique names", () => {
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
  });

  it("are chosen by name, and the error for an unknown name contains it", () => {
    expect(chooseCases(all, { ...nothing, names: ["tls"] }).map(({ name }) => name)).toEqual(["tls"]);
    expect(() => chooseCases(all, { ...nothing, names: ["tsl"] })).toThrow("unknown case tsl");
  });

  it("include the soak only if it is selected", () => {
    expect(chooseCases(all, nothing).map(({ name }) => name)).not.toContain("soak");
    expect(chooseCases(all, { ...nothing, soak: true }).map(({ name }) => name)).toEqual(["soak"]);
  });

  it("are those beside the against if there is one", () => {
    const names = chooseCases(all, { ...nothing, against }).map(({ name }) => name);
    expect(names).toEqual(
      ["get", "set", "requests", "latency", "sdk", "memory"].map((name) => `against-${name}`),
    );
  });

  it("that need a daprd are rejected by name without one, and not measured in a whole run", async () => {
    const without = { ...nothing, daprd: undefined };
    const cases = listCases({ against: undefined, daprd: undefined, plantedUs: 0, soakMinutes: 10 });
    expect(() => chooseCases(cases, { ...without, names: ["daprd-sdk"] })).toThrow(
      "case daprd-sdk: needs the option --daprd PROGRAM",
    );
    const one = chooseCases(cases, without).find(({ name }) => name === "daprd-sdk");
    const { figures, notMeasured } = (await one?.run(undefined as never)) ?? {};
    expect({ figures, notMeasured }).toEqual({
      figures: [],
      notMeasured: "needs the option --daprd PROGRAM",
    });
  });

  const msOf = (words: readonly string[]) => {
    const options = readOptions(words);
    const chosen = chooseCases(listCases(options), options);
    return chosen.reduce((sum, one) => sum + one.estimateMs(options.pace), 0);
  };

  it("take at most 25 minutes in total, including daprd, at the usual pace", () => {
    expect(msOf(["--daprd", "daprd"])).toBeLessThanOrEqual(25 * 60_000);
  });

  it("take at most two minutes with --quick and without a daprd", () => {
    expect(msOf(["--quick"])).toBeLessThanOrEqual(120_000);
  });
});
