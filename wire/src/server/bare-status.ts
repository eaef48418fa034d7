// How the owner of a server words the statuses that no handler has worded, so
// that callers find the same details whoever noticed the fault.
import type { RpcError } from "../grpc/rpc-error.ts";

/**
 * What became of the handler of a call that ends: `none`, it was never run and
 * the call has done nothing; `ran`, it was begun; `failed`, it threw what is
 * no RpcError, which is the `cause` of the status.
 */
export type HandlerOutcome = "none" | "ran" | "failed";

/** A status without details, before it is sent. */
export interface BareStatus {
  /** `/package.Service/Method`; empty if the header list was too large to be read. */
  readonly path: string;
  readonly error: RpcError;
  readonly handler: HandlerOutcome;
}

/** Gives the error to send instead. Must not throw. */
export type DescribeStatus = (status: BareStatus) => RpcError;
