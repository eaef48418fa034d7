// A file with one fsync per Set: what a durable write costs on this disk when
// nothing is shared.
import { type FileHandle, open } from "node:fs/promises";
import type { Target } from "./load-plan.ts";
import type { TargetCaller } from "./operation.ts";

async function append(file: FileHandle, value: Buffer): Promise<void> {
  await file.write(value);
  await file.datasync();
}

/** A file as a target; it answers no Get. */
export async function openFile({ path }: Extract<Target, { type: "file" }>): Promise<TargetCaller> {
  const file = await open(path, "w");
  // One after another, as one file has one end.
  let last: Promise<void> = Promise.resolve();
  return {
    fill: async () => undefined,
    get: async () => undefined,
    set: (_key, value) => {
      last = last.then(() => append(file, value));
      return last;
    },
    close: () => file.close(),
  };
}
