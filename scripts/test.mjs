// `npm test [-- ARGUMENTS]`: installs what is missing, builds what is stale,
// runs the tests, and ends with how many passed and failed. Arguments go to
// vitest: paths, `-t NAME`.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { install, requireNode } from "./install.mjs";
import { root } from "./stamp.mjs";

requireNode();
install();
const { buildIfStale } = await import("./build.mjs");
await buildIfStale();

const resultFile = join(root, ".cache/test-results.json");
mkdirSync(join(root, ".cache"), { recursive: true });
rmSync(resultFile, { force: true });

const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${resultFile}`];
const vitest = join(root, "node_modules/vitest/vitest.mjs");
const { status } = spawnSync(process.execPath, [vitest, "run", ...reporters, ...process.argv.slice(2)], {
  cwd: root,
  stdio: "inherit",
});

/** A file that cannot even be loaded has no test that could fail; it counts as one. */
function counts() {
  const results = JSON.parse(readFileSync(resultFile, "utf8"));
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

try {
  const { passed, failed, skipped } = counts();
  if (skipped > 0) console.log(`${skipped} not run`);
  console.log(`${passed} passed, ${failed} failed`);
} catch {
  console.error("The test run ended without results.");
}
process.exit(status ?? 1);
