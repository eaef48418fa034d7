// The command line of the bench and the choice of cases.
import { describe, expect, it } from "vitest";
import { readOptions } from "./bench-options.ts";
import { chooseCases, listCases } from "./cases/case-list.ts";
import { pairsMin } from "./measure/statistics.ts";

const rival = { address: "127.0.0.1:50001", pid: 7, store: "statestore", storeUrl: undefined };
const daprd = "daprd";
const all = listCases({ rival, daprd, plantedUs: 0, soakMinutes: 10 });
const nothing = { names: [], rival: undefined, daprd, soak: false };

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

  it("take two files to compare, and a soak of other length", () => {
    expect(readOptions(["--compare", "a.json", "b.json"]).compared).toEqual(["a.json", "b.json"]);
    expect(readOptions(["--soak"])).toMatchObject({ soak: true, soakMinutes: 10 });
    expect(readOptions(["--soak-minutes", "2"])).toMatchObject({ soak: true, soakMinutes: 2 });
  });

  it("that are wrong are named", () => {
    expect(() => readOptions(["--pairs", "0"])).toThrow(
      "--pairs: must be a whole number of at least 1, not 0",
    );
    expect(() => readOptions(["--planted-us", "x"])).toThrow("--planted-us");
    expect(() => readOptions(["--against", "127.0.0.1:1"])).toThrow("given together");
    expect(() => readOptions(["--against", "nowhere", "--pid", "1"])).toThrow("HOST:PORT");
    expect(() => readOptions(["--nonsense"])).toThrow("nonsense");
    expect(() => readOptions(["--soak-minutes", "0"])).toThrow("--soak-minutes");
    expect(() => readOptions(["--compare", "a.json"])).toThrow("two files of results, not 1");
    expect(() => readOptions(["a.json"])).toThrow("unexpected word a.json");
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
    const names = chooseCases(all, { ...nothing, rival }).map(({ name }) => name);
    expect(names).toEqual(
      ["get", "set", "requests", "latency", "sdk", "memory"].map((name) => `against-${name}`),
    );
  });

  it("beside daprd are refused by name without a daprd, and say so in a whole run", async () => {
    const without = { ...nothing, daprd: undefined };
    const cases = listCases({ rival: undefined, daprd: undefined, plantedUs: 0, soakMinutes: 10 });
    expect(() => chooseCases(cases, { ...without, names: ["daprd-sdk"] })).toThrow("needs a daprd: --daprd");
    const one = chooseCases(cases, without).find(({ name }) => name === "daprd-sdk");
    const { figures, notMeasured } = (await one?.run(undefined as never)) ?? {};
    expect({ figures, notMeasured }).toEqual({ figures: [], notMeasured: "needs a daprd: --daprd PROGRAM" });
  });

  const msOf = (words: readonly string[]) => {
    const options = readOptions(words);
    const chosen = chooseCases(listCases(options), options);
    return chosen.reduce((sum, one) => sum + one.estimateMs(options.pace), 0);
  };

  it("all of them, with a daprd, take no more than 25 minutes at the usual pace", () => {
    expect(msOf(["--daprd", "daprd"])).toBeLessThanOrEqual(25 * 60_000);
  });

  it("take no more than two minutes with --quick and without a daprd", () => {
    expect(msOf(["--quick"])).toBeLessThanOrEqual(120_000);
  });
});
