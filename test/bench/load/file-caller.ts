// A file with one fsync per Set: the cost of a durable write on this disk without group commit.
import { type FileHandle, open } from "node:fs/promises";
import type { Target } from "./load-plan.ts";
import type { TargetCaller } from "./operation.ts";

async function append(file: FileHandle, value: Buffer): Promise<void> {
  await file.write(value);
  await file.datasync();
}

/** A file as a target. It supports only Set. */
export async function openFile({ path }: Extract<Target, { type: "file" }>): Promise<TargetCaller> {
  const file = await open(path, "w");
  // Appends to one file are sequential.
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
