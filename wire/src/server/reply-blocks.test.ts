// The ready header blocks of replies decode to the intended fields.
import { expect, test } from "vitest";
import { HpackDecoder } from "../hpack/hpack-decoder.ts";
import { gzipReplyHeadersBlock, okTrailersBlock, rejectionBlock, replyHeadersBlock } from "./reply-blocks.ts";

test("the ready blocks decode to the intended fields and leave a peer's table unchanged", () => {
  const decoder = new HpackDecoder({ tableBytesMax: 4096, listBytesMax: 1000, listPairsMax: 10 });
  const read = (block: Uint8Array): string[] => {
    const fields: string[] = [];
    decoder.decode(block, (name, value) => fields.push(`${name}: ${value}`));
    return fields;
  };
  const reply = [":status: 200", "content-type: application/grpc"];
  expect(read(replyHeadersBlock)).toEqual(reply);
  expect(read(gzipReplyHeadersBlock)).toEqual([...reply, "grpc-encoding: gzip"]);
  expect(read(okTrailersBlock)).toEqual(["grpc-status: 0"]);
  expect(decoder.changes).toBe(0);
});

test.each([0, 126, 127, 128, 254, 255, 400, 20_000])(
  "the block of a rejection with a value of %i characters decodes to it, and is made once for each error",
  (length) => {
    const decoder = new HpackDecoder({ tableBytesMax: 4096, listBytesMax: 100_000, listPairsMax: 10 });
    const value = "v".repeat(length);
    const error = new Error();
    const block = rejectionBlock(error, () => [["grpc-message", value]]);
    const fields: string[] = [];
    decoder.decode(block, (name, text) => fields.push(`${name}: ${text}`));
    expect(fields).toEqual([":status: 200", "content-type: application/grpc", `grpc-message: ${value}`]);
    expect(decoder.changes).toBe(0);
    expect(rejectionBlock(error, () => [])).toBe(block);
  },
);
