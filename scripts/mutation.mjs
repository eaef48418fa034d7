// Mutation testing: changes the product code in small ways, one change at a time, and runs the tests that execute the
// changed code. test/mutation/README.md says what is changed and what the results mean. Exits with 1 if a part has a
// score below 90 %. Results are kept in `.cache/mutation`: only survivors, and mutants whose code changed or whose test was removed, are run again.
//
//   npm run mutation [-- PART...] [-- --list]     PART: a name in test/mutation/parts.mjs; --list: only list survivors
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { install, requireNode } from "./install.mjs";
import { root } from "./stamp.mjs";

requireNode();
install();
const { Stryker } = await import("@stryker-mutator/core");
const { parts } = await import("../test/mutation/parts.mjs");

const scoreMin = 90;
const cache = ".cache/mutation";
const resultFile = (name) => join(root, cache, `${name}.jsonl`);

// Stryker does not notice that the body of a test changed, only its name: without this, a survivor would not be run again
// after an assertion was added to a test.
function forgetSurvivors(file) {
  if (!existsSync(file)) return;
  const report = JSON.parse(readFileSync(file, "utf8"));
  for (const result of Object.values(report.files))
    result.mutants = result.mutants.filter(({ status }) => status !== "Survived" && status !== "NoCoverage");
  writeFileSync(file, JSON.stringify(report));
}

/** Runs the mutants of one part. */
async function run(name) {
  const sandbox = `${cache}/${name}-sandbox`;
  // What an interrupted run left behind.
  rmSync(join(root, sandbox), { recursive: true, force: true });
  forgetSurvivors(join(root, cache, `${name}-incremental.json`));
  // Read by vitest-mutation.config.ts, in a process that Stryker starts.
  process.env.PILLION_MUTATION_PART = name;
  process.env.PILLION_MUTATION_RESULTS = resultFile(name);
  const stryker = new Stryker({
    mutate: [...parts[name].mutate, "!**/*.test.ts", "!**/*-fixture.ts"],
    plugins: ["@stryker-mutator/vitest-runner", join(root, "scripts/mutation-reporter.mjs")],
    testRunner: "vitest",
    vitest: { configFile: "vitest-mutation.config.ts", related: false },
    coverageAnalysis: "perTest",
    // Mutants in code that runs when a module is loaded: each would need a new process and all tests.
    ignoreStatic: true,
    incremental: true,
    incrementalFile: `${cache}/${name}-incremental.json`,
    concurrency: 1,
    timeoutMS: 10_000,
    tempDirName: sandbox,
    ignorePatterns: [".cache", "dist", "data", "deploy", "docs", "explorer", "test/bench", "test/daprd"],
    reporters: ["results", process.stdout.isTTY ? "progress" : "progress-append-only"],
    // Both would need the API of TypeScript, which TypeScript 7 does not have. Vitest removes types without checking them.
    disableTypeChecks: false,
    tsconfigFile: "none",
  });
  await stryker.runMutationTest();
}

/** The code that a mutant replaces, in one line. */
function replacedCode({ file, location: { start, end } }) {
  const lines = readFileSync(join(root, file), "utf8").split("\n");
  const [first = "", ...others] = lines.slice(start.line - 1, end.line);
  const text =
    others.length === 0
      ? first.slice(start.column - 1, end.column - 1)
      : `${first.slice(start.column - 1)} …`;
  return oneLine(text);
}

const oneLine = (text) => text.replace(/\s+/g, " ").slice(0, 100);

/** Prints the score and the survivors of one part; returns whether the score is high enough. */
function report(name) {
  if (!existsSync(resultFile(name))) {
    console.log(`${name}: no results; run npm run mutation -- ${name}`);
    return false;
  }
  const lines = readFileSync(resultFile(name), "utf8").split("\n");
  const results = lines.filter(Boolean).map((line) => JSON.parse(line));
  const count = (...statuses) => results.filter(({ status }) => statuses.includes(status)).length;
  const killed = count("Killed", "Timeout");
  const survivors = results.filter(({ status }) => status === "Survived" || status === "NoCoverage");
  const score = (100 * killed) / (killed + survivors.length);
  const sorted = survivors.toSorted(
    (a, b) => a.file.localeCompare(b.file) || a.location.start.line - b.location.start.line,
  );
  for (const mutant of sorted) {
    const place = `${mutant.file}:${mutant.location.start.line}`;
    const note = mutant.status === "NoCoverage" ? " (not executed by a test)" : "";
    console.log(`  ${place}${note}: ${replacedCode(mutant)}  =>  ${oneLine(mutant.replacement)}`);
  }
  console.log(
    `${name}: ${score.toFixed(1)} % of ${killed + survivors.length} mutants were noticed; ` +
      `${survivors.length} survived, ${count("Ignored")} were not run`,
  );
  return score >= scoreMin;
}

const words = process.argv.slice(2);
const chosen = words.filter((word) => word !== "--list");
const unknown = chosen.filter((name) => !(name in parts));
if (unknown.length > 0) {
  console.error(`unknown part ${unknown.join(", ")}; the parts are ${Object.keys(parts).join(", ")}`);
  process.exit(2);
}
mkdirSync(join(root, cache), { recursive: true });
const names = chosen.length > 0 ? chosen : Object.keys(parts);
const failed = [];
for (const name of names) {
  if (!words.includes("--list")) await run(name);
  if (!report(name)) failed.push(name);
}
if (failed.length > 0) console.log(`below ${scoreMin} %: ${failed.join(", ")}`);
process.exitCode = failed.length > 0 ? 1 : 0;
