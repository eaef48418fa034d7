// The tests of `npm run daprd`, which need a real daprd.
import { defineConfig } from "vitest/config";
import { daprdRun } from "./test/projects/test-projects.ts";

export default defineConfig({
  test: { projects: [...daprdRun] },
});
