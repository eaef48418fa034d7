// The embedded driver: opens a data directory. In order: the directory is created
// or checked, ownership is acquired, the data file is opened or created. A step
// that fails releases what the steps before it acquired.
import { StoreError } from "../../model/errors.ts";
import type { Driver, DriverContext } from "../../store/driver.ts";
import { backUpDirectory } from "./embedded-backup.ts";
import {
  invalid,
  openInDirectory,
  prepareDirectory,
  shareDirectory,
  unusable,
} from "./embedded-directory.ts";
import { EmbeddedEnvironment } from "./embedded-environment.ts";
import { fullError, isAccessError, isFullError } from "./embedded-errors.ts";
import { compileEmbeddedOptions, type EmbeddedOptions } from "./embedded-options.ts";
import { EmbeddedOwner } from "./embedded-owner.ts";
import { restoreDirectory } from "./embedded-restore.ts";
import { type EmbeddedParts, EmbeddedStore } from "./embedded-store.ts";

/** The driver named `embedded`. */
export const embeddedDriver: Driver<EmbeddedOptions> = {
  name: "embedded",
  compile: compileEmbeddedOptions,
  place: ({ path }) => path,
  backUp: (options, request) => backUpDirectory(options.path, request),
  restore: (options, request) => restoreDirectory(options.path, request),
  async open(options, context) {
    const parts = await openEmbeddedParts(options, context);
    try {
      return new EmbeddedStore(parts, options, context);
    } catch (thrown) {
      await parts.environment.close();
      await parts.owner.release();
      throw thrown;
    }
  },
};

/** The parts of a store without the store: for tests, and for tools that inspect a data directory. Fails as `open` does. */
export async function openEmbeddedParts(
  options: EmbeddedOptions,
  context: DriverContext,
): Promise<EmbeddedParts> {
  const directory = await prepareDirectory(options.path);
  try {
    const owner = await EmbeddedOwner.acquire(directory, context.random);
    try {
      const make = () => new EmbeddedEnvironment(directory, options);
      const environment = await openInDirectory(directory, make);
      await shareDirectory(directory);
      return { environment, owner, directory };
    } catch (thrown) {
      await owner.release();
      throw thrown;
    }
  } catch (thrown) {
    if (thrown instanceof StoreError) throw thrown;
    if (isAccessError(thrown)) throw await unusable(directory, thrown);
    if (isFullError(thrown)) throw fullError(thrown, `the disk of the data directory ${directory} is full`);
    throw invalid(directory, "has a data file that cannot be opened", thrown);
  }
}
