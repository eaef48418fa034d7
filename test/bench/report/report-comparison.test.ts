// Whether two runs agree, figure by figure.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { summarise, type Verdict } from "../measure/statistics.ts";
import {
  agreementOf,
  compareFiles,
  compareReports,
  comparisonText,
  isAgreement,
} from "./report-comparison.ts";
import type { Figure, Report } from "./report-shape.ts";

function figureOf(values: readonly number[], verdict: Verdict = "measured", name = "sidecar CPU/op"): Figure {
  return { name, unit: "×", ...summarise(values), verdict };
}

function reportOf(...figures: Figure[]): Report {
  return {
    format: 1,
    date: "2026-11-21",
    commit: "abc1234",
    mode: "full",
    pairs: 5,
    plantedUs: 0,
    machine: {
      cpu: "CPU",
      cpus: 2,
      memoryMb: 8_000,
      system: "Linux 6",
      node: "20.20.2",
      loadAverage: [0, 0],
      servers: [],
    },
    cases: [{ name: "redis-get", title: "A case", figures, sides: [], plots: [] }],
  };
}

const low = figureOf([1, 1.1, 1.2, 1.1, 1]);

describe("two figures", () => {
  it("overlap if their intervals have a point in common", () => {
    expect(agreementOf(low, figureOf([1.2, 1.3, 1.4]))).toBe("overlap");
    expect(agreementOf(figureOf([1.2, 1.3, 1.4]), low)).toBe("overlap");
  });

  it("agree within the spread if only their medians are close", () => {
    expect(agreementOf(figureOf([1, 1.9, 2]), figureOf([2.1, 2.2, 3.1]))).toBe("within the spread");
  });

  it("are apart if their medians differ by more than the width of either interval", () => {
    expect(agreementOf(low, figureOf([1.5, 1.6, 1.7]))).toBe("apart");
    expect(agreementOf(figureOf([1.5, 1.6, 1.7]), low)).toBe("apart");
  });

  it("do not agree if one failed", () => {
    expect(agreementOf(low, figureOf([1, 1.1, 1.2], "failed"))).toBe("failed");
  });

  it("are too noisy to compare if one was unusable, unless they are far apart", () => {
    const noisy = figureOf([0.5, 1.1, 2], "unusable (noisy)");
    expect(agreementOf(low, noisy)).toBe("too noisy");
    expect(agreementOf(figureOf([9, 9.1, 9.2]), noisy)).toBe("apart");
  });

  it("have no interval if they have one value each", () => {
    expect(agreementOf(figureOf([1]), figureOf([9]))).toBe("no interval");
  });
});

describe("two runs", () => {
  const agree = (one: Report, other: Report) => isAgreement(compareReports(one, other));

  it("agree if all of their figures agree", () => {
    expect(agree(reportOf(low), reportOf(low))).toBe(true);
  });

  it("do not agree if one figure is apart, or exists in one of them only", () => {
    const far = figureOf([5, 5.1, 5.2], "measured", "operations/s");
    expect(agree(reportOf(low, far), reportOf(low, figureOf([1, 1.1], "measured", "operations/s")))).toBe(
      false,
    );
    expect(agree(reportOf(low, far), reportOf(low))).toBe(false);
    expect(agree(reportOf(low), reportOf(low, far))).toBe(false);
  });

  it("do not agree if there is nothing to compare", () => {
    expect(agree(reportOf(), reportOf())).toBe(false);
    expect(agree(reportOf(figureOf([1])), reportOf(figureOf([1])))).toBe(false);
    const noisy = reportOf(figureOf([0.5, 1.1, 2], "unusable (noisy)"));
    expect(agree(noisy, noisy)).toBe(false);
  });

  it("are printed figure by figure", () => {
    const [one, other] = [reportOf(low), reportOf(figureOf([4, 4.1, 4.2]))];
    const text = comparisonText(one, other, compareReports(one, other));
    expect(text).toMatch(
      /redis-get +sidecar CPU\/op +1.10 × \(1.00 to 1.20\) +4.10 × \(4.00 to 4.20\) +apart/,
    );
    expect(text).toContain("the runs do not agree: 1 apart");
  });
});

describe("files", () => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "pillion-bench-test-"));
    writeFileSync(join(folder, "a.json"), JSON.stringify(reportOf(low)));
    writeFileSync(join(folder, "not.json"), "{}");
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it("with results are compared", () => {
    const file = join(folder, "a.json");
    expect(compareFiles([file, file])).toMatchObject({ agree: true });
  });

  it("without results are rejected, and the error names them", () => {
    const file = join(folder, "a.json");
    expect(() => compareFiles([file, join(folder, "not.json")])).toThrow("not.json has no benchmark results");
    expect(() => compareFiles([file, join(folder, "none.json")])).toThrow("none.json cannot be read");
  });
});
