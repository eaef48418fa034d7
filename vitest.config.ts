// The tests of `npm test`.
import { defineConfig } from "vitest/config";
import { LongFilesFirst } from "./test/projects/long-files-first.ts";
import { everyRun } from "./test/projects/test-projects.ts";

export default defineConfig({
  test: { projects: [...everyRun], sequence: { sequencer: LongFilesFirst } },
});
