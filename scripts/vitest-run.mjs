// Runs vitest, then prints the slowest files and a last line `N passed, N failed`.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { root } from "./stamp.mjs";

const slowestMax = 10;

/** A file that fails to load has no failed test; it counts as one. */
function countsOf(results) {
  const unloaded = results.testResults.filter(
    ({ status, assertionResults }) =>
      status === "failed" && !assertionResults.some((one) => one.status === "failed"),
  );
  return {
    passed: results.numPassedTests,
    failed: results.numFailedTests + unloaded.length,
    skipped: results.numPendingTests + results.numTodoTests,
  };
}

function printSlowest({ testResults }) {
  const files = testResults
    .map(({ name, startTime, endTime }) => ({ name, seconds: (endTime - startTime) / 1000 }))
    .sort((a, b) => b.seconds - a.seconds)
    .slice(0, slowestMax);
  console.log(`The ${files.length} slowest files:`);
  for (const { name, seconds } of files)
    console.log(`${seconds.toFixed(1).padStart(7)} s  ${relative(root, name)}`);
}

/**
 * Runs vitest with the config `vitest.config.ts`, or `vitest-NAME.config.ts`; returns its exit status. The results are
 * in `.cache/test-results.json`, or `.cache/test-results-NAME.json`.
 */
export function runVitest({ name, words, environment = process.env }) {
  const suffix = name === undefined ? "" : `-${name}`;
  const resultFile = join(root, `.cache/test-results${suffix}.json`);
  mkdirSync(join(root, ".cache"), { recursive: true });
  rmSync(resultFile, { force: true });
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${resultFile}`];
  const options = ["--config", `vitest${suffix}.config.ts`, ...reporters];
  const { status } = spawnSync(process.execPath, [vitest, "run", ...options, ...words], {
    cwd: root,
    stdio: "inherit",
    env: environment,
  });
  try {
    const results = JSON.parse(readFileSync(resultFile, "utf8"));
    const { passed, failed, skipped } = countsOf(results);
    printSlowest(results);
    if (skipped > 0) console.log(`${skipped} skipped`);
    console.log(`${passed} passed, ${failed} failed`);
  } catch {
    console.error("vitest ended without results.");
  }
  return status ?? 1;
}
