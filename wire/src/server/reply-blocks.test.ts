// The ready header blocks of replies decode to the intended fields.
import { expect, test } from "vitest";
import { HpackDecoder } from "../hpack/hpack-decoder.ts";
import { gzipReplyHeadersBlock, okTrailersBlock, replyHeadersBlock } from "./reply-blocks.ts";

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
