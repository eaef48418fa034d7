// Dapr's GetState and SaveState on our wire client: the cheapest caller there
// is, so that what is measured is the sidecar. It works on every sidecar that
// speaks dapr.proto.runtime.v1.Dapr. The few fields in use are written by hand,
// so that the bench does not depend on who serves them.
import { createWireTransport, type Method } from "@pillion/wire";
import protobuf from "protobufjs/minimal.js";
import type { Target } from "./load-plan.ts";
import { forEachIndex, keyOf, type TargetCaller, valueOfBytes } from "./operation.ts";

interface StateItem {
  readonly key: string;
  readonly value: Uint8Array;
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

// SaveStateRequest { string store_name = 1; repeated StateItem { string key = 1; bytes value = 2; } states = 2; }
function encodeSave({ store, items }: { store: string; items: readonly StateItem[] }): Uint8Array {
  const writer = protobuf.Writer.create().uint32(bytesField(1)).string(store);
  for (const { key, value } of items) {
    writer.uint32(bytesField(2)).fork();
    writer.uint32(bytesField(1)).string(key).uint32(bytesField(2)).bytes(value).ldelim();
  }
  return writer.finish();
}

type GetMethod = Method<
  Parameters<typeof encodeGet>[0],
  Uint8Array,
  Uint8Array,
  ReturnType<typeof decodeGet>,
  false,
  false
>;
type SaveMethod = Method<Parameters<typeof encodeSave>[0], Uint8Array, Uint8Array, Uint8Array, false, false>;

const getState: GetMethod = {
  path: "/dapr.proto.runtime.v1.Dapr/GetState",
  requestStream: false,
  responseStream: false,
  request: { encode: encodeGet, decode: same },
  response: { encode: same, decode: decodeGet },
};

const saveState: SaveMethod = {
  path: "/dapr.proto.runtime.v1.Dapr/SaveState",
  requestStream: false,
  responseStream: false,
  request: { encode: encodeSave, decode: same },
  response: { encode: same, decode: same },
};

const timeoutMs = 30_000;
const atOnce = 32;

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
      // A missing key and an empty value differ by the etag alone.
      return etag === "" ? undefined : valueBytes;
    },
    set,
    close: () => transport.close(),
  };
}
