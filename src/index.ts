// The entry point of the engine: what the sidecar and the tests outside src use of it.
export { createKeyRing, type KeyRing, keyNameSeparator, type NamedKey } from "./crypto/key-ring.ts";
export { within } from "./driver-kit/timeout.ts";
export {
  driverManifests,
  driverNames,
  findComponentType,
  findDriver,
  findDriverByScheme,
  impliedComponentType,
  loadDriver,
  type ServedComponent,
} from "./drivers/registry.ts";
export { type CacheOptions, cache } from "./layers/cache.ts";
export { encrypt } from "./layers/encrypt.ts";
export { gather } from "./layers/gather.ts";
export { guard } from "./layers/guard.ts";
export { type Layer, stack } from "./layers/layer.ts";
export { checkKeyPrefix, namespace } from "./layers/namespace.ts";
export { type CallReport, observe } from "./layers/observe.ts";
export { resilient } from "./layers/resilient.ts";
export { type Call, type Clock, createCall, endingBy, systemClock } from "./model/call.ts";
export {
  asStoreError,
  type ErrorCode,
  errorCodes,
  type Outcome,
  type PathStep,
  pathText,
  StoreError,
  type StoreErrorOptions,
  type Violation,
  violationError,
  violationsText,
} from "./model/errors.ts";
export { checkKey, keySeparator, utf8Bytes } from "./model/key.ts";
export {
  appIdBytesMax,
  deadlineMsDefault,
  deadlineMsMax,
  idempotencyMs,
  keyBytesMax,
  messageBytesMaxDefault,
  mutationsMax,
  pageSizeMax,
  queryBytesMax,
  queryDepthMax,
  transactionsMax,
  ttlMsMax,
  ttlMsMin,
} from "./model/limits.ts";
export {
  type AddMutation,
  type CheckMutation,
  type CheckPrecondition,
  type Consistency,
  type ExistingPrecondition,
  type Expiry,
  type Mutation,
  type MutationResult,
  noExpiry,
  noPrecondition,
  type Precondition,
  type PutMutation,
  type RemoveMutation,
  type TouchMutation,
  type Transaction,
} from "./model/mutation.ts";
export { emptyValue, type Kind, type StateRecord, type View } from "./model/record.ts";
export {
  type BatchGetInput,
  type BatchWriteInput,
  batchGet,
  batchWrite,
  type CommitInput,
  commit,
  type DeleteInput,
  deletePrefix,
  deleteRecord,
  exists,
  fingerprintOf,
  type GetInput,
  get,
  type IncrementInput,
  increment,
  type ListInput,
  type ListPage,
  list,
  type QueryInput,
  query,
  type RequestIdentity,
  readSlices,
  type SetInput,
  set,
  type TouchInput,
  touch,
} from "./operations/index.ts";
export type {
  BackupReport,
  BackupRequest,
  Driver,
  DriverContext,
  DriverEvent,
  DriverManifest,
  RawOptions,
  RestoreRequest,
} from "./store/driver.ts";
export type { Durability, StoreFacts } from "./store/facts.ts";
export {
  type InvalidationListener,
  type InvalidationSource,
  isInvalidationSource,
} from "./store/invalidation-source.ts";
export type {
  QueriedRecord,
  QueryFilter,
  QueryPath,
  QueryScalar,
  QuerySort,
  RecordQuery,
} from "./store/record-query.ts";
export type {
  ReadOptions,
  ReadResult,
  ScanPage,
  ScanQuery,
  StateStore,
  TransactionResult,
} from "./store/state-store.ts";
