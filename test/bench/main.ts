// The benchmark's main program: reads the options, runs the cases and writes the results. Exit code 1: a case failed, or
// two results do not agree. Exit code 2: the command line is wrong.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { readOptions, usageText } from "./bench-options.ts";
import { runAll } from "./bench-run.ts";
import { chooseCases, listCases } from "./cases/case-list.ts";
import { daprdVersion } from "./processes/daprd-handle.ts";
import { writeTables } from "./report/docs-table.ts";
import { pageOf } from "./report/page.ts";
import { compareFiles } from "./report/report-comparison.ts";
import { reportJson } from "./report/report-json.ts";
import { tableText } from "./report/text-table.ts";

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  console.log(`written: ${file}`);
}

function compare(files: readonly [string, string]): number {
  const { text, agree } = compareFiles(files);
  console.log(text);
  return agree ? 0 : 1;
}

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2));
  const cases = listCases(options);
  if (options.compared !== undefined) return compare(options.compared);
  if (options.help) console.log(usageText);
  else if (options.docs) writeTables();
  else if (options.list) for (const { name, title } of cases) console.log(`${name.padEnd(22)} ${title}`);
  if (options.help || options.docs || options.list) return 0;
  const chosen = chooseCases(cases, options);
  if (options.daprd !== undefined) console.log(`daprd ${daprdVersion(options.daprd)}`);
  const report = await runAll(chosen, options);
  console.log(`\n${tableText(report)}`);
  if (options.jsonFile !== undefined) write(options.jsonFile, reportJson(report));
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
