// Reads a batch of keys with as many requests as its records need. A reply has a limit in
// bytes: the keys after it have the error `too-large`, and are requested again. So a
// limit of the sidecar does not look like a failure or an absence.
import type { BatchGetEntry } from "./mutation.ts";

/** Sends one request. Resolves to one entry per key, in order. */
export type SendBatchGet = (keys: readonly string[]) => Promise<readonly BatchGetEntry[]>;

/** One entry per key, in order. Rejects with the error of `send`. */
export async function batchGetAll(keys: readonly string[], send: SendBatchGet): Promise<BatchGetEntry[]> {
  const entries: BatchGetEntry[] = [];
  for (let rest = keys; ; ) {
    const read = await send(rest);
    const unread = unreadTail(read);
    // A request always has space for one record. If nothing was read, these keys themselves are too large.
    if (unread === 0 || unread === read.length) return [...entries, ...read];
    entries.push(...read.slice(0, read.length - unread));
    rest = rest.slice(read.length - unread);
  }
}

/** How many entries at the end were not read because of their size. */
function unreadTail(entries: readonly BatchGetEntry[]): number {
  const last = entries.findLastIndex(
    (entry) => !(entry.status === "failed" && entry.error.code === "too-large"),
  );
  return entries.length - 1 - last;
}
