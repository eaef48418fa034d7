// What a client reads from a reply's header lists: headers and trailers in the
// terms of gRPC. A head is made once per distinct block and shared by every
// call that gets the same bytes, so it never changes, and what few calls ask
// for, such as metadata, is made when it is asked for.

import { decodeBinaryHeader } from "../grpc/binary-header.ts";
import { type MessageEncoding, messageEncodingOf } from "../grpc/grpc-compression.ts";
import { decodeMessage } from "../grpc/grpc-message.ts";
import { statusOfHttp } from "../grpc/http-status.ts";
import { Metadata } from "../grpc/metadata.ts";
import { addFieldToMetadata } from "../grpc/metadata-field.ts";
import { RpcError } from "../grpc/rpc-error.ts";
import { type StatusCode, statusCode } from "../grpc/status.ts";

interface Fault {
  readonly code: StatusCode;
  readonly message: string;
}

/** A header list of a reply: the headers, the trailers, or both in one (Trailers-Only). */
export interface ReplyHead {
  /** Why the list breaks HTTP/2's rules for it, or is over the limit; then nothing else of it counts. */
  readonly fault: Fault | undefined;
  /** `:status`; undefined in trailers. */
  readonly httpStatus: number | undefined;
  readonly contentType: string | undefined;
  /** The encoding of messages that are flagged as compressed; undefined for one that is not known here. */
  readonly encoding: MessageEncoding | undefined;
  /** `grpc-status` as it came. */
  readonly grpcStatus: string | undefined;
  /** Whether these are headers of a reply that messages may follow. */
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

/** Reads a reply's header list. Never throws. */
export function parseReplyHead(fields: string[], tooLarge: boolean): ReplyHead {
  let httpStatus: number | undefined;
  let contentType: string | undefined;
  let encodingName: string | undefined;
  let grpcStatus: string | undefined;
  let fault: Fault | undefined = tooLarge
    ? { code: statusCode.resourceExhausted, message: "the reply's header list is larger than allowed" }
    : undefined;
  for (let index = 0; index < fields.length; index += 2) {
    const name = fields[index] as string;
    const value = fields[index + 1] as string;
    fault ??= faultOf(name, value, index);
    if (name === ":status") httpStatus = /^[1-9]\d\d$/.test(value) ? Number(value) : Number.NaN;
    else if (name === "content-type") contentType = value;
    else if (name === "grpc-encoding") encodingName = value;
    else if (name === "grpc-status") grpcStatus = value;
  }
  if (Number.isNaN(httpStatus)) fault ??= malformed(":status");
  const opensMessages =
    fault === undefined &&
    httpStatus === 200 &&
    grpcStatus === undefined &&
    contentFault(contentType) === undefined;
  const encoding = messageEncodingOf(encodingName);
  return { fault, httpStatus, contentType, encoding, grpcStatus, opensMessages, fields };
}

/** RFC 9113 sections 8.2 and 8.3: what makes a response malformed. */
function faultOf(name: string, value: string, index: number): Fault | undefined {
  if (name.startsWith(":")) return name === ":status" && index === 0 ? undefined : malformed(name);
  if (!/^[!#$%&'*+\-.^_`|~0-9a-z]+$/.test(name) || connectionNames.has(name)) return malformed(name);
  if (/[\0\r\n]|^[ \t]|[ \t]$/.test(value)) return malformed(name);
  return undefined;
}

function malformed(name: string): Fault {
  return { code: statusCode.internal, message: `the reply's field ${JSON.stringify(name)} is malformed` };
}

/** What is wrong with a reply's content type, or undefined if it is gRPC with protobuf. */
function contentFault(contentType: string | undefined): RpcError | undefined {
  const match = /^application\/grpc(?:\+([^;\s]*))?\s*(?:;|$)/.exec(contentType ?? "");
  if (match === null) {
    const told =
      contentType === undefined ? "no content-type" : `content-type ${JSON.stringify(contentType)}`;
    return new RpcError(statusOfHttp(200), `the reply has ${told} instead of application/grpc`);
  }
  if (match[1] === undefined || match[1] === "proto") return undefined;
  return new RpcError(statusCode.internal, `the reply's messages are in the unknown codec ${match[1]}`);
}

/**
 * Why no call can go on after these headers: an HTTP status without a gRPC
 * one, or what is not gRPC. Undefined if messages or a status may be read.
 */
export function headersError(head: ReplyHead): RpcError | undefined {
  if (head.fault !== undefined) return new RpcError(head.fault.code, head.fault.message);
  if (head.httpStatus === undefined) return new RpcError(statusCode.internal, "the reply has no :status");
  // A gRPC status goes before whatever else the answer says (http-grpc-status-mapping.md).
  if (head.grpcStatus !== undefined) return undefined;
  if (head.httpStatus !== 200) {
    return new RpcError(
      statusOfHttp(head.httpStatus),
      `the server answered with HTTP status ${head.httpStatus}`,
    );
  }
  return contentFault(head.contentType);
}

/** What the trailers say: undefined for OK, else the call's error. */
export function trailersError(head: ReplyHead): RpcError | undefined {
  if (head.fault !== undefined) return new RpcError(head.fault.code, head.fault.message);
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
    // "Error parsing returned status" is UNKNOWN (statuscodes.md); what it said is still worth reading.
    return new RpcError(statusCode.unknown, `the reply's status ${head.grpcStatus} (${message}) is damaged`, {
      cause,
    });
  }
  const options = details === undefined ? { metadata } : { metadata, details };
  if (code === 0) return undefined;
  if (code > statusCode.unauthenticated) {
    const told = `the reply ended with the unknown status ${JSON.stringify(head.grpcStatus)}`;
    return new RpcError(statusCode.unknown, message === "" ? told : `${told}: ${message}`, options);
  }
  return new RpcError(code as StatusCode, message, options);
}

/** The head's metadata, without what HTTP/2 and gRPC use themselves. Throws RpcError INTERNAL on a damaged `-bin` field. */
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
