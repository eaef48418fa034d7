// The verbs of the state API, one file each. A verb takes a store, plain inputs and a
// call. It is independent of protocols, so that every API of the process uses it.

export { type BatchGetInput, batchGet } from "./batch-get.ts";
export { type BatchWriteInput, batchWrite } from "./batch-write.ts";
export { type CommitInput, commit } from "./commit.ts";
export { type DeleteInput, type DeleteOutcome, deleteRecord } from "./delete.ts";
export { type DeletePrefixInput, deletePrefix } from "./delete-prefix.ts";
export { exists } from "./exists.ts";
export { type GetInput, get } from "./get.ts";
export { fingerprintOf, type ItemIdentities, type RequestIdentity } from "./idempotency.ts";
export { type IncrementInput, type IncrementOutcome, increment } from "./increment.ts";
export { type ListInput, type ListPage, list } from "./list.ts";
export { type QueryInput, type QueryOutcome, query } from "./query.ts";
export { type SetInput, type SetOutcome, set } from "./set.ts";
export { ofSingleMutation, type WriteOptions } from "./store-calls.ts";
export { type TouchInput, type TouchOutcome, touch } from "./touch.ts";
