// Hash slots of Redis Cluster (cluster specification, "Key distribution
// model"): which slot a key is in, and a tag for any slot. Pure.

/** The number of slots of a cluster. */
export const slotCount = 16_384;

// CRC16-CCITT (XMODEM): polynomial 0x1021, start 0, as the specification's appendix A.
const crcTable = Uint16Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 8;
  for (let bit = 0; bit < 8; bit++) crc = crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1;
  return crc & 0xffff;
});

function crc16(bytes: Uint8Array): number {
  let crc = 0;
  for (const byte of bytes) crc = ((crc << 8) & 0xffff) ^ (crcTable[(crc >>> 8) ^ byte] ?? 0);
  return crc;
}

// Only the text in the first pair of braces is hashed, unless it is empty or there is none.
function hashedPart(key: string): string {
  const open = key.indexOf("{");
  if (open < 0) return key;
  const close = key.indexOf("}", open + 1);
  return close > open + 1 ? key.slice(open + 1, close) : key;
}

/** The slot of a key. */
export function slotOf(key: string): number {
  return crc16(Buffer.from(hashedPart(key), "utf8")) % slotCount;
}

const tags = new Map<number, string>();
let nextTag = 0;

/** A text that hashes to this slot: in braces, it puts a side key into the slot of other keys. */
export function tagOfSlot(slot: number): string {
  for (;;) {
    const known = tags.get(slot);
    if (known !== undefined) return known;
    // About 160 000 tries find a tag for every slot; the results are kept.
    const tag = (nextTag++).toString(36);
    const found = slotOf(tag);
    if (!tags.has(found)) tags.set(found, tag);
  }
}
