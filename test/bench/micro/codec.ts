// Encoding and decoding of the Get and Set messages.
import { StateStoreMethods } from "@pillion/proto";
import type { Codec } from "@pillion/wire";
import { valueOfBytes } from "../load/operation.ts";
import type { MicroBench } from "./micro-bench.ts";

const { get, set } = StateStoreMethods;
const value = valueOfBytes(1024);
const time = { seconds: 1_760_000_000, nanos: 123_000_000 };
const record = { key: "key-1", value, version: "1760000000000001", createTime: time, updateTime: time };

function both<Input, Output>(name: string, codec: Codec<Input, Output>, message: Input): MicroBench[] {
  const bytes = codec.encode(message);
  return [
    {
      name: `encode ${name}`,
      run: (times) => {
        for (let index = 0; index < times; index++) codec.encode(message);
      },
    },
    {
      name: `decode ${name}`,
      run: (times) => {
        for (let index = 0; index < times; index++) codec.decode(bytes);
      },
    },
  ];
}

/** The micro-benchmarks of the codecs. */
export const codecBenches: readonly MicroBench[] = [
  ...both("GetRequest", get.request, { key: "key-1" }),
  ...both("GetResponse of 1 KiB", get.response, { found: true, record }),
  ...both("SetRequest of 1 KiB", set.request, { key: "key-1", value }),
  ...both("SetResponse", set.response, { version: record.version }),
];
