// The header block of a unary call, for every call after the first on a connection.
import { HpackDecoder } from "../../../wire/src/hpack/hpack-decoder.ts";
import { HpackEncoder } from "../../../wire/src/hpack/hpack-encoder.ts";
import type { MicroBench } from "./micro-bench.ts";

const request = [
  [":method", "POST"],
  [":scheme", "http"],
  [":path", "/statestore.v1.StateStore/Get"],
  [":authority", "127.0.0.1:50001"],
  ["te", "trailers"],
  ["content-type", "application/grpc"],
  ["user-agent", "grpc-node-pillion"],
  ["grpc-timeout", "4999m"],
] as const;

const encoder = new HpackEncoder({});
encoder.encode(request);
const block = Uint8Array.from(encoder.encode(request));

function decoderAfterFirst(): HpackDecoder {
  const decoder = new HpackDecoder({ tableBytesMax: 4096, listBytesMax: 16_384, listPairsMax: 100 });
  decoder.decode(Uint8Array.from(new HpackEncoder({}).encode(request)), () => undefined);
  return decoder;
}

const decoder = decoderAfterFirst();

/** The micro-benchmarks of header blocks. */
export const hpackBenches: readonly MicroBench[] = [
  {
    name: `encode ${request.length} fields in the dynamic table`,
    run: (times) => {
      for (let index = 0; index < times; index++) encoder.encode(request);
    },
  },
  {
    name: `decode these fields from ${block.length} bytes`,
    run: (times) => {
      for (let index = 0; index < times; index++) decoder.decode(block, () => undefined);
    },
  },
];
