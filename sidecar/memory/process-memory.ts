// The budget of this process, from its memory limit.
import { totalmem } from "node:os";
import { systemClock } from "../../src/index.ts";
import { MemoryBudget } from "./memory-budget.ts";
import { detectMemoryLimit, messageBytesOf } from "./memory-limit.ts";

/**
 * Opens the budget of the process.
 * @param memoryBytesMax the memory that the process may use, in bytes; undefined: what its container or machine has
 */
export function openMemoryBudget(memoryBytesMax: number | undefined): MemoryBudget {
  const limitBytes = messageBytesOf(memoryBytesMax ?? detectMemoryLimit(totalmem()));
  return new MemoryBudget({ limitBytes, clock: systemClock, collect });
}

// V8 counts the memory of buffers, but collects them only when tens of MiB of them are unused.
function collect(): void {
  globalThis.gc?.();
}
