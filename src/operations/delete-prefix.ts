// DeletePrefix: removes a prefix in bounded steps, each a page of keys and a commit of
// removals. It is not atomic: once something was removed, the outcome of an error is no
// longer `not-applied`.
import type { Call } from "../model/call.ts";
import { asStoreError, StoreError, violationError } from "../model/errors.ts";
import { transactionsMax } from "../model/limits.ts";
import { noPrecondition } from "../model/mutation.ts";
import { checkCall } from "../store/call-check.ts";
import type { StateStore } from "../store/state-store.ts";
import { missingResultError } from "./store-calls.ts";

/** What to remove. */
export interface DeletePrefixInput {
  /** What the keys begin with; not empty. */
  readonly prefix: string;
}

/** What has been removed so far. */
interface Progress {
  removed: number;
  /** True once the outcome of a removal is unknown. */
  isUnknown: boolean;
}

/**
 * Removes the records of a prefix and returns their number. Every record of the prefix that existed when the call began has
 * been removed when it returns. Throws `invalid` for an empty prefix; after any other error some records may have been
 * removed, and calling again is safe.
 */
export async function deletePrefix(
  store: StateStore,
  { prefix }: DeletePrefixInput,
  call: Call,
): Promise<number> {
  if (prefix === "") {
    const description = "is empty, which would remove every record; give at least one character";
    throw violationError([{ path: ["prefix"], description }]);
  }
  const progress: Progress = { removed: 0, isUnknown: false };
  try {
    let cursor: string | undefined;
    do {
      checkCall(call);
      const page = await store.scan({ prefix, cursor, limit: transactionsMax, view: "keys" }, call);
      cursor = page.cursor;
      const keys = page.records.map(({ key }) => key);
      if (keys.length > 0) await removeAll(store, keys, progress, call);
    } while (cursor !== undefined);
    return progress.removed;
  } catch (thrown) {
    throw withProgress(asStoreError(thrown), progress);
  }
}

// One transaction per key: they need no common slot, and a failed one does not affect the others.
async function removeAll(
  store: StateStore,
  keys: readonly string[],
  progress: Progress,
  call: Call,
): Promise<void> {
  checkCall(call);
  const transactions = keys.map((key) => ({
    mutations: [{ type: "remove", key, precondition: noPrecondition, returnPrevious: false } as const],
  }));
  const results = await store.commit(transactions, call).catch((thrown: unknown) => {
    progress.isUnknown ||= asStoreError(thrown).outcome === "unknown";
    throw thrown;
  });
  if (results.length !== keys.length) {
    progress.isUnknown = true;
    throw missingResultError();
  }
  let failure: StoreError | undefined;
  for (const result of results) {
    if (result instanceof StoreError) {
      progress.isUnknown ||= result.outcome === "unknown";
      failure ??= result;
    } else if (result[0]?.found === true) progress.removed += 1;
  }
  if (failure !== undefined) throw failure;
}

function withProgress(error: StoreError, { removed, isUnknown }: Progress): StoreError {
  const outcome = removed > 0 || isUnknown ? "unknown" : "not-applied";
  if (removed === 0) return error.with({ outcome, mutationIndex: undefined });
  const count = removed === 1 ? "1 record was" : `${removed} records were`;
  const message = `${error.message}; ${count} removed before that; call again to continue`;
  return new StoreError(error.code, message, {
    outcome,
    retryDelayMs: error.retryDelayMs,
    cause: error,
  });
}
