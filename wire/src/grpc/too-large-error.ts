// A message or the metadata of one call exceeded a size limit. It has its own
// class because gRPC uses the same status for overload, which may pass.
import { RpcError, type RpcErrorOptions } from "./rpc-error.ts";
import { statusCode } from "./status.ts";

/** RESOURCE_EXHAUSTED because of a size: repeating the call cannot succeed. The message names the size and the limit. */
export class TooLargeError extends RpcError {
  constructor(message: string, options: RpcErrorOptions = {}) {
    super(statusCode.resourceExhausted, message, options);
  }
}
