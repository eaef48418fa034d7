// The state methods of dapr.proto.runtime.v1.Dapr: each calls one verb. They contain no
// decisions and catch no errors.
import type { DaprState } from "../verbs/dapr-state.ts";
import {
  bulkItem,
  deletedItemOf,
  itemOf,
  operationsOf,
  queryItem,
  readConsistency,
  savedItemOf,
  stateResponse,
} from "./dapr-messages.ts";
import { type DaprMethod, daprMethod } from "./dapr-method.ts";

/** Every state method. */
export function stateMethods(state: DaprState): readonly DaprMethod[] {
  return [...readMethods(state), ...writeMethods(state)];
}

function readMethods(state: DaprState): readonly DaprMethod[] {
  return [
    daprMethod("getState", "state", "v1", async (request, call) => {
      const store = state.store(request.storeName);
      return stateResponse(await state.get(store, request.key, readConsistency(request.consistency), call));
    }),
    daprMethod("getBulkState", "state", "v1", async (request, call) => {
      const { keys } = request;
      const results = await state.getBulk(state.store(request.storeName), keys, call);
      return { items: results.map((result, index) => bulkItem(keys[index] ?? "", result)) };
    }),
    daprMethod("queryStateAlpha1", "state", "v1alpha1", async (request, call) => {
      const { query, metadata } = request;
      const { records, token } = await state.query(state.store(request.storeName), query, metadata, call);
      return { results: records.map(queryItem), token };
    }),
  ];
}

function writeMethods(state: DaprState): readonly DaprMethod[] {
  return [
    daprMethod("saveState", "state", "v1", async (request, call) => {
      await state.save(state.store(request.storeName), request.states.map(savedItemOf), call);
      return {};
    }),
    daprMethod("deleteState", "state", "v1", async (request, call) => {
      await state.delete(state.store(request.storeName), deletedItemOf(request), call);
      return {};
    }),
    daprMethod("deleteBulkState", "state", "v1", async (request, call) => {
      await state.deleteBulk(state.store(request.storeName), request.states.map(itemOf), call);
      return {};
    }),
    daprMethod("executeStateTransaction", "state", "v1", async (request, call) => {
      await state.transact(state.store(request.storeName), operationsOf(request), call);
      return {};
    }),
  ];
}
