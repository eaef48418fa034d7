// Starts the folders with the longest files first, so that a run does not end with one long file on one worker.
// Within a folder vitest's own order holds: by the durations of the last run, where it knows them.
import { BaseSequencer, type TestSpecification } from "vitest/node";

const slowFolders = ["/test/conformance/", "/test/e2e/", "/test/faults/", "/test/wire/"];

function rank({ moduleId }: TestSpecification): number {
  const index = slowFolders.findIndex((folder) => moduleId.includes(folder));
  return index === -1 ? slowFolders.length : index;
}

/** The order in which test files start. */
export class LongFilesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((a, b) => rank(a) - rank(b));
  }
}
