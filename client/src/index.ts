// The entry point of the package: its public API.
export type { Transport } from "@pillion/wire";
export { addressDefault, checkAddress, type Environment, resolveAddress } from "./address.ts";
export {
  type AtomicUpdateOptions,
  type AtomicUpdateResult,
  type Change,
  type Changed,
  remove,
  unchanged,
} from "./atomic-update.ts";
export type { CallOptions, Consistency, ReadOptions, WriteOptions } from "./call-options.ts";
export type { ClientOptions, ConnectionOptions, TlsOptions, TransportFactory } from "./client-options.ts";
export { type Clock, systemClock } from "./clock.ts";
export { connect } from "./connection.ts";
export type {
  BatchGetEntry,
  BatchWriteEntry,
  DeleteParts,
  ExpiryOptions,
  IncrementParts,
  Mutation,
  MutationResult,
  PreconditionOptions,
  SetParts,
  TouchParts,
} from "./mutation.ts";
export {
  bytesSerializer,
  jsonSerializer,
  type MessageClass,
  protobufSerializer,
  type Serializer,
  textSerializer,
} from "./serializer.ts";
export { type Entry, type Kind, State, type StateFields, UnreadableState, type View } from "./state.ts";
export type {
  DeleteOptions,
  DeleteResult,
  IncrementOptions,
  IncrementResult,
  ListOptions,
  ListPage,
  ListPageOptions,
  SetOptions,
  SetResult,
  StateCalls,
  TouchOptions,
  TouchResult,
  WatchOptions,
} from "./state-calls.ts";
export { StateClient } from "./state-client.ts";
export {
  type FieldViolation,
  isConflict,
  isNotApplied,
  isOutcomeUnknown,
  isStateError,
  type NotApplied,
  type Outcome,
  type OutcomeUnknown,
  SerializerError,
  StateError,
  type StateErrorCode,
  type StateErrorOptions,
  stateErrorCodes,
} from "./state-error.ts";
export type {
  SkipUnreadable,
  StateStore,
  StateStoreOptions,
  TypedListOptions,
  TypedListPageOptions,
} from "./state-store.ts";
export type { Durability, StoreInfo } from "./store-info.ts";
export type { WatchEvent, WatchedState, WatchTarget } from "./watch-event.ts";
