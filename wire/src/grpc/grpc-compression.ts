// Compression of single messages (grpc/grpc doc/compression.md): identity and
// gzip. Decompression stops at the message limit, so a small message cannot
// expand without bound.
import { gunzipSync, gzipSync } from "node:zlib";
import { RpcError } from "./rpc-error.ts";
import { statusCode } from "./status.ts";
import { TooLargeError } from "./too-large-error.ts";

/** A supported message encoding. */
export type MessageEncoding = "identity" | "gzip";

/** The value of `grpc-accept-encoding`. */
export const acceptedEncodings = "identity,gzip";

/** The encoding with this name, or undefined if it is not supported. A missing name means identity. */
export function messageEncodingOf(name: string | undefined): MessageEncoding | undefined {
  if (name === undefined || name === "identity") return "identity";
  return name === "gzip" ? "gzip" : undefined;
}

/** Whether a `grpc-accept-encoding` field names gzip. */
export function acceptsGzip(field: string | undefined): boolean {
  return field?.split(",").some((name) => name.trim() === "gzip") ?? false;
}

/** Compresses a message with gzip. */
export function compressMessage(message: Uint8Array): Uint8Array {
  return gzipSync(message);
}

/**
 * Decompresses a message. Throws RpcError RESOURCE_EXHAUSTED if the result is
 * larger than `messageBytesMax`, having decompressed little more than that, and
 * INTERNAL if the bytes are not complete gzip data or the stream's encoding is
 * identity, with which no message may be flagged as compressed.
 */
export function decompressMessage(
  message: Uint8Array,
  encoding: MessageEncoding,
  messageBytesMax: number,
): Uint8Array {
  if (encoding === "identity") {
    throw new RpcError(
      statusCode.internal,
      "a message is flagged as compressed, but grpc-encoding is missing or identity",
    );
  }
  try {
    return gunzipSync(message, { maxOutputLength: Math.max(1, messageBytesMax) });
  } catch (cause) {
    if (cause instanceof RangeError) {
      throw new TooLargeError(
        `message: inflates from ${message.length} gzip bytes to more than the limit of ${messageBytesMax} bytes`,
        { cause },
      );
    }
    throw new RpcError(statusCode.internal, "a compressed message is not complete gzip data", { cause });
  }
}
