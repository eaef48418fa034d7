// The tests of `npm run test:full`.
import { defineConfig } from "vitest/config";
import { LongFilesFirst } from "./test/projects/long-files-first.ts";
import { fullRun } from "./test/projects/test-projects.ts";

export default defineConfig({
  test: { projects: [...fullRun], sequence: { sequencer: LongFilesFirst } },
});
