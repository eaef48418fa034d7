// The `grpc-message` field: a status message in UTF-8, percent-encoded outside
// printable ASCII (grpc/grpc doc/PROTOCOL-HTTP2.md, "Status-Message"). Decoding
// is lenient: a message is for people, and a damaged one is better than none.

const hexDigits = "0123456789ABCDEF";

/** Encodes a message for the field. Lone surrogates become U+FFFD. */
export function encodeMessage(message: string): string {
  if (!/[^ -$&-~]/.test(message)) return message;
  let text = "";
  for (const byte of new TextEncoder().encode(message)) {
    const plain = byte >= 0x20 && byte <= 0x7e && byte !== 0x25;
    text += plain ? String.fromCharCode(byte) : `%${hexDigits[byte >> 4]}${hexDigits[byte & 15]}`;
  }
  return text;
}

/** Decodes the field. A `%` without two hex digits after it stays as it is; bytes that are not UTF-8 become U+FFFD. */
export function decodeMessage(text: string): string {
  if (!/[%\u0080-\uffff]/.test(text)) return text;
  const bytes = new Uint8Array(text.length);
  let length = 0;
  for (let index = 0; index < text.length; index += 1) {
    const hex = text[index] === "%" ? text.slice(index + 1, index + 3) : "";
    const escaped = /^[0-9a-fA-F]{2}$/.test(hex);
    bytes[length++] = escaped ? Number.parseInt(hex, 16) : text.charCodeAt(index);
    if (escaped) index += 2;
  }
  return new TextDecoder().decode(bytes.subarray(0, length));
}
