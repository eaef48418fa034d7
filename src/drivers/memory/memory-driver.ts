// The memory driver: stores in the memory of this process, whose data is lost when it
// ends. For tests, experiments, and state that may be lost. It is the reference for the
// behaviour of every other driver.
import type { Driver } from "../../store/driver.ts";
import { compileMemoryOptions, type MemoryOptions } from "./memory-options.ts";
import { MemoryStore } from "./memory-store.ts";

/** The driver named `memory`. */
export const memoryDriver: Driver<MemoryOptions> = {
  name: "memory",
  compile: compileMemoryOptions,
  async open(options, context) {
    return new MemoryStore(options, context);
  },
};
