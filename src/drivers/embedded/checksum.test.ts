// The checksum of stored records is zlib's, however long or split its bytes are.
import { crc32 } from "node:zlib";
import fc from "fast-check";
import { expect, it } from "vitest";
import { checksum } from "./checksum.ts";

it("the checksum of any bytes, at once or in two parts, is that of zlib", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 1000 }), fc.nat(1000), (bytes, cut) => {
      const split = Math.min(cut, bytes.length);
      const expected = crc32(bytes);
      expect(checksum(bytes)).toBe(expected);
      expect(checksum(bytes, split, bytes.length, checksum(bytes, 0, split))).toBe(expected);
    }),
  );
});
