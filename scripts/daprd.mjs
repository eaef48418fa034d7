// `npm run daprd [-- ARGUMENTS]`: tests Pillion against a real daprd 1.18, side
// by side and on the same records. Arguments go to vitest. Without a daprd it
// exits with 2 and says how to get one.
import { join } from "node:path";
import { install, requireNode } from "./install.mjs";
import { root } from "./stamp.mjs";

requireNode();
install();
const { buildIfStale } = await import("./build.mjs");
const { daprdProgram, MissingDaprdError } = await import("./daprd-program.mjs");
const { runVitest } = await import("./vitest-run.mjs");

function findDaprd() {
  try {
    return daprdProgram(process.env, join(root, ".cache"));
  } catch (thrown) {
    if (!(thrown instanceof MissingDaprdError)) throw thrown;
    console.error(thrown.message);
    process.exit(2);
  }
}

const { program, version } = findDaprd();
console.log(`daprd ${version}: ${program}`);
await buildIfStale();
const environment = { ...process.env, TEST_DAPRD: program };
process.exit(runVitest({ name: "daprd", words: process.argv.slice(2), environment }));
