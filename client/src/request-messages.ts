// Builds the request of each call from its arguments, which are checked here,
// once, for every public method. A function throws StateError only, and then
// nothing was sent.
import type { statestore } from "@pillion/proto";
import {
  checkedKeys,
  checkedMutations,
  checkKey,
  checkOptions,
  checkPrefix,
  checkWatchTarget,
  optionNames,
} from "./argument-checks.ts";
import { type CallOptions, consistencyMessage, type ReadOptions, type WriteOptions } from "./call-options.ts";
import { int64Field } from "./int64.ts";
import type { Mutation } from "./mutation.ts";
import {
  expiryMessage,
  mutationMessages,
  preconditionMessage,
  touchExpiryMessage,
} from "./mutation-messages.ts";
import type { View } from "./state.ts";
import type {
  DeleteOptions,
  IncrementOptions,
  ListPageOptions,
  SetOptions,
  TouchOptions,
  WatchOptions,
} from "./state-calls.ts";
import { kindMessage, viewMessage } from "./state-messages.ts";
import { checkBytes, guarded } from "./value-checks.ts";
import type { WatchTarget } from "./watch-event.ts";

/** The request of `get`, `exists` and `version`. `store`: the client's default. */
export const readRequest = guarded((store: string, key: string, options: ReadOptions) => {
  checkKey(key);
  checkOptions(options, optionNames.read);
  return {
    store: options.store ?? store,
    key,
    consistency: consistencyMessage(options.consistency),
  };
});

/** The request of `batchGet`. */
export const batchGetRequest = guarded((store: string, keys: readonly string[], options: ReadOptions) => {
  const copy = checkedKeys(keys);
  checkOptions(options, optionNames.read);
  const consistency = consistencyMessage(options.consistency);
  return { store: options.store ?? store, keys: copy, consistency };
});

/** The request of `set`. */
export const setRequest = guarded((store: string, key: string, value: Uint8Array, options: SetOptions) => {
  checkKey(key);
  checkBytes(value, "value");
  checkOptions(options, optionNames.set);
  return {
    store: options.store ?? store,
    key,
    value,
    contentType: options.contentType ?? "",
    kind: kindMessage(options.kind),
    expiry: expiryMessage(options),
    precondition: preconditionMessage(options),
    returnPrevious: options.returnPrevious ?? false,
    idempotencyKey: options.idempotencyKey ?? "",
    consistency: consistencyMessage(options.consistency),
  };
});

/** The request of `delete`. */
export const deleteRequest = guarded((store: string, key: string, options: DeleteOptions) => {
  checkKey(key);
  checkOptions(options, optionNames.delete);
  return {
    store: options.store ?? store,
    key,
    precondition: preconditionMessage(options),
    returnPrevious: options.returnPrevious ?? false,
    idempotencyKey: options.idempotencyKey ?? "",
    consistency: consistencyMessage(options.consistency),
  };
});

/** The request of `increment`. */
export const incrementRequest = guarded(
  (store: string, key: string, delta: bigint | number, options: IncrementOptions) => {
    checkKey(key);
    checkOptions(options, optionNames.increment);
    return {
      store: options.store ?? store,
      key,
      delta: int64Field(delta, "delta"),
      initial: int64Field(options.initial ?? 0, "initial"),
      expiry: expiryMessage(options),
      idempotencyKey: options.idempotencyKey ?? "",
      consistency: consistencyMessage(options.consistency),
    };
  },
);

/** The request of `touch`. */
export const touchRequest = guarded((store: string, key: string, options: TouchOptions) => {
  checkKey(key);
  checkOptions(options, optionNames.touch);
  return {
    store: options.store ?? store,
    key,
    expiry: touchExpiryMessage(options),
    idempotencyKey: options.idempotencyKey ?? "",
  };
});

/** The request of `commit` and `batchWrite`. */
export const mutationsRequest = guarded(
  (store: string, mutations: readonly Mutation[], options: WriteOptions) => {
    const copy = checkedMutations(mutations);
    checkOptions(options, optionNames.batch);
    return {
      store: options.store ?? store,
      mutations: mutationMessages(copy),
      idempotencyKey: options.idempotencyKey ?? "",
      consistency: consistencyMessage(options.consistency),
    };
  },
);

/** The request of `listPage`. */
export const listRequest = guarded((store: string, prefix: string, options: ListPageOptions) => {
  checkPrefix(prefix);
  checkOptions(options, optionNames.listPage);
  return {
    store: options.store ?? store,
    prefix,
    pageSize: options.pageSize ?? 0,
    pageToken: options.pageToken ?? "",
    view: viewMessage(options.view ?? "full"),
  };
});

/** Checks the arguments of `list` before its first page. */
export const checkListArguments = guarded((prefix: string, options: object): void => {
  checkPrefix(prefix);
  checkOptions(options, optionNames.list);
});

/** The request of `deletePrefix`. */
export const deletePrefixRequest = guarded((store: string, prefix: string, options: CallOptions) => {
  checkPrefix(prefix);
  checkOptions(options, optionNames.call);
  return { store: options.store ?? store, prefix };
});

/** The request of `watch`. */
export const watchRequest = guarded(
  (
    store: string,
    target: WatchTarget,
    options: WatchOptions<View>,
  ): statestore.v1.WatchRequest.$Properties => {
    checkWatchTarget(target);
    checkOptions(options, optionNames.watch);
    const { key, prefix } = target as { readonly key?: string; readonly prefix?: string };
    const common = {
      store: options.store ?? store,
      resumeToken: options.resumeToken ?? "",
      sendInitial: options.sendInitial ?? false,
      view: viewMessage(options.view ?? "full"),
    };
    return key === undefined ? { ...common, prefix: prefix ?? "" } : { ...common, key };
  },
);

/** Checks the options of `listStores`. */
export const checkListStores = guarded((options: object): void => {
  checkOptions(options, optionNames.listStores);
});
