// The service statestore.v1.StateStore: finds the store, maps the request to the engine's
// input, calls the verb and maps the result back. It contains no decisions and catches no
// errors.
import { StateStoreMethods } from "@pillion/proto";
import {
  batchGet,
  batchWrite,
  checkKey,
  commit,
  deletePrefix,
  deleteRecord,
  exists,
  get,
  increment,
  list,
  StoreError,
  set,
  touch,
} from "../../src/index.ts";
import { type Operation, operation } from "../rpc/index.ts";
import { resolveStore, type StoreDirectory } from "../stores/index.ts";
import { int64Of, timestampOf } from "./field-messages.ts";
import {
  entryMessage,
  pageMessage,
  previousMessage,
  recordMessage,
  resultMessage,
  writeEntryMessage,
} from "./record-messages.ts";
import {
  batchGetInput,
  batchWriteInput,
  commitInput,
  deleteInput,
  getInput,
  incrementInput,
  listInput,
  setInput,
  touchInput,
} from "./state-messages.ts";

const methods = StateStoreMethods;

/** Every method of the service. */
export function stateOperations(stores: StoreDirectory): readonly Operation[] {
  return [
    ...readOperations(stores),
    ...writeOperations(stores),
    ...prefixOperations(stores),
    watchOperation(stores),
  ];
}

function readOperations(stores: StoreDirectory): readonly Operation[] {
  return [
    operation(methods.get, async (request, call) => {
      const { store } = resolveStore(stores, request.store);
      const record = await get(store, getInput(request), call);
      return record === undefined ? {} : { found: true, record: recordMessage(record) };
    }),
    operation(methods.batchGet, async (request, call) => {
      const { store } = resolveStore(stores, request.store);
      const results = await batchGet(store, batchGetInput(request), call);
      return { entries: results.map((result, index) => entryMessage(request.keys[index] ?? "", result)) };
    }),
    operation(methods.exists, async (request, call) => {
      const { store } = resolveStore(stores, request.store);
      const version = await exists(store, getInput(request), call);
      return version === undefined ? {} : { exists: true, version };
    }),
  ];
}

function writeOperations(stores: StoreDirectory): readonly Operation[] {
  return [
    operation(methods.set, async (request, call) => {
      const { store } = resolveStore(stores, request.store);
      const { version, previous } = await set(store, setInput(request), call);
      return { version, ...previousMessage(previous) };
    }),
    operation(methods.delete, async (request, call) => {
      const { store } = resolveStore(stores, request.store);
      const { deleted, previous } = await deleteRecord(store, deleteInput(request), call);
      return { deleted, ...previousMessage(previous) };
    }),
    operation(methods.increment, async (request, call) => {
      const { store } = resolveStore(stores, request.store);
      const { value, version } = await increment(store, incrementInput(request), call);
      return { value: int64Of(value), version };
    }),
    operation(methods.touch, async (request, call) => {
      const { store } = resolveStore(stores, request.store);
      const { found, expireTime } = await touch(store, touchInput(request), call);
      return { found, ...(expireTime !== undefined && { expireTime: timestampOf(expireTime) }) };
    }),
    operation(methods.commit, async (request, call) => {
      const { store } = resolveStore(stores, request.store);
      const results = await commit(store, commitInput(request), call);
      return { results: results.map(resultMessage) };
    }),
    operation(methods.batchWrite, async (request, call) => {
      const { store } = resolveStore(stores, request.store);
      const results = await batchWrite(store, batchWriteInput(request), call);
      return { entries: results.map((result) => writeEntryMessage(result, request)) };
    }),
  ];
}

function prefixOperations(stores: StoreDirectory): readonly Operation[] {
  return [
    operation(methods.list, async (request, call) => {
      const { store, name } = resolveStore(stores, request.store);
      const input = listInput(request, name);
      return pageMessage(await list(store, input, call), input.view);
    }),
    operation(methods.deletePrefix, async (request, call) => {
      const { store } = resolveStore(stores, request.store);
      return { deletedCount: await deletePrefix(store, { prefix: request.prefix }, call) };
    }),
  ];
}

// No store of this process has a change feed; the error states so.
function watchOperation(stores: StoreDirectory): Operation {
  return operation(methods.watch, (request) => {
    const { name } = resolveStore(stores, request.store);
    if (request.key !== null && request.key !== undefined) checkKey(request.key, ["key"]);
    throw new StoreError(
      "unsupported",
      `the store ${name} has no change feed; ListStores shows which stores have one`,
    );
  });
}
