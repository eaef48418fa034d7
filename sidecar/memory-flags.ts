// Flags of V8 that save memory and may be set after the start, for a process that was started without them: `node
// dist/pillion.js`. Those that V8 reads only at its own start are in the first line of the bundle. What each is for, and
// what it saves, is in scripts/node-flags.mjs.
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** The flags. */
export const laterFlags = ["--heap-growing-percent=30", "--expose-gc", "--no-allocation-site-pretenuring"];

/** Sets the flags that the process was started without. */
export function setMemoryFlags(): void {
  for (const flag of laterFlags) if (!process.execArgv.includes(flag)) setFlagsFromString(flag);
  // Only contexts that are created after the flag have the function.
  globalThis.gc ??= runInNewContext("gc") as typeof globalThis.gc;
}
