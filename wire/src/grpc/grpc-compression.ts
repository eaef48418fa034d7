// Compression of single messages (grpc/grpc doc/compression.md): identity and
// gzip. Inflating stops at the message limit, so that a small message cannot
// become a large one.
import { gunzipSync, gzipSync } from "node:zlib";
import { RpcError } from "./rpc-error.ts";
import { statusCode } from "./status.ts";
import { TooLargeError } from "./too-large-error.ts";

/** A message encoding that both ends know. */
export type MessageEncoding = "identity" | "gzip";

/** What goes in `grpc-accept-encoding`. */
export const acceptedEncodings = "identity,gzip";

/** The encoding of this name, or undefined if it is not known here. A missing field means identity. */
export function messageEncodingOf(name: string | undefined): MessageEncoding | undefined {
  if (name === undefined || name === "identity") return "identity";
  return name === "gzip" ? "gzip" : undefined;
}

/** Whether a `grpc-accept-encoding` field names gzip. */
export function acceptsGzip(field: string | undefined): boolean {
  return field?.split(",").some((name) => name.trim() === "gzip") ?? false;
}

/** The message as gzip. */
export function compressMessage(message: Uint8Array): Uint8Array {
  return gzipSync(message);
}

/**
 * The message as it was before compression. Throws RpcError RESOURCE_EXHAUSTED
 * if it is larger than `messageBytesMax`, having inflated little more than
 * that, and INTERNAL if the bytes are not whole gzip or the stream's encoding
 * is identity, under which no message may be flagged as compressed.
 */
export function decompressMessage(
  message: Uint8Array,
  encoding: MessageEncoding,
  messageBytesMax: number,
): Uint8Array {
  if (encoding === "identity") {
    throw new RpcError(
      statusCode.internal,
      "a message is flagged as compressed, but no grpc-encoding was named",
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
    throw new RpcError(statusCode.internal, "a message flagged as gzip is not whole gzip", { cause });
  }
}
