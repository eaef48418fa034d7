// The outputs of a run: a self-contained page, tables that show failures, and the generated tables of README.md and
// docs/benchmarks.md, which match the committed results.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { resultsFile, root } from "../processes/bench-folders.ts";
import { benchmarksTable, headlineTable, tablePages, withTable } from "./docs-table.ts";
import { axisText, numberText } from "./number-text.ts";
import { pageOf } from "./page.ts";
import { plotSvg } from "./plot.ts";
import { reportJson } from "./report-json.ts";
import type { Report } from "./report-shape.ts";
import { tableText } from "./text-table.ts";

const report: Report = {
  format: 1,
  date: "2026-11-21",
  commit: "abc1234",
  mode: "full",
  pairs: 5,
  plantedUs: 0,
  machine: {
    cpu: "Some <CPU>",
    cpus: 2,
    memoryMb: 8_000,
    system: "Linux 6",
    node: "20.20.2",
    loadAverage: [0.1, 1.9],
    servers: ["redis 7.0.15"],
  },
  cases: [
    {
      name: "one",
      title: "A case | with a bar",
      figures: [
        {
          name: "sidecar CPU/op",
          unit: "×",
          goal: { relation: "at most", value: 0.2 },
          against: "grpc-js",
          values: [0.1, 0.12, 0.11],
          median: 0.11,
          low: 0.1,
          high: 0.12,
          spread: 0.18,
          verdict: "met",
        },
      ],
      sides: [
        { label: "wire", cpuUs: { sidecar: 5 }, perSecond: 40_000, latencyMs: { p50: 0.3, p99: 1, p999: 2 } },
      ],
      plots: [
        {
          title: "Latency",
          x: { label: "share", scale: "log" },
          y: { label: "ms", scale: "log" },
          lines: [
            {
              label: "a & b",
              points: [
                [0.5, 0.3],
                [0.01, 1],
              ],
            },
          ],
        },
      ],
    },
    {
      name: "two",
      title: "Another",
      figures: [],
      sides: [],
      plots: [],
      failure: "the <store> was down\nat x",
    },
    {
      name: "three",
      title: "A third",
      figures: [],
      sides: [],
      plots: [],
      notMeasured: "needs a & b",
    },
  ],
};

describe("the page", () => {
  it("refers to no other file and has no script", () => {
    expect(pageOf(report)).not.toMatch(/https?:|<script|<link|src=|@import|url\(/);
  });

  it("lists every goal at the top, with a link to each case", () => {
    const [head = ""] = pageOf(report).split("<section");
    expect(head).toContain("≤ 0.200 ×");
    for (const { name } of report.cases) expect(head).toContain(`href="#${name}"`);
  });

  it("escapes messages and names", () => {
    expect(pageOf(report)).not.toContain("<store>");
    expect(pageOf(report)).not.toContain("<CPU>");
  });

  it("draws every point within the plot", () => {
    const [, points = ""] =
      /<polyline points="([^"]+)"/.exec(plotSvg(report.cases[0]?.plots[0] as never)) ?? [];
    const numbers = points.split(/[ ,]/).map(Number);
    expect(numbers.length).toBe(4);
    for (const [index, number] of numbers.entries()) {
      expect(number).toBeGreaterThanOrEqual(0);
      expect(number).toBeLessThanOrEqual(index % 2 === 0 ? 560 : 260);
    }
  });

  it("has a sentence in place of a plot without points", () => {
    const axis = { label: "s", scale: "linear" } as const;
    expect(plotSvg({ title: "Empty", x: axis, y: axis, lines: [] })).toContain("no points");
  });
});

describe("the tables", () => {
  it("show goals, measured values and failures", () => {
    expect(tableText(report)).toMatch(/one +sidecar CPU\/op +≤ 0.200 × +0.110 × +0.100 to 0.120 +met/);
    expect(tableText(report)).toMatch(/two +the <store> was down +failed/);
  });

  it("show why a case was not measured, without calling it failed", () => {
    expect(tableText(report)).toMatch(/three +needs a & b +not measured/);
    expect(benchmarksTable(report)).toContain("| A third | – | – | – | not measured: needs a & b |");
    expect(pageOf(report)).toContain("Not measured: needs a &#38; b");
  });

  it("show the note of a verdict", () => {
    const [first] = report.cases;
    const [figure] = first?.figures ?? [];
    if (first === undefined || figure === undefined) throw new Error("the report has no figure");
    const noted = {
      ...report,
      cases: [{ ...first, figures: [{ ...figure, note: "load process saturated" }] }],
    };
    for (const text of [tableText(noted), benchmarksTable(noted), pageOf(noted)])
      expect(text).toContain("met; load process saturated");
  });

  it("in Markdown show date, commit, machine and Node, and escape vertical bars", () => {
    const table = benchmarksTable(report);
    for (const part of [
      "21 November 2026",
      "abc1234",
      "Node 20.20.2",
      "redis 7.0.15",
      "A case \\| with a bar",
      "failed",
    ])
      expect(table).toContain(part);
  });

  it("in Markdown say that a quick run is indicative", () => {
    expect(benchmarksTable({ ...report, mode: "quick" })).toContain("indicative and not judged");
  });

  it("have numbers with three digits", () => {
    expect([0.1234, 1.234, 12.34, 123.4, 12_345].map(numberText)).toEqual([
      "0.123",
      "1.23",
      "12.3",
      "123",
      "12 300",
    ]);
    expect(numberText(Number.NaN)).toBe("–");
    expect([0, 0.0001, 0.2, 50, 20_000].map(axisText)).toEqual(["0", "0.0001", "0.2", "50", "20 000"]);
  });
});

describe("the result file", () => {
  it("can be parsed again, and has points on one line", () => {
    const text = reportJson(report);
    expect(JSON.parse(text)).toEqual(report);
    expect(text).toContain("[[0.5, 0.3], [0.01, 1]]");
  });

  it("has numbers with six digits, and does not change a text that looks like a row", () => {
    const long = { ...report, seconds: 1.23456789, commit: "[\n 1,\n 2\n]" };
    expect(JSON.parse(reportJson(long))).toMatchObject({ seconds: 1.23457, commit: long.commit });
  });
});

describe("the generated tables", () => {
  it.each(tablePages)("of $path are those of the committed results", ({ path, table }) => {
    const page = readFileSync(join(root, path), "utf8");
    const results = JSON.parse(readFileSync(resultsFile, "utf8")) as Report;
    expect(page).toBe(withTable(page, table(results)));
  });

  it("of README.md have five measured headline figures", () => {
    const results = JSON.parse(readFileSync(resultsFile, "utf8")) as Report;
    const rows = headlineTable(results).split("\n").slice(2);
    expect(rows).toHaveLength(5);
    expect(rows.filter((row) => row.includes("not measured"))).toEqual([]);
  });

  it("are not written into a page without marks", () => {
    expect(() => withTable("# Pillion\n", "table")).toThrow("no marks");
  });
});
