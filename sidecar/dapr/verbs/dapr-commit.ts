// Hands mutations to a store for the Dapr face: many at once, in commits of a
// bounded size. Where a component lets an etag hold for a key that is not there,
// a mutation that failed for its version is tried once more as one that needs
// the key to be absent: each try is judged by the store in one step, so that
// nothing is written that neither would allow.
import {
  asStoreError,
  type Call,
  type Consistency,
  type Mutation,
  ofSingleMutation,
  type StateStore,
  StoreError,
  type Transaction,
  type TransactionResult,
  transactionsMax,
} from "../../../src/index.ts";

/** How to commit. */
export interface DaprCommitOptions {
  readonly consistency: Consistency;
  /** As the quirk of this name. */
  readonly etagHoldsWhereMissing: boolean;
}

/** Why a mutation was not applied, or undefined if it was. */
export type CommitFault = StoreError | undefined;

/** Applies mutations, each by itself; one answer per mutation, in order. Mutations of one key are applied in order. */
export async function commitEach(
  store: StateStore,
  mutations: readonly Mutation[],
  options: DaprCommitOptions,
  call: Call,
): Promise<readonly CommitFault[]> {
  const faults: CommitFault[] = [];
  for (let from = 0; from < mutations.length; from += transactionsMax) {
    faults.push(...(await commitPart(store, mutations.slice(from, from + transactionsMax), options, call)));
  }
  return faults;
}

/** Applies mutations of different keys, all or none. Throws why none was; the error has its `mutationIndex`. */
export async function commitAll(
  store: StateStore,
  mutations: readonly Mutation[],
  options: DaprCommitOptions,
  call: Call,
): Promise<void> {
  let asked = [...mutations];
  for (;;) {
    const [result] = await store.commit([transactionOf(asked, options)], call);
    const fault = faultOf(result);
    if (fault === undefined) return;
    if (!options.etagHoldsWhereMissing) throw fault;
    asked = await withAbsence(store, asked, mutations, fault, call);
  }
}

const transactionOf = (mutations: readonly Mutation[], { consistency }: DaprCommitOptions): Transaction => ({
  mutations,
  consistency,
});

function faultOf(result: TransactionResult | undefined): CommitFault {
  if (result instanceof StoreError) return result;
  return result === undefined
    ? new StoreError("internal", "the store gave fewer answers than asked")
    : undefined;
}

async function commitPart(
  store: StateStore,
  mutations: readonly Mutation[],
  options: DaprCommitOptions,
  call: Call,
): Promise<readonly CommitFault[]> {
  const faults = await commitOnce(store, mutations, options, call);
  if (!options.etagHoldsWhereMissing) return faults;
  const again = mutations.flatMap((mutation, index) => {
    const absent = faults[index]?.code === "conflict" ? absentInstead(mutation) : undefined;
    return absent === undefined ? [] : [{ index, absent }];
  });
  if (again.length === 0) return faults;
  const second = await commitOnce(
    store,
    again.map(({ absent }) => absent),
    options,
    call,
  );
  const places = new Map(again.map(({ index }, place) => [index, place]));
  return faults.map((first, index) => {
    const place = places.get(index);
    if (place === undefined) return first;
    const fault = second[place];
    return fault?.code === "already-exists" ? first : fault;
  });
}

// A call that fails whole fails for every mutation alike.
async function commitOnce(
  store: StateStore,
  mutations: readonly Mutation[],
  options: DaprCommitOptions,
  call: Call,
): Promise<readonly CommitFault[]> {
  try {
    const results = await store.commit(
      mutations.map((mutation) => transactionOf([mutation], options)),
      call,
    );
    return mutations.map((_, index) => {
      const fault = faultOf(results[index]);
      return fault && ofSingleMutation(fault);
    });
  } catch (thrown) {
    const error = asStoreError(thrown);
    return mutations.map(() => error);
  }
}

/** The mutation for a key that is not there; undefined if it asks for no version. */
function absentInstead(mutation: Mutation): Mutation | undefined {
  if (mutation.precondition.type !== "version") return undefined;
  const precondition = { type: "absent" } as const;
  if (mutation.type === "put") return { ...mutation, precondition };
  return mutation.type === "remove" ? { type: "check", key: mutation.key, precondition } : undefined;
}

// The batch with every etag of a key that is not there now changed, in one look for all of them: with a look for each, a
// long transaction would not end. Throws why it failed where that cannot help. Each turn changes the one that failed, and
// none is changed back, so that there is an end.
async function withAbsence(
  store: StateStore,
  asked: readonly Mutation[],
  first: readonly Mutation[],
  fault: StoreError,
  call: Call,
): Promise<Mutation[]> {
  const index = fault.mutationIndex;
  const failed = index === undefined ? undefined : asked[index];
  if (fault.code === "already-exists" && first[index ?? -1]?.precondition.type === "version") {
    throw new StoreError("conflict", "the record has another version than the one asked", {
      ...(index !== undefined && { mutationIndex: index }),
    });
  }
  if (fault.code !== "conflict" || failed === undefined || absentInstead(failed) === undefined) throw fault;
  const keys = asked.filter((one) => absentInstead(one) !== undefined).map(({ key }) => key);
  const found = await store.read(keys, { consistency: "strong", view: "keys" }, call);
  const missing = new Set(keys.filter((_, place) => found[place] === undefined));
  if (!missing.has(failed.key)) throw fault;
  return asked.map((one) => (missing.has(one.key) ? (absentInstead(one) ?? one) : one));
}
