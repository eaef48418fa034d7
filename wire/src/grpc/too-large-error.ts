// What was larger than a limit: a message or the metadata of one call. An error
// of its own, because it means another thing than that too much is under way,
// though gRPC has one status for both.
import { RpcError, type RpcErrorOptions } from "./rpc-error.ts";
import { statusCode } from "./status.ts";

/** RESOURCE_EXHAUSTED because of a size: the same call can never succeed. Its message names size and limit. */
export class TooLargeError extends RpcError {
  constructor(message: string, options: RpcErrorOptions = {}) {
    super(statusCode.resourceExhausted, message, options);
  }
}
