// `npm test [-- ARGUMENTS]` and `npm run test:full [-- ARGUMENTS]`: installs what is missing, builds what is stale,
// runs the tests, and prints the slowest files and how many tests passed and failed. Arguments go to vitest: paths,
// `-t NAME`. test/README.md says which tests belong to which of the two.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { install, requireNode } from "./install.mjs";
import { root } from "./stamp.mjs";

const slowestMax = 10;

requireNode();
install();
const { buildIfStale } = await import("./build.mjs");
await buildIfStale();

const isFull = process.argv[2] === "--full";
const given = process.argv.slice(isFull ? 3 : 2);
const config = isFull ? ["--config", "vitest-full.config.ts"] : [];
const resultFile = join(root, isFull ? ".cache/test-results-full.json" : ".cache/test-results.json");
mkdirSync(join(root, ".cache"), { recursive: true });
rmSync(resultFile, { force: true });

const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${resultFile}`];
const vitest = join(root, "node_modules/vitest/vitest.mjs");
const { status } = spawnSync(process.execPath, [vitest, "run", ...config, ...reporters, ...given], {
  cwd: root,
  stdio: "inherit",
});

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

try {
  const results = JSON.parse(readFileSync(resultFile, "utf8"));
  const { passed, failed, skipped } = countsOf(results);
  printSlowest(results);
  if (skipped > 0) console.log(`${skipped} skipped`);
  console.log(`${passed} passed, ${failed} failed`);
} catch {
  console.error("The test run ended without results.");
}
process.exit(status ?? 1);
