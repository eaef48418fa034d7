// The gRPC form of a DaprError: a status with its details as google.rpc messages.
// All of it is sent in trailers, of which clients accept 8 KiB, so texts that
// contain parts of the request are truncated.
import { rpc } from "@pillion/proto";
import { RpcError } from "@pillion/wire";
import { utf8Bytes } from "../../../src/index.ts";
import type { Effect } from "../../rpc/index.ts";
import { DaprError, type Detail, statusOfError } from "../texts/dapr-error.ts";

type Packed = rpc.protobuf.Any.$Properties;

const { ErrorInfo, BadRequest, ResourceInfo, Help, Status } = rpc.rpc;

const messageBytesMax = 1024;
const detailBytesMax = 256;

/** The text, truncated if it is longer than this. */
function truncated(text: string, bytesMax: number): string {
  if (utf8Bytes(text) <= bytesMax) return text;
  const start = Buffer.from(text, "utf8").subarray(0, bytesMax).toString("utf8");
  return `${start.replace(/\uFFFD$/, "")}…`;
}

function encoded(detail: Detail): Uint8Array {
  switch (detail.type) {
    case "ErrorInfo":
      return ErrorInfo.encode({ ...detail, metadata: { ...detail.metadata } }).finish();
    case "BadRequest":
      return BadRequest.encode({
        fieldViolations: detail.fieldViolations.map(({ field, description }) => ({
          field: truncated(field, detailBytesMax),
          description: truncated(description, detailBytesMax),
        })),
      }).finish();
    case "ResourceInfo":
      return ResourceInfo.encode(detail).finish();
    case "Help":
      return Help.encode({ links: [...detail.links] }).finish();
  }
}

const packed = (detail: Detail): Packed => ({
  type_url: `type.googleapis.com/google.rpc.${detail.type}`,
  value: encoded(detail),
});

/** The error that ends a call with this effect over gRPC. */
export function daprRpcError(error: DaprError, effect: Effect): RpcError {
  const { code, message: fullMessage, details } = statusOfError(error, effect);
  const message = truncated(fullMessage, messageBytesMax);
  const status = Status.encode({ code, message, details: details.map(packed) }).finish();
  return new RpcError(code, message, {
    details: status,
    ...(error.facts.cause !== undefined && { cause: error.facts.cause }),
  });
}

/** Dapr's error for a call without the API token, or with a wrong one. */
export function unauthenticatedError(effect: Effect): RpcError {
  const metadata = { "http.code": "401", "http.error_message": "invalid api token" };
  return daprRpcError(new DaprError("unauthenticated", "Unauthorized", { metadata }), effect);
}

/** Dapr's error for a call that the lists of allowed and denied APIs close. */
export function notAllowedError(effect: Effect): RpcError {
  const metadata = { "http.code": "501", "http.error_message": "requested endpoint is not available" };
  return daprRpcError(new DaprError("not-allowed", "Not Implemented", { metadata }), effect);
}
