// Metadata as header fields and back (grpc/grpc doc/PROTOCOL-HTTP2.md,
// "Custom-Metadata"). Names that HTTP/2 or gRPC use themselves are refused
// when sent, so that no caller can forge them, and left out when read.
import { decodeBinaryHeader, encodeBinaryHeader } from "./binary-header.ts";
import { Metadata, type MetadataValue } from "./metadata.ts";
import { RpcError } from "./rpc-error.ts";
import { statusCode } from "./status.ts";

/** A header or trailer field as HPACK takes it. */
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

/** Fields that begin as gRPC's own do, yet are an application's to send and to read. */
const openGrpcNames = new Set([
  "grpc-trace-bin",
  "grpc-tags-bin",
  "grpc-previous-rpc-attempts",
  "grpc-retry-pushback-ms",
]);

/** Whether HTTP/2 or gRPC use this name themselves. */
export function isReservedName(name: string): boolean {
  if (name.startsWith("grpc-")) return !openGrpcNames.has(name);
  return name.startsWith(":") || ownNames.has(name);
}

/**
 * Adds the metadata to a list of fields, bytes as base64, text without spaces
 * around it. Throws RpcError INTERNAL, naming the field, if a name is reserved
 * or not made of `0-9 a-z _ - .`, if a text is not printable ASCII, or if the
 * value's kind does not fit the name.
 */
export function addMetadataFields(fields: HeaderField[], metadata: Metadata): void {
  for (const [name, value] of metadata) fields.push([name, fieldValue(name, value)]);
}

function fieldValue(name: string, value: MetadataValue): string {
  if (!/^[0-9a-z_.-]+$/.test(name)) throw refused(name, "has a name of other characters than 0-9 a-z _ - .");
  if (isReservedName(name)) throw refused(name, "is not for metadata: HTTP/2 or gRPC use it themselves");
  if (typeof value === "string") {
    if (name.endsWith("-bin")) throw refused(name, "needs bytes, because its name ends in -bin");
    if (/[^ -~]/.test(value)) throw refused(name, "has a value that is not printable ASCII");
    return value.trim();
  }
  if (!name.endsWith("-bin")) throw refused(name, "has bytes, so its name has to end in -bin");
  return encodeBinaryHeader(value);
}

function refused(name: string, fault: string): RpcError {
  return new RpcError(statusCode.internal, `the metadata field ${JSON.stringify(name)} ${fault}`);
}

/**
 * Adds a field that was read, if it is metadata: each value of a `-bin` field
 * as bytes. Throws RpcError INTERNAL if such a value is not base64.
 */
export function addFieldToMetadata(metadata: Metadata, name: string, value: string): void {
  if (isReservedName(name)) return;
  if (!name.endsWith("-bin")) {
    metadata.append(name, value);
    return;
  }
  for (const bytes of decodeBinaryHeader(name, value)) metadata.append(name, bytes);
}

/** The metadata in a list of names and values in turn. What `addFieldToMetadata` refuses is left out. */
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
