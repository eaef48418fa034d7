// The embedded driver: opens a data directory. In order: the directory is made
// or checked, its owner lock is taken, the data file is opened, or made and
// marked as ours. What fails gives back what was taken before it.
import { StoreError } from "../../model/errors.ts";
import type { Driver, DriverContext } from "../../store/driver.ts";
import { invalid, notWritable, openInDirectory, prepareDirectory } from "./embedded-directory.ts";
import { EmbeddedEnvironment } from "./embedded-environment.ts";
import { fullError, isAccessFault, isFullFault } from "./embedded-errors.ts";
import { compileEmbeddedOptions, type EmbeddedOptions } from "./embedded-options.ts";
import { EmbeddedOwner } from "./embedded-owner.ts";
import { type EmbeddedParts, EmbeddedStore } from "./embedded-store.ts";

/** The driver named `embedded`. */
export const embeddedDriver: Driver<EmbeddedOptions> = {
  name: "embedded",
  compile: compileEmbeddedOptions,
  place: ({ path }) => path,
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

/** What a store is made of, by itself: for tests, and for tools that look into a data directory. Fails as `open` does. */
export async function openEmbeddedParts(
  options: EmbeddedOptions,
  context: DriverContext,
): Promise<EmbeddedParts> {
  const directory = await prepareDirectory(options.path);
  try {
    const owner = await EmbeddedOwner.acquire(directory, context.random);
    try {
      const make = () => new EmbeddedEnvironment(directory, options.mapBytesMax);
      return { environment: await openInDirectory(directory, make), owner, directory };
    } catch (thrown) {
      await owner.release();
      throw thrown;
    }
  } catch (thrown) {
    if (thrown instanceof StoreError) throw thrown;
    if (isAccessFault(thrown)) throw notWritable(directory, thrown);
    if (isFullFault(thrown)) throw fullError(thrown, `the disk of data directory ${directory} is full`);
    throw invalid(directory, "holds a data file that cannot be opened", thrown);
  }
}
