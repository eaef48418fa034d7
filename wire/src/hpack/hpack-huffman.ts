// The Huffman code of RFC 7541, Appendix B. The code is canonical: codes are
// assigned in order of length, then of symbol, so the lengths define it.
// Decoding is table-driven, four bits at a time: the shortest code has five
// bits, so four bits complete at most one symbol.
import { HpackError } from "./hpack-error.ts";

const endOfString = 256;

// One character per symbol: the length of its code in bits, in base 36. The last is the end-of-string symbol.
const lengthText = [
  "dnsssssssoussussssssssusssssssss",
  "6aacd68baa8b8666555666666678f6ca",
  "d67777777777777777777777878djde6",
  "f56565666577666567655677777fbeds",
  "kmkkmmmnmnnnnnonoomnonnnnlmnmnno",
  "mlkmmnnlnmmolmnnllmlnmnnkmmmnmmn",
  "qqkjmnmpqqqrrqopjlqrrqrollqqsrrr",
  "koklmllnmmppooqnqrqqrrrrrsrrrrrq",
  "u",
].join("");

const codeBits = Uint8Array.from(lengthText, (digit) => Number.parseInt(digit, 36));
const codes = assignCodes();

function assignCodes(): Uint32Array {
  const assigned = new Uint32Array(codeBits.length);
  let next = 0;
  for (let bits = 1; bits <= 30; bits += 1) {
    for (let symbol = 0; symbol < codeBits.length; symbol += 1) {
      if (codeBits[symbol] === bits) assigned[symbol] = next++;
    }
    next *= 2;
  }
  return assigned;
}

// The code tree: two children per node. A child >= 0 is a node, a negative one is the leaf of symbol -1 - child.
const children = buildTree();

function buildTree(): number[] {
  const tree = [0, 0];
  for (let symbol = 0; symbol < codeBits.length; symbol += 1) {
    const bits = codeBits[symbol] ?? 0;
    const code = codes[symbol] ?? 0;
    let node = 0;
    for (let bit = bits - 1; bit > 0; bit -= 1) {
      const branch = node * 2 + ((code >>> bit) & 1);
      if (tree[branch] === 0) {
        tree[branch] = tree.length / 2;
        tree.push(0, 0);
      }
      node = tree[branch] ?? 0;
    }
    tree[node * 2 + (code & 1)] = -1 - symbol;
  }
  return tree;
}

// One decoding step: the next node in bits 0-7, the symbol in bits 8-15, and these flags.
const stepEmits = 1 << 16;
const stepFails = 1 << 17;
const steps = buildSteps();

function buildSteps(): Int32Array {
  const table = new Int32Array((children.length / 2) * 16);
  for (let index = 0; index < table.length; index += 1) {
    let node = index >>> 4;
    let step = 0;
    for (let bit = 3; bit >= 0; bit -= 1) {
      const child = children[node * 2 + ((index >>> bit) & 1)] ?? 0;
      node = Math.max(child, 0);
      if (child >= 0) continue;
      const symbol = -1 - child;
      step = symbol === endOfString ? stepFails : stepEmits | (symbol << 8);
      if (symbol === endOfString) break;
    }
    table[index] = step | node;
  }
  return table;
}

// The nodes where a string may end: the root, and up to seven bits of all ones below it (section 5.2).
const endsHere = markEnds();

function markEnds(): Uint8Array {
  const ends = new Uint8Array(children.length / 2);
  let node = 0;
  for (let ones = 0; ones <= 7; ones += 1) {
    ends[node] = 1;
    node = children[node * 2 + 1] ?? 0;
  }
  return ends;
}

/** The largest decoded size of a string with this coded size, in bytes: the shortest code has five bits. */
export function huffmanDecodedBytesMax(codedBytes: number): number {
  return Math.floor((codedBytes * 8) / 5);
}

/**
 * Decodes `source[start, end)` to the beginning of `target` and returns the
 * length. The target needs `huffmanDecodedBytesMax(end - start)` bytes.
 * Throws HpackError on the end-of-string symbol and on padding that is too
 * long or not all ones (RFC 7541 section 5.2).
 */
export function huffmanDecode(source: Uint8Array, start: number, end: number, target: Uint8Array): number {
  let node = 0;
  let length = 0;
  for (let index = start; index < end; index += 1) {
    const byte = source[index] as number;
    const high = steps[(node << 4) | (byte >>> 4)] as number;
    if (high & stepEmits) target[length++] = (high >>> 8) & 0xff;
    const low = steps[((high & 0xff) << 4) | (byte & 15)] as number;
    if (low & stepEmits) target[length++] = (low >>> 8) & 0xff;
    if ((high | low) & stepFails) throw new HpackError("a Huffman string contains the end-of-string symbol");
    node = low & 0xff;
  }
  if (endsHere[node] !== 1) throw new HpackError("a Huffman string ends with invalid padding");
  return length;
}

/** The coded size, in bytes, of a string of characters 0 to 255. */
export function huffmanBytes(text: string): number {
  let bits = 0;
  for (let index = 0; index < text.length; index += 1) bits += codeBits[text.charCodeAt(index)] as number;
  return (bits + 7) >>> 3;
}

/** Encodes a string of characters 0 to 255 at `offset`, where it must fit, and returns the offset after it. */
export function huffmanEncode(text: string, target: Uint8Array, offset: number): number {
  let at = offset;
  // Up to 7 pending bits plus a code of up to 30 bits exceed 32 bits, so long codes are written in two parts.
  let waiting = 0;
  let waitingBits = 0;
  for (let index = 0; index < text.length; index += 1) {
    const symbol = text.charCodeAt(index);
    const code = codes[symbol] as number;
    let bits = codeBits[symbol] as number;
    if (bits > 16) {
      bits -= 16;
      waiting = (waiting << bits) | (code >>> 16);
      waitingBits += bits;
      bits = 16;
      while (waitingBits >= 8) {
        waitingBits -= 8;
        target[at++] = waiting >>> waitingBits;
      }
    }
    waiting = (waiting << bits) | (code & 0xffff);
    waitingBits += bits;
    while (waitingBits >= 8) {
      waitingBits -= 8;
      target[at++] = waiting >>> waitingBits;
    }
  }
  if (waitingBits > 0) target[at++] = (waiting << (8 - waitingBits)) | (0xff >>> waitingBits);
  return at;
}
