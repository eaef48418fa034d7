// The entry point of the engine: the exports that the sidecar, tests and embedding programs use.
export type { RandomBytes } from "./crypto/envelope.ts";
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
export { type GatherOptions, gather } from "./layers/gather.ts";
export { type GuardOptions, guard } from "./layers/guard.ts";
export { type Layer, type LayerName, stack } from "./layers/layer.ts";
export { checkAppId, checkKeyPrefix, namespace } from "./layers/namespace.ts";
export {
  type CallObserver,
  type CallReport,
  observe,
  type StoreOperation,
} from "./layers/observe.ts";
export { type Call, type CallOptions, type Clock, createCall, systemClock } from "./model/call.ts";
export {
  asStoreError,
  type ErrorCode,
  errorCodes,
  type Outcome,
  type PathStep,
  pathText,
  type Rejection,
  rejectionError,
  StoreError,
  type StoreErrorOptions,
  type Violation,
  violationError,
  violationsText,
} from "./model/errors.ts";
export { checkKey, keySeparator, textRejection, utf8Bytes } from "./model/key.ts";
export {
  appIdBytesMax,
  contentTypeBytesMax,
  deadlineMsDefault,
  deadlineMsMax,
  idempotencyKeyBytesMax,
  idempotencyMs,
  keyBytesMax,
  keyPrefixBytesMax,
  messageBytesMaxDefault,
  mutationsMax,
  pageSizeMax,
  queryBytesMax,
  queryDepthMax,
  readKeysMax,
  transactionsMax,
  ttlMsMax,
  ttlMsMin,
} from "./model/limits.ts";
export {
  type AddMutation,
  type CheckMutation,
  type Consistency,
  type Expiry,
  type Idempotency,
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
  type DeleteOutcome,
  type DeletePrefixInput,
  deletePrefix,
  deleteRecord,
  exists,
  fingerprintOf,
  type GetInput,
  get,
  type IncrementInput,
  type IncrementOutcome,
  type ItemIdentities,
  increment,
  type ListInput,
  type ListPage,
  list,
  ofSingleMutation,
  type QueryInput,
  type QueryOutcome,
  query,
  type RequestIdentity,
  type SetInput,
  type SetOutcome,
  set,
  type TouchInput,
  type TouchOutcome,
  touch,
  type WriteOptions,
} from "./operations/index.ts";
export type {
  ComponentType,
  Driver,
  DriverContext,
  DriverEvent,
  DriverManifest,
  RawOptions,
} from "./store/driver.ts";
export type { Durability, Gathering, StoreFacts, StoreLimits } from "./store/facts.ts";
export {
  type InvalidationListener,
  type InvalidationSource,
  isInvalidationSource,
} from "./store/invalidation-source.ts";
export type {
  QueriedRecord,
  QueryFilter,
  QueryPage,
  QueryPath,
  QueryRecords,
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
