// Values of metadata whose names end in `-bin`: bytes as base64. Padded and
// unpadded text must both be accepted, and several values may be joined with
// commas (grpc/grpc doc/PROTOCOL-HTTP2.md, "Custom-Metadata").
import { RpcError } from "./rpc-error.ts";
import { statusCode } from "./status.ts";

/** Returns the bytes as base64 without padding, as the specification requires of senders. */
export function encodeBinaryHeader(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
  const padding = text.indexOf("=");
  return padding < 0 ? text : text.slice(0, padding);
}

/** Returns each value in the field, in order. Throws RpcError INTERNAL, naming the field, if one is not base64. */
export function decodeBinaryHeader(name: string, text: string): Uint8Array[] {
  return text.split(",").map((part) => {
    const value = part.trim();
    const digits = value.replace(/={1,2}$/, "");
    const paddingFits = digits.length === value.length || value.length % 4 === 0;
    if (!paddingFits || digits.length % 4 === 1 || /[^A-Za-z0-9+/]/.test(digits)) {
      throw new RpcError(statusCode.internal, `the value of ${JSON.stringify(name)} is not base64`);
    }
    return new Uint8Array(Buffer.from(digits, "base64"));
  });
}
