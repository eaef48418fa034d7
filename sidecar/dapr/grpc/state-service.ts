// The state methods of dapr.proto.runtime.v1.Dapr: each calls one verb. They contain no
// decisions and catch no errors.
import { bulkTooLargeError } from "../texts/state-errors.ts";
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

type BulkItem = ReturnType<typeof bulkItem>;

/** Every state method. `replyBytesMax`: the maximum size of a reply of the transport, in bytes. */
export function stateMethods(state: DaprState, replyBytesMax: number): readonly DaprMethod[] {
  return [...readMethods(state, replyBytesMax), ...writeMethods(state)];
}

function readMethods(state: DaprState, replyBytesMax: number): readonly DaprMethod[] {
  return [
    daprMethod("getState", "state", "v1", async (request, call) => {
      const store = state.store(request.storeName);
      return stateResponse(await state.get(store, request.key, readConsistency(request.consistency), call));
    }),
    daprMethod("getBulkState", "state", "v1", async (request, call) => {
      const { keys } = request;
      const items: BulkItem[] = [];
      let bytes = 0;
      await state.getBulk(state.store(request.storeName), keys, call, async (results) => {
        for (const result of results) {
          const item = bulkItem(keys[items.length] ?? "", result);
          items.push(item);
          // The reply has these bytes and more, so that the transport would reject it.
          bytes += (item.data?.length ?? 0) + (item.key?.length ?? 0);
          if (bytes > replyBytesMax) throw bulkTooLargeError(keys.length, replyBytesMax);
        }
      });
      return { items };
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
