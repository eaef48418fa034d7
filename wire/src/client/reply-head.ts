// The header lists of a reply, headers and trailers, parsed in gRPC's terms. A
// head is parsed once per distinct block and shared by all calls that get the
// same bytes, so it is immutable. What few calls need, such as metadata, is
// parsed on demand.

import { decodeBinaryHeader } from "../grpc/binary-header.ts";
import { type MessageEncoding, messageEncodingOf } from "../grpc/grpc-compression.ts";
import { decodeMessage } from "../grpc/grpc-message.ts";
import { statusOfHttp } from "../grpc/http-status.ts";
import { Metadata } from "../grpc/metadata.ts";
import { addFieldToMetadata } from "../grpc/metadata-field.ts";
import { RpcError } from "../grpc/rpc-error.ts";
import { type StatusCode, statusCode } from "../grpc/status.ts";

interface HeadViolation {
  readonly code: StatusCode;
  readonly message: string;
}

/** A header list of a reply: the headers, the trailers, or both in one (Trailers-Only). */
export interface ReplyHead {
  /** Why the list violates HTTP/2 or exceeds the limit; then nothing else in it counts. */
  readonly violation: HeadViolation | undefined;
  /** `:status`; undefined in trailers. */
  readonly httpStatus: number | undefined;
  readonly contentType: string | undefined;
  /** The encoding of messages that are flagged as compressed; undefined if it is not supported. */
  readonly encoding: MessageEncoding | undefined;
  /** `grpc-status` as received. */
  readonly grpcStatus: string | undefined;
  /** Whether these are headers that messages may follow. */
  readonly opensMessages: boolean;
  /** All fields, `[name, value, name, value, …]`. */
  readonly fields: readonly string[];
}

const connectionNames = new Set([
  "connection",
  "keep-alive",
  "proxy-connection",
  "transfer-encoding",
  "upgrade",
]);

/** Parses a reply's header list. Never throws. */
export function parseReplyHead(fields: string[], tooLarge: boolean): ReplyHead {
  let httpStatus: number | undefined;
  let contentType: string | undefined;
  let encodingName: string | undefined;
  let grpcStatus: string | undefined;
  let violation: HeadViolation | undefined = tooLarge
    ? { code: statusCode.resourceExhausted, message: "the reply's header list exceeds headerListBytesMax" }
    : undefined;
  for (let index = 0; index < fields.length; index += 2) {
    const name = fields[index] as string;
    const value = fields[index + 1] as string;
    violation ??= violationOf(name, value, index);
    if (name === ":status") httpStatus = /^[1-9]\d\d$/.test(value) ? Number(value) : Number.NaN;
    else if (name === "content-type") contentType = value;
    else if (name === "grpc-encoding") encodingName = value;
    else if (name === "grpc-status") grpcStatus = value;
  }
  if (Number.isNaN(httpStatus)) violation ??= malformed(":status");
  const opensMessages =
    violation === undefined && httpStatus === 200 && contentTypeError(contentType) === undefined;
  const encoding = messageEncodingOf(encodingName);
  return { violation, httpStatus, contentType, encoding, grpcStatus, opensMessages, fields };
}

/** Whether a field makes the response malformed (RFC 9113 sections 8.2 and 8.3). */
function violationOf(name: string, value: string, index: number): HeadViolation | undefined {
  if (name.startsWith(":")) return name === ":status" && index === 0 ? undefined : malformed(name);
  if (!/^[!#$%&'*+\-.^_`|~0-9a-z]+$/.test(name) || connectionNames.has(name)) return malformed(name);
  if (/[\0\r\n]|^[ \t]|[ \t]$/.test(value)) return malformed(name);
  return undefined;
}

function malformed(name: string): HeadViolation {
  return { code: statusCode.internal, message: `the reply's field ${JSON.stringify(name)} is malformed` };
}

/** The error for a content type that is not gRPC with protobuf. */
function contentTypeError(contentType: string | undefined): RpcError | undefined {
  const match = /^application\/grpc(?:\+([^;\s]*))?\s*(?:;|$)/.exec(contentType ?? "");
  if (match === null) {
    const actual =
      contentType === undefined ? "no content-type" : `content-type ${JSON.stringify(contentType)}`;
    return new RpcError(statusOfHttp(200), `the reply has ${actual} instead of application/grpc`);
  }
  if (match[1] === undefined || match[1] === "proto") return undefined;
  return new RpcError(statusCode.internal, `the reply's messages are in the unknown codec ${match[1]}`);
}

/**
 * Why a call cannot continue after these headers: an HTTP error status without a
 * gRPC status, or a reply that is not gRPC. Undefined if it can. A gRPC status
 * counts only with END_STREAM: otherwise the trailers have the status.
 */
export function headersError(head: ReplyHead, endStream: boolean): RpcError | undefined {
  if (head.violation !== undefined) return new RpcError(head.violation.code, head.violation.message);
  if (head.httpStatus === undefined) return new RpcError(statusCode.internal, "the reply has no :status");
  // A gRPC status takes precedence over everything else (http-grpc-status-mapping.md).
  if (endStream && head.grpcStatus !== undefined) return undefined;
  if (head.httpStatus !== 200) {
    return new RpcError(
      statusOfHttp(head.httpStatus),
      `the server replied with HTTP status ${head.httpStatus}`,
    );
  }
  return contentTypeError(head.contentType);
}

/** The status in these trailers as an error; undefined for OK. */
export function trailersError(head: ReplyHead): RpcError | undefined {
  if (head.violation !== undefined) return new RpcError(head.violation.code, head.violation.message);
  if (head.grpcStatus === "0") return undefined;
  if (head.grpcStatus === undefined) {
    return new RpcError(statusOfHttp(head.httpStatus ?? 200), "the reply ended without a grpc-status");
  }
  const code = /^\d{1,2}$/.test(head.grpcStatus) ? Number(head.grpcStatus) : 99;
  const message = decodeMessage(fieldOf(head, "grpc-message") ?? "");
  let details: Uint8Array | undefined;
  let metadata: Metadata;
  try {
    const detailsText = fieldOf(head, "grpc-status-details-bin");
    if (detailsText !== undefined) details = decodeBinaryHeader("grpc-status-details-bin", detailsText)[0];
    metadata = metadataOf(head);
  } catch (cause) {
    // "Error parsing returned status" is UNKNOWN (statuscodes.md); the message may still help.
    return new RpcError(
      statusCode.unknown,
      `the reply's status ${head.grpcStatus} (${message}) is malformed`,
      {
        cause,
      },
    );
  }
  const options = details === undefined ? { metadata } : { metadata, details };
  if (code === 0) return undefined;
  if (code > statusCode.unauthenticated) {
    const text = `the reply ended with the unknown status ${JSON.stringify(head.grpcStatus)}`;
    return new RpcError(statusCode.unknown, message === "" ? text : `${text}: ${message}`, options);
  }
  return new RpcError(code as StatusCode, message, options);
}

/** The head's metadata without reserved fields. Throws RpcError INTERNAL if a `-bin` field is malformed. */
export function metadataOf(head: ReplyHead): Metadata {
  const metadata = new Metadata();
  for (let index = 0; index < head.fields.length; index += 2) {
    addFieldToMetadata(metadata, head.fields[index] as string, head.fields[index + 1] as string);
  }
  return metadata;
}

function fieldOf(head: ReplyHead, wanted: string): string | undefined {
  for (let index = 0; index < head.fields.length; index += 2) {
    if (head.fields[index] === wanted) return head.fields[index + 1];
  }
  return undefined;
}
