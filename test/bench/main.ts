// The bench: runs the chosen cases one after another, tells how far it is, and
// writes what came out. A case that cannot be run is a failed case; the others
// go on.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { type BenchOptions, readOptions, usageText } from "./bench-options.ts";
import { type BenchCase, Scene } from "./cases/bench-case.ts";
import { chooseCases, listCases } from "./cases/case-list.ts";
import { BenchServers } from "./processes/bench-servers.ts";
import { commitText, loadAverage, machineOf } from "./report/machine.ts";
import { pageOf } from "./report/page.ts";
import { writeReadme } from "./report/readme-table.ts";
import type { CaseResult, Report } from "./report/report-shape.ts";
import { caseText, tableText } from "./report/text-table.ts";

function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[2K${text}`);
}

function clearProgress(): void {
  progress("");
}

async function runCase(one: BenchCase, servers: BenchServers, options: BenchOptions): Promise<CaseResult> {
  const { rival, plantedUs, pace } = options;
  const say = (text: string) => progress(`${one.name}: ${text}`);
  const scene = new Scene(pace, servers, { rival, plantedUs, say });
  const { name, title } = one;
  try {
    return { name, title, ...(await one.run(scene)) };
  } catch (cause) {
    const failure = cause instanceof Error ? cause.message : String(cause);
    return { name, title, figures: [], sides: [], plots: [], failure };
  } finally {
    await scene.end();
    clearProgress();
  }
}

async function runAll(chosen: readonly BenchCase[], options: BenchOptions): Promise<Report> {
  const servers = new BenchServers();
  const loadBefore = loadAverage();
  const cases: CaseResult[] = [];
  process.once("SIGINT", () => void servers.stop().finally(() => process.exit(130)));
  try {
    for (const [index, one] of chosen.entries()) {
      console.log(`\n[${index + 1}/${chosen.length}] ${one.name}: ${one.title}`);
      const result = await runCase(one, servers, options);
      cases.push(result);
      console.log(caseText(result));
    }
  } finally {
    await servers.stop();
  }
  return {
    format: 1,
    date: new Date().toISOString().slice(0, 10),
    commit: commitText(),
    mode: options.pace.quick ? "quick" : "full",
    pairs: options.pace.pairs,
    plantedUs: options.plantedUs,
    machine: machineOf([loadBefore, loadAverage()], servers.versions),
    cases,
  };
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  console.log(`written: ${file}`);
}

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2));
  const cases = listCases(options);
  if (options.help) console.log(usageText);
  else if (options.readme) writeReadme();
  else if (options.list) for (const { name, title } of cases) console.log(`${name.padEnd(22)} ${title}`);
  if (options.help || options.readme || options.list) return 0;
  const chosen = chooseCases(cases, { ...options, hasRival: options.rival !== undefined });
  const report = await runAll(chosen, options);
  console.log(`\n${tableText(report)}`);
  if (options.jsonFile !== undefined) write(options.jsonFile, `${JSON.stringify(report, undefined, 1)}\n`);
  write(options.htmlFile, pageOf(report));
  return report.cases.some(({ failure }) => failure !== undefined) ? 1 : 0;
}

try {
  process.exitCode = await main();
} catch (cause) {
  if (!(cause instanceof RangeError || cause instanceof TypeError)) throw cause;
  console.error(`bench: ${cause.message}`);
  process.exitCode = 2;
}
