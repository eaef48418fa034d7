// Converts metadata to header fields and back (grpc/grpc doc/PROTOCOL-HTTP2.md,
// "Custom-Metadata"). Names that HTTP/2 or gRPC reserve are rejected when
// sending, so that they cannot be forged, and omitted when reading.
import { decodeBinaryHeader, encodeBinaryHeader } from "./binary-header.ts";
import { Metadata, type MetadataValue } from "./metadata.ts";
import { RpcError } from "./rpc-error.ts";
import { statusCode } from "./status.ts";

/** A header or trailer field. */
export type HeaderField = readonly [name: string, value: string];

const ownNames = new Set([
  "connection",
  "content-length",
  "content-type",
  "host",
  "keep-alive",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "user-agent",
]);

/** Fields with gRPC's prefix that applications may send and read. */
const openGrpcNames = new Set([
  "grpc-trace-bin",
  "grpc-tags-bin",
  "grpc-previous-rpc-attempts",
  "grpc-retry-pushback-ms",
]);

/** Whether HTTP/2 or gRPC reserve this name. */
function isReservedName(name: string): boolean {
  if (name.startsWith("grpc-")) return !openGrpcNames.has(name);
  return name.startsWith(":") || ownNames.has(name);
}

/**
 * Adds the metadata to a list of fields: bytes as base64, text trimmed. Throws
 * RpcError INTERNAL, naming the field, if a name is reserved or has characters
 * other than `0-9 a-z _ - .`, if a text is not printable ASCII, or if the type of
 * the value does not match the name.
 */
export function addMetadataFields(fields: HeaderField[], metadata: Metadata): void {
  for (const [name, value] of metadata) fields.push([name, fieldValue(name, value)]);
}

function fieldValue(name: string, value: MetadataValue): string {
  if (!/^[0-9a-z_.-]+$/.test(name))
    throw rejected(name, "has characters other than 0-9 a-z _ - . in its name");
  if (isReservedName(name)) throw rejected(name, "has a name that is reserved for HTTP/2 or gRPC");
  if (typeof value === "string") {
    if (name.endsWith("-bin"))
      throw rejected(name, "must have bytes as its value, because its name ends in -bin");
    if (/[^ -~]/.test(value)) throw rejected(name, "has a value that is not printable ASCII");
    return value.trim();
  }
  if (!name.endsWith("-bin")) throw rejected(name, "has bytes as its value, so its name must end in -bin");
  return encodeBinaryHeader(value);
}

function rejected(name: string, reason: string): RpcError {
  return new RpcError(statusCode.internal, `the metadata field ${JSON.stringify(name)} ${reason}`);
}

/**
 * Adds a received field to the metadata, unless its name is reserved; each value
 * of a `-bin` field as bytes. Throws RpcError INTERNAL if such a value is not base64.
 */
export function addFieldToMetadata(metadata: Metadata, name: string, value: string): void {
  if (isReservedName(name)) return;
  if (!name.endsWith("-bin")) {
    metadata.append(name, value);
    return;
  }
  for (const bytes of decodeBinaryHeader(name, value)) metadata.append(name, bytes);
}

/** The metadata in a list `[name, value, name, value, …]`. Fields that `addFieldToMetadata` rejects are omitted. */
export function metadataOfFields(fields: readonly string[]): Metadata {
  const metadata = new Metadata();
  for (let index = 0; index < fields.length; index += 2) {
    try {
      addFieldToMetadata(metadata, fields[index] as string, fields[index + 1] as string);
    } catch (error) {
      if (!(error instanceof RpcError)) throw error;
    }
  }
  return metadata;
}
