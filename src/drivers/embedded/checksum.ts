// CRC-32 as in zlib (RFC 1952, section 8). Short ranges are computed here, because
// a call of zlib costs more than a loop over a few dozen bytes.
import { crc32 } from "node:zlib";

// Below this many bytes the loop is faster than the call.
const loopBytesMax = 192;
const polynomial = 0xedb88320;
const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ polynomial : rest >>> 1;
  return rest;
});

/** The checksum of a range of bytes, continued from `before`, the checksum of the bytes that precede it. */
export function checksum(bytes: Uint8Array, start = 0, end = bytes.byteLength, before = 0): number {
  if (end - start > loopBytesMax) return crc32(bytes.subarray(start, end), before);
  let sum = ~before;
  for (let at = start; at < end; at++) sum = (sum >>> 8) ^ (table[(sum ^ (bytes[at] ?? 0)) & 0xff] ?? 0);
  return ~sum >>> 0;
}
