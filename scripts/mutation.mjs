// Mutation testing: changes the product code in small ways, one at a time, and runs the tests that execute the changed
// code. test/mutation/README.md says what the results mean. Exits with 1 if a part is below the minimum score, if a
// mutant survives that is not listed, or if a listed one is gone.
//
//   npm run mutation [-- PART...] [--again]      for example: npm run mutation -- layers
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Stryker } from "@stryker-mutator/core";
import { parts } from "../test/mutation/parts.mjs";
import { root } from "./stamp.mjs";

const cache = ".cache/mutation";

async function run(name) {
  const { mutate } = parts[name];
  process.env.PILLION_MUTATION_PART = name;
  const stryker = new Stryker({
    mutate: [...mutate, "!**/*.test.ts", "!**/*-fixture.ts"],
    testRunner: "vitest",
    plugins: ["@stryker-mutator/vitest-runner"],
    vitest: { configFile: "vitest-mutation.config.ts", related: false },
    coverageAnalysis: "perTest",
    ignoreStatic: true,
    incremental: true,
    incrementalFile: `${cache}/${name}-results.json`,
    concurrency: 1,
    timeoutMS: 5000,
    tempDirName: `${cache}/${name}-sandbox`,
    reporters: process.stdout.isTTY ? ["progress"] : ["progress-append-only"],
    ignorePatterns: [".cache", "dist", "data", "deploy", "docs", "examples", "explorer", "test/bench", "test/daprd"],
    allowConsoleColors: false,
    checkers: [],
    disableTypeChecks: false,
    // Stryker rewrites it with the API of TypeScript, which TypeScript 7 does not have.
    tsconfigFile: "none",
  });
  const results = await stryker.runMutationTest();
  writeFileSync(join(root, cache, `${name}.json`), JSON.stringify(results.map(({fileName, location, mutatorName, replacement, status, killedBy, statusReason}) => ({fileName, location, mutatorName, replacement, status, killedBy, statusReason}))));
}
mkdirSync(join(root, cache), { recursive: true });
for (const name of process.argv.slice(2)) await run(name);
