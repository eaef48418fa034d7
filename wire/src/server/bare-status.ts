// Lets the owner of a server complete statuses that have no details, so that
// clients find the same details no matter which part of the server detected the error.
import type { RpcError } from "../grpc/rpc-error.ts";

/**
 * What the handler of an ended call did: `none`, it was not called, so the call
 * had no effect; `ran`, it was called; `failed`, it threw an error that is not an
 * RpcError and that is the `cause` of the status.
 */
export type HandlerOutcome = "none" | "ran" | "failed";

/** A status without details, before it is sent. */
export interface BareStatus {
  /** `/package.Service/Method`; empty if the header list was too large. */
  readonly path: string;
  readonly error: RpcError;
  readonly handler: HandlerOutcome;
}

/** Returns the error to send instead. Must not throw. */
export type DescribeStatus = (status: BareStatus) => RpcError;
