// The index of the memory folder.
export { type Admission, admission } from "./admission.ts";
export type { MemoryBudget } from "./memory-budget.ts";
export { messageMemory, requestCopies } from "./message-memory.ts";
export { openMemoryBudget } from "./process-memory.ts";
