// The verbs of the state API, one file each. A verb takes a store, plain inputs and a
// call. It is independent of protocols, so that every API of the process uses it.

export { type BatchGetInput, batchGet } from "./batch-get.ts";
export { type BatchWriteInput, batchWrite } from "./batch-write.ts";
export { type CommitInput, commit } from "./commit.ts";
export { type DeleteInput, deleteRecord } from "./delete.ts";
export { deletePrefix } from "./delete-prefix.ts";
export { exists } from "./exists.ts";
export { type GetInput, get } from "./get.ts";
export { fingerprintOf, type RequestIdentity } from "./idempotency.ts";
export { type IncrementInput, increment } from "./increment.ts";
export { type ListInput, type ListPage, list } from "./list.ts";
export { type QueryInput, query } from "./query.ts";
export { readSlices } from "./read-slices.ts";
export { type SetInput, set } from "./set.ts";
export { type TouchInput, touch } from "./touch.ts";
