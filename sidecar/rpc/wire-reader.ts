// Reads protobuf's wire format without knowing the message: one field after the
// other, as views of the bytes (protobuf.dev/programming-guides/encoding). Used for
// reflection and for naming faulty fields, both of which are rare.

/** One encoded field. */
export type WireField =
  | { readonly number: number; readonly wireType: 0; readonly value: bigint }
  | { readonly number: number; readonly wireType: 1 | 2 | 5; readonly value: Uint8Array };

/** Bytes that are not in protobuf's wire format. `at` is the number of the current field, if it was read. */
export class MalformedBytesError extends Error {
  override readonly name = "MalformedBytesError";
  readonly at: number | undefined;

  constructor(message: string, at?: number) {
    super(message);
    this.at = at;
  }
}

const varintBytesMax = 10;

function varint(bytes: Uint8Array, start: number, at?: number): { value: bigint; next: number } {
  let value = 0n;
  for (let index = 0; index < varintBytesMax; index++) {
    const byte = bytes[start + index];
    if (byte === undefined) throw new MalformedBytesError("the bytes end inside a number", at);
    value |= BigInt(byte & 0x7f) << BigInt(7 * index);
    if (byte < 0x80) return { value, next: start + index + 1 };
  }
  throw new MalformedBytesError("a number is longer than 10 bytes", at);
}

/** The fields of a message, in order. Throws MalformedBytesError where the bytes are not a message, or hold a group. */
export function* wireFields(bytes: Uint8Array): Generator<WireField> {
  let position = 0;
  while (position < bytes.length) {
    const tag = varint(bytes, position);
    const number = Number(tag.value >> 3n);
    const wireType = Number(tag.value & 7n);
    if (number === 0 || number > 0x1fffffff) throw new MalformedBytesError("a field has no valid number");
    position = tag.next;
    if (wireType === 0) {
      const { value, next } = varint(bytes, position, number);
      position = next;
      yield { number, wireType, value };
      continue;
    }
    if (wireType !== 1 && wireType !== 2 && wireType !== 5) {
      throw new MalformedBytesError(`a field has wire type ${wireType}`, number);
    }
    let length = wireType === 1 ? 8 : 4;
    if (wireType === 2) {
      const prefix = varint(bytes, position, number);
      length = Number(prefix.value);
      position = prefix.next;
    }
    if (length > bytes.length - position) {
      throw new MalformedBytesError(`the bytes end inside a field of ${length} bytes`, number);
    }
    yield { number, wireType, value: bytes.subarray(position, position + length) };
    position += length;
  }
}
