// DeletePrefix: removes a prefix in bounded steps, each a page of keys and a
// commit of removals. It is not atomic, and says so in its errors: once
// something was removed, a failure no longer counts as "not applied".
import type { Call } from "../model/call.ts";
import { asStoreError, StoreError, violationError } from "../model/errors.ts";
import { checkPrefix } from "../model/key.ts";
import { transactionsMax } from "../model/limits.ts";
import { noPrecondition } from "../model/mutation.ts";
import type { StateStore } from "../store/state-store.ts";
import { unanswered } from "./answer.ts";

/** What to remove. */
export interface DeletePrefixInput {
  /** What the keys begin with; not empty. */
  readonly prefix: string;
}

/** How far it has come. */
interface Progress {
  removed: number;
  /** True once a removal may have been applied without our knowing. */
  unsure: boolean;
}

/**
 * How many records were removed. Every record of the prefix that was there when
 * the call began is gone when it returns. Throws `invalid` for an empty prefix;
 * after any other error some may be gone, and calling again is safe.
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
  checkPrefix(prefix, ["prefix"]);
  const progress: Progress = { removed: 0, unsure: false };
  try {
    let cursor: string | undefined;
    do {
      checkTime(call);
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

function checkTime(call: Call): void {
  if (call.cancelled) throw new StoreError("cancelled", "the caller has gone", { outcome: "not-applied" });
  if (call.deadline > call.clock.monotonic()) return;
  throw new StoreError("deadline", "the deadline has passed", { outcome: "not-applied" });
}

// One transaction per key: transactions need no common slot, and one that fails leaves the others be.
async function removeAll(
  store: StateStore,
  keys: readonly string[],
  progress: Progress,
  call: Call,
): Promise<void> {
  checkTime(call);
  const transactions = keys.map((key) => ({
    mutations: [{ type: "remove", key, precondition: noPrecondition, returnPrevious: false } as const],
  }));
  const results = await store.commit(transactions, call).catch((thrown: unknown) => {
    progress.unsure ||= asStoreError(thrown).outcome === "unknown";
    throw thrown;
  });
  if (results.length !== keys.length) {
    progress.unsure = true;
    throw unanswered();
  }
  let failure: StoreError | undefined;
  for (const result of results) {
    if (result instanceof StoreError) {
      progress.unsure ||= result.outcome === "unknown";
      failure ??= result;
    } else if (result[0]?.found === true) progress.removed += 1;
  }
  if (failure !== undefined) throw failure;
}

function withProgress(error: StoreError, { removed, unsure }: Progress): StoreError {
  const outcome = removed > 0 || unsure ? "unknown" : "not-applied";
  if (removed === 0) return error.with({ outcome, mutationIndex: undefined });
  const message = `${error.message}; ${removed} records had been removed before; calling again goes on`;
  return new StoreError(error.code, message, {
    outcome,
    retryDelayMs: error.retryDelayMs,
    cause: error,
  });
}
