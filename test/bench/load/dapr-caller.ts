// Dapr's GetState and SaveState on our wire client. It is the cheapest client, so that the load process is not the
// bottleneck, and works with every sidecar that serves dapr.proto.runtime.v1.Dapr. The few fields in use are encoded by
// hand, so that the benchmark is independent of generated code. `mixed` makes four more calls of the same service.
import { createWireTransport, type Method } from "@pillion/wire";
import protobuf from "protobufjs/minimal.js";
import type { Target } from "./load-plan.ts";
import { forEachIndex, keyOf, type TargetCaller, valueOfBytes } from "./operation.ts";

interface StateItem {
  readonly key: string;
  readonly value: Uint8Array;
  readonly ttlSeconds?: number;
}

const bytesField = (number: number): number => (number << 3) | 2;
const same = (bytes: Uint8Array): Uint8Array => bytes;

// GetStateRequest { string store_name = 1; string key = 2; }
function encodeGet({ store, key }: { store: string; key: string }): Uint8Array {
  return protobuf.Writer.create()
    .uint32(bytesField(1))
    .string(store)
    .uint32(bytesField(2))
    .string(key)
    .finish();
}

// GetStateResponse { bytes data = 1; string etag = 2; }
function decodeGet(bytes: Uint8Array): { valueBytes: number; etag: string } {
  const reader = protobuf.Reader.create(bytes);
  let [valueBytes, etag] = [0, ""];
  while (reader.pos < reader.len) {
    const tag = reader.uint32();
    if (tag === bytesField(1)) valueBytes = reader.bytes().length;
    else if (tag === bytesField(2)) etag = reader.string();
    else reader.skipType(tag & 7);
  }
  return { valueBytes, etag };
}

// StateItem { string key = 1; bytes value = 2; map<string, string> metadata = 4; }
function writeItem(writer: protobuf.Writer, { key, value, ttlSeconds }: StateItem): void {
  writer.uint32(bytesField(1)).string(key).uint32(bytesField(2)).bytes(value);
  if (ttlSeconds === undefined) return;
  writer.uint32(bytesField(4)).fork();
  writer
    .uint32(bytesField(1))
    .string("ttlInSeconds")
    .uint32(bytesField(2))
    .string(String(ttlSeconds))
    .ldelim();
}

// SaveStateRequest { string store_name = 1; repeated StateItem states = 2; }
function encodeSave({ store, items }: { store: string; items: readonly StateItem[] }): Uint8Array {
  const writer = protobuf.Writer.create().uint32(bytesField(1)).string(store);
  for (const item of items) {
    writer.uint32(bytesField(2)).fork();
    writeItem(writer, item);
    writer.ldelim();
  }
  return writer.finish();
}

// DeleteStateRequest { string store_name = 1; string key = 2; }, and GetBulkStateRequest
// { string store_name = 1; repeated string keys = 2; } with one key.
const encodeKey = encodeGet;

// ExecuteStateTransactionRequest { string storeName = 1; repeated TransactionalStateOperation operations = 2; }
// TransactionalStateOperation { string operationType = 1; StateItem request = 2; }
function encodeTransaction({ store, items }: { store: string; items: readonly StateItem[] }): Uint8Array {
  const writer = protobuf.Writer.create().uint32(bytesField(1)).string(store);
  for (const item of items) {
    writer.uint32(bytesField(2)).fork();
    writer.uint32(bytesField(1)).string("upsert").uint32(bytesField(2)).fork();
    writeItem(writer, item);
    writer.ldelim().ldelim();
  }
  return writer.finish();
}

type UndecodedMethod<Request> = Method<Request, Uint8Array, Uint8Array, Uint8Array, false, false>;

// A method whose reply is not decoded; only its status matters.
function undecodedMethod<Request>(
  name: string,
  encode: (request: Request) => Uint8Array,
): UndecodedMethod<Request> {
  return {
    path: `/dapr.proto.runtime.v1.Dapr/${name}`,
    requestStream: false,
    responseStream: false,
    request: { encode, decode: same },
    response: { encode: same, decode: same },
  };
}

type GetMethod = Method<
  Parameters<typeof encodeGet>[0],
  Uint8Array,
  Uint8Array,
  ReturnType<typeof decodeGet>,
  false,
  false
>;

const getState: GetMethod = {
  path: "/dapr.proto.runtime.v1.Dapr/GetState",
  requestStream: false,
  responseStream: false,
  request: { encode: encodeGet, decode: same },
  response: { encode: same, decode: decodeGet },
};

const saveState = undecodedMethod("SaveState", encodeSave);
const deleteState = undecodedMethod("DeleteState", encodeKey);
const getBulkState = undecodedMethod("GetBulkState", encodeKey);
const transact = undecodedMethod("ExecuteStateTransaction", encodeTransaction);

const timeoutMs = 30_000;
const atOnce = 32;
const mixedTtlSeconds = 60;

/** Dapr's API as a target. */
export async function openDapr({ address, store }: Extract<Target, { type: "dapr" }>): Promise<TargetCaller> {
  const transport = createWireTransport({ address });
  const options = { timeoutMs };
  const set = async (key: string, value: Buffer) =>
    void (await transport.unary(saveState, { store, items: [{ key, value }] }, options));
  return {
    fill: ({ keyCount, valueBytes }) => {
      const value = valueOfBytes(valueBytes);
      return forEachIndex(keyCount, atOnce, (index) => set(keyOf(index), value));
    },
    get: async (key) => {
      const { valueBytes, etag } = await transport.unary(getState, { store, key }, options);
      // Only the etag distinguishes a missing key from an empty value.
      return etag === "" ? undefined : valueBytes;
    },
    set,
    others: [
      (key) => transport.unary(getBulkState, { store, key }, options),
      (key, value) => transport.unary(transact, { store, items: [{ key, value }] }, options),
      (key) => transport.unary(deleteState, { store, key }, options),
      (key, value) =>
        transport.unary(saveState, { store, items: [{ key, value, ttlSeconds: mixedTtlSeconds }] }, options),
    ],
    close: () => transport.close(),
  };
}
