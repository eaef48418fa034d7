// Writes items independently of each other: one that fails does not affect the others.
// All failures together become one DaprError.
import type { Call, Mutation, Outcome } from "../../../src/index.ts";
import { DaprError } from "../texts/dapr-error.ts";
import type { DaprErrorName } from "../texts/error-table.ts";
import { ItemFailure, storeFailure } from "../texts/item-failure.ts";
import { type DaprItem, strongestConsistency } from "./dapr-item.ts";
import type { DaprStore } from "./dapr-store.ts";
import { commitEach, type MutationError } from "./etag-commit.ts";

/** Items and the mutations they mean, in the same order. */
export interface ItemWrites {
  readonly items: readonly DaprItem[];
  readonly mutations: readonly (Mutation | ItemFailure)[];
  /** The error of these writes. */
  readonly error: DaprErrorName;
  /** Builds the full text of the error from the failures. */
  readonly errorText: (failures: string) => string;
}

/** Applies the writes. Throws a DaprError if at least one of them failed. */
export async function writeItems(store: DaprStore, writes: ItemWrites, call: Call): Promise<void> {
  const { items, mutations, error, errorText } = writes;
  const { etagHoldsWhereMissing } = store.quirks;
  const options = { consistency: strongestConsistency(items), etagHoldsWhereMissing };
  const valid = mutations.filter((one) => !(one instanceof ItemFailure)) as readonly Mutation[];
  const errors = valid.length === 0 ? [] : await commitEach(store.store, valid, options, call);
  const failures = failuresOf(writes, errors, store);
  if (failures.length === 0) return;
  // The first etag mismatch decides the status, as Dapr's clients expect.
  const deciding = failures.find(({ failure }) => failure.kind === "mismatch") ?? worstOf(failures);
  const { kind, code, cause } = deciding?.failure ?? {};
  const outcome = outcomeOf(failures, items.length);
  throw new DaprError(error, errorText(failuresText(failures, items)), { kind, code, outcome, cause });
}

// The outcome of the whole call: "not applied" only if no item was and none may have been.
function outcomeOf(failures: readonly IndexedFailure[], items: number): Outcome {
  const allRejected = failures.every(
    ({ failure }) => (failure.cause?.outcome ?? "not-applied") !== "unknown",
  );
  return allRejected && failures.length === items ? "not-applied" : "unknown";
}

interface IndexedFailure {
  readonly index: number;
  readonly failure: ItemFailure;
}

// The errors of the store are those of the valid mutations, in order.
function failuresOf(
  { items, mutations }: ItemWrites,
  errors: readonly MutationError[],
  { quirks }: DaprStore,
): IndexedFailure[] {
  const failures: IndexedFailure[] = [];
  let validIndex = 0;
  for (const [index, one] of mutations.entries()) {
    if (one instanceof ItemFailure) {
      failures.push({ index, failure: one });
      continue;
    }
    const error = errors[validIndex];
    validIndex += 1;
    const hasEtag = (items[index]?.etag ?? "") !== "";
    if (error !== undefined) failures.push({ index, failure: storeFailure(error, one, quirks, hasEtag) });
  }
  return failures;
}

// A failure of the store takes precedence over an invalid item, because the caller cannot correct it.
function worstOf(failures: readonly IndexedFailure[]): IndexedFailure | undefined {
  return failures.find(({ failure }) => failure.kind === "failure") ?? failures[0];
}

// The text must fit into the trailers that clients accept.
const failuresShownMax = 10;
const keyShownMax = 100;

const shortened = (key: string) => (key.length > keyShownMax ? `${key.slice(0, keyShownMax)}…` : key);

function failuresText(failures: readonly IndexedFailure[], items: readonly DaprItem[]): string {
  const lines = failures
    .slice(0, failuresShownMax)
    .map(({ index, failure: { message } }) =>
      items.length === 1 ? message : `key ${shortened(items[index]?.key ?? "")}: ${message}`,
    );
  if (failures.length > failuresShownMax) lines.push(`and ${failures.length - failuresShownMax} more`);
  return lines.join("\n");
}
