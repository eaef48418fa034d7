// The tests of `npm run mutation` for one part of the code.
import { defineConfig } from "vitest/config";
import { parts } from "./test/mutation/parts.mjs";
import { mutationRun } from "./test/projects/test-projects.ts";

const { tests = [] } = parts[process.env.PILLION_MUTATION_PART ?? ""] ?? {};

export default defineConfig({
  test: { projects: [...mutationRun(tests)] },
});
