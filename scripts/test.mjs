// `npm test [-- ARGUMENTS]` and `npm run test:full [-- ARGUMENTS]`: installs what is missing, builds what is stale,
// and runs the tests. Arguments go to vitest: paths, `-t NAME`. test/README.md says which tests belong to which run.
import { install, requireNode } from "./install.mjs";

requireNode();
install();
const { buildIfStale } = await import("./build.mjs");
const { runVitest } = await import("./vitest-run.mjs");
await buildIfStale();
const [first, ...others] = process.argv.slice(2);
process.exit(
  first === "--full"
    ? runVitest({ name: "full", words: others })
    : runVitest({ words: process.argv.slice(2) }),
);
