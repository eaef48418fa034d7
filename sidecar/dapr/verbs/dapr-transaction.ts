// A transaction of Dapr's state API: all operations are applied or none is.
import { type Call, type Mutation, mutationsMax, type StoreError } from "../../../src/index.ts";
import { asDaprError, type DaprError } from "../texts/dapr-error.ts";
import { ItemFailure, storeFailure } from "../texts/item-failure.ts";
import {
  noTransactionsError,
  tooManyOperationsError,
  transactionError,
  unknownOperationError,
} from "../texts/state-errors.ts";
import { storeErrorText } from "../texts/store-error-text.ts";
import { type DaprOperation, strongestConsistency } from "./dapr-item.ts";
import { checkKey, type DaprStore } from "./dapr-store.ts";
import { commitAll } from "./etag-commit.ts";
import { deleteMutation, upsertMutation } from "./item-mutation.ts";
import { foldOperations } from "./operation-folding.ts";

/** The operations as mutations. Throws a DaprError if the store or an operation does not allow a transaction. */
export function operationMutations(
  store: DaprStore,
  operations: readonly DaprOperation[],
): readonly (Mutation | ItemFailure)[] {
  if (!store.capabilities.includes("TRANSACTIONAL")) throw noTransactionsError(store.name);
  const mutations = operations.map((operation) => operationMutation(operation, store));
  const keys = new Set(operations.map(({ item }) => item.key)).size;
  const limit = Math.min(mutationsMax, store.store.facts.limits.transactionMutationsMax);
  if (keys > limit) throw tooManyOperationsError(store.name, operations.length, limit);
  return mutations;
}

/** Applies the mutations of these operations. Throws a DaprError if none was applied. */
export async function applyOperations(
  store: DaprStore,
  operations: readonly DaprOperation[],
  mutations: readonly (Mutation | ItemFailure)[],
  call: Call,
): Promise<void> {
  const consistency = strongestConsistency(operations.map(({ item }) => item));
  const { etagHoldsWhereMissing } = store.quirks;
  const folded = foldOperations(mutations.map(orThrow), store.quirks);
  if (folded instanceof ItemFailure) throw errorOf(folded);
  await asDaprError(commitAll(store.store, folded, { consistency, etagHoldsWhereMissing }, call), (cause) =>
    storeError(cause, folded, operations, store),
  );
}

function operationMutation({ type, item }: DaprOperation, store: DaprStore): Mutation | ItemFailure {
  if (type !== "upsert" && type !== "delete") throw unknownOperationError(type);
  checkKey(store, item.key);
  return type === "upsert" ? upsertMutation(item, store, true) : deleteMutation(item, store);
}

function orThrow(mutation: Mutation | ItemFailure): Mutation {
  if (mutation instanceof ItemFailure) throw errorOf(mutation);
  return mutation;
}

const errorOf = ({ message, code, cause }: ItemFailure): DaprError => transactionError(message, code, cause);

// The store's index is that of the folded mutation; the text names the first operation of its key.
function storeError(
  error: StoreError,
  folded: readonly Mutation[],
  operations: readonly DaprOperation[],
  { quirks }: DaprStore,
): DaprError {
  const mutation = error.mutationIndex === undefined ? undefined : folded[error.mutationIndex];
  if (mutation === undefined) return transactionError(storeErrorText(error), error.code, error);
  const index = operations.findIndex(({ item }) => item.key === mutation.key);
  return errorOf(storeFailure(error, mutation, quirks, false, ["operations", index, "request"]));
}
