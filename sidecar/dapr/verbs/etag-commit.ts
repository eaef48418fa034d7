// Commits mutations for the Dapr API, in calls of a bounded size. Where a
// component lets an etag hold for a missing key, a mutation that failed because
// of its version is tried once more with the precondition that the key is
// absent. The store checks each attempt atomically, so nothing is written that
// neither attempt would allow.
import {
  asStoreError,
  type Call,
  type Consistency,
  type Mutation,
  type StateStore,
  StoreError,
  type Transaction,
  type TransactionResult,
  transactionsMax,
} from "../../../src/index.ts";

/** The options of a commit. */
export interface EtagCommitOptions {
  readonly consistency: Consistency;
  /** The quirk of this name. */
  readonly etagHoldsWhereMissing: boolean;
}

/** Why a mutation was not applied, or undefined if it was. */
export type MutationError = StoreError | undefined;

/** Applies mutations independently of each other; one result per mutation, in order. Mutations of one key are applied in order. */
export async function commitEach(
  store: StateStore,
  mutations: readonly Mutation[],
  options: EtagCommitOptions,
  call: Call,
): Promise<readonly MutationError[]> {
  const errors: MutationError[] = [];
  for (let from = 0; from < mutations.length; from += transactionsMax) {
    errors.push(...(await commitPart(store, mutations.slice(from, from + transactionsMax), options, call)));
  }
  return errors;
}

/** Applies mutations of different keys, all or none. Throws why none was applied; the error has its `mutationIndex`. */
export async function commitAll(
  store: StateStore,
  mutations: readonly Mutation[],
  options: EtagCommitOptions,
  call: Call,
): Promise<void> {
  let attempt: readonly Mutation[] = mutations;
  for (;;) {
    const [result] = await store.commit([transactionOf(attempt, options)], call);
    const error = errorOf(result);
    if (error === undefined) return;
    if (!options.etagHoldsWhereMissing) throw error;
    attempt = await withAbsence(store, attempt, mutations, error, call);
  }
}

const transactionOf = (mutations: readonly Mutation[], { consistency }: EtagCommitOptions): Transaction => ({
  mutations,
  consistency,
});

function errorOf(result: TransactionResult | undefined): MutationError {
  if (result instanceof StoreError) return result;
  return result === undefined
    ? new StoreError("internal", "the store returned fewer results than transactions")
    : undefined;
}

async function commitPart(
  store: StateStore,
  mutations: readonly Mutation[],
  options: EtagCommitOptions,
  call: Call,
): Promise<readonly MutationError[]> {
  const errors = await commitOnce(store, mutations, options, call);
  if (!options.etagHoldsWhereMissing) return errors;
  const retried = mutations.flatMap((mutation, index) => {
    const ifAbsent = errors[index]?.code === "conflict" ? requiringAbsence(mutation) : undefined;
    return ifAbsent === undefined ? [] : [{ index, ifAbsent }];
  });
  if (retried.length === 0) return errors;
  const second = await commitOnce(
    store,
    retried.map(({ ifAbsent }) => ifAbsent),
    options,
    call,
  );
  const secondIndexes = new Map(retried.map(({ index }, secondIndex) => [index, secondIndex]));
  return errors.map((first, index) => {
    const secondIndex = secondIndexes.get(index);
    if (secondIndex === undefined) return first;
    const error = second[secondIndex];
    return error?.code === "already-exists" ? first : error;
  });
}

// An error of the whole call is the error of every mutation.
async function commitOnce(
  store: StateStore,
  mutations: readonly Mutation[],
  options: EtagCommitOptions,
  call: Call,
): Promise<readonly MutationError[]> {
  try {
    const results = await store.commit(
      mutations.map((mutation) => transactionOf([mutation], options)),
      call,
    );
    return mutations.map((_, index) => errorOf(results[index]));
  } catch (thrown) {
    const error = asStoreError(thrown);
    return mutations.map(() => error);
  }
}

/** The mutation for a key that does not exist; undefined if it requires no version. */
function requiringAbsence(mutation: Mutation): Mutation | undefined {
  if (mutation.precondition.type !== "version") return undefined;
  const precondition = { type: "absent" } as const;
  if (mutation.type === "put") return { ...mutation, precondition };
  return mutation.type === "remove" ? { type: "check", key: mutation.key, precondition } : undefined;
}

// The transaction in which every mutation that requires a version of a key that is missing now requires its absence. One
// read serves all keys: with one read per key, a long transaction would not finish. Throws the error where that cannot
// help. Each round changes at least the mutation that failed and none is changed back, so the loop ends.
async function withAbsence(
  store: StateStore,
  attempt: readonly Mutation[],
  first: readonly Mutation[],
  error: StoreError,
  call: Call,
): Promise<readonly Mutation[]> {
  const index = error.mutationIndex;
  const failed = index === undefined ? undefined : attempt[index];
  if (error.code === "already-exists" && first[index ?? -1]?.precondition.type === "version") {
    throw new StoreError("conflict", versionDiffers, {
      ...(index !== undefined && { mutationIndex: index }),
    });
  }
  if (error.code !== "conflict" || failed === undefined || requiringAbsence(failed) === undefined)
    throw error;
  const keys = attempt.filter((one) => requiringAbsence(one) !== undefined).map(({ key }) => key);
  const found = await store.read(keys, { consistency: "strong", view: "keys" }, call);
  const missing = new Set(keys.filter((_, keyIndex) => found[keyIndex] === undefined));
  if (!missing.has(failed.key)) throw error;
  return attempt.map((one) => (missing.has(one.key) ? (requiringAbsence(one) ?? one) : one));
}

const versionDiffers = "the record does not have the required version";
