// `npm run daprd [-- ARGUMENTS]`: tests Pillion against a real daprd 1.18, side
// by side and on the same records. Arguments go to vitest. Exits with 2, saying
// how to get one, if there is no daprd.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { install, requireNode } from "./install.mjs";
import { root } from "./stamp.mjs";

requireNode();
install();
const { buildIfStale } = await import("./build.mjs");
const { daprdProgram, MissingDaprdError } = await import("./daprd-program.mjs");

function found() {
  try {
    return daprdProgram(process.env, join(root, ".cache"));
  } catch (thrown) {
    if (!(thrown instanceof MissingDaprdError)) throw thrown;
    console.error(thrown.message);
    process.exit(2);
  }
}

const { program, version } = found();
console.log(`daprd ${version}: ${program}`);
await buildIfStale();
const vitest = join(root, "node_modules/vitest/vitest.mjs");
const words = ["run", "--config", "vitest-daprd.config.ts", ...process.argv.slice(2)];
const { status } = spawnSync(process.execPath, [vitest, ...words], {
  cwd: root,
  stdio: "inherit",
  env: { ...process.env, TEST_DAPRD: program },
});
process.exit(status ?? 1);
