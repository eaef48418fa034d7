// Pure mapping of requests to the engine's inputs. A ttl becomes an absolute time
// by the call's clock. Errors name fields by their paths in the model. What the mapping
// cannot decide (limits, whether a key exists, what a store supports) is left to
// the engine.
import { statestore } from "@pillion/proto";
import {
  type AddMutation,
  type BatchGetInput,
  type BatchWriteInput,
  type CheckMutation,
  type CommitInput,
  type DeleteInput,
  emptyValue,
  fingerprintOf,
  type GetInput,
  type IncrementInput,
  type ListInput,
  type Mutation,
  noExpiry,
  type PutMutation,
  type RemoveMutation,
  type RequestIdentity,
  type SetInput,
  type TouchInput,
  type TouchMutation,
} from "../../src/index.ts";
import { mutationOperations } from "../rpc/index.ts";
import {
  bigintOf,
  checkPreconditionOf,
  consistencyOf,
  existingPreconditionOf,
  expiryOf,
  invalid,
  kindOf,
  type MessagePath,
  preconditionOf,
  requestRoot,
  touchExpiryOf,
  viewOf,
} from "./field-messages.ts";

const v1 = statestore.v1;

/** Get and Exists. */
export function getInput(request: { key: string; consistency: number }): GetInput {
  return { key: request.key, consistency: consistencyOf(request.consistency) };
}

/** BatchGet. */
export function batchGetInput(request: statestore.v1.BatchGetRequest): BatchGetInput {
  return {
    keys: request.keys,
    consistency: consistencyOf(request.consistency),
    rejectsInvalidKeys: true,
  };
}

/** List. */
export function listInput(request: statestore.v1.ListRequest, storeName: string): ListInput {
  const { prefix, pageSize, pageToken } = request;
  const cursor = pageToken === "" ? undefined : pageToken;
  return { storeName, prefix, limit: pageSize, cursor, view: viewOf(request.view, "keys") };
}

/** Set. */
export function setInput(request: statestore.v1.SetRequest): SetInput {
  return {
    mutation: putMutation(request, requestRoot),
    consistency: consistencyOf(request.consistency),
    identity: identityOf(request, "Set", (bare) => v1.SetRequest.encode(bare)),
  };
}

/** Delete. */
export function deleteInput(request: statestore.v1.DeleteRequest): DeleteInput {
  return {
    mutation: removeMutation(request, requestRoot),
    consistency: consistencyOf(request.consistency),
    identity: identityOf(request, "Delete", (bare) => v1.DeleteRequest.encode(bare)),
  };
}

/** Increment. */
export function incrementInput(request: statestore.v1.IncrementRequest): IncrementInput {
  return {
    mutation: addMutation(request, requestRoot),
    consistency: consistencyOf(request.consistency),
    identity: identityOf(request, "Increment", (bare) => v1.IncrementRequest.encode(bare)),
  };
}

/** Touch. */
export function touchInput(request: statestore.v1.TouchRequest): TouchInput {
  return {
    mutation: touchMutation(request, requestRoot),
    consistency: "eventual",
    identity: identityOf(request, "Touch", (bare) => v1.TouchRequest.encode(bare)),
  };
}

/** Commit. */
export function commitInput(request: statestore.v1.CommitRequest): CommitInput {
  return {
    mutations: mutationsOf(request.mutations),
    consistency: consistencyOf(request.consistency),
    identity: identityOf(request, "Commit", (bare) => v1.CommitRequest.encode(bare)),
  };
}

/** BatchWrite. */
export function batchWriteInput(request: statestore.v1.BatchWriteRequest): BatchWriteInput {
  const key = request.idempotencyKey;
  const consistency = consistencyOf(request.consistency);
  const fingerprint = (mutation: MutationMessage) =>
    fingerprintOf(`BatchWrite ${consistency}`, v1.Mutation.encode(mutation).finish());
  return {
    mutations: mutationsOf(request.mutations),
    consistency,
    identities: key === "" ? undefined : { key, fingerprints: request.mutations.map(fingerprint) },
  };
}

// Neither the store's name nor the idempotency key is part of the fingerprint:
// both may be set or left out without changing the request.
function identityOf<Request extends { idempotencyKey: string }>(
  request: Request,
  verb: string,
  encode: (bare: Request) => { finish(): Uint8Array },
): RequestIdentity | undefined {
  const key = request.idempotencyKey;
  if (key === "") return undefined;
  const bytes = encode({ ...request, store: "", idempotencyKey: "" }).finish();
  return { key, fingerprint: fingerprintOf(verb, bytes) };
}

type MutationMessage = statestore.v1.Mutation.$Properties;

function mutationsOf(messages: readonly MutationMessage[]): Mutation[] {
  return messages.map((message, index) => mutationOf(message, ["mutations", index]));
}

function mutationOf(message: MutationMessage, at: MessagePath): Mutation {
  if (message.set) return putMutation(message.set, at);
  if (message.delete) return removeMutation(message.delete, at);
  if (message.increment) return addMutation(message.increment, at);
  if (message.touch) return touchMutation(message.touch, at);
  if (message.check) return checkMutation(message.check, at);
  throw invalid(at, `has no operation; set one of ${mutationOperations.join(", ")}`);
}

function putMutation(message: statestore.v1.SetMutation.$Properties, at: MessagePath): PutMutation {
  return {
    type: "put",
    key: message.key ?? "",
    value: message.value ?? emptyValue,
    contentType: message.contentType ?? "",
    kind: kindOf(message.kind, at),
    expiry: expiryOf(message.expiry, at, noExpiry),
    precondition: preconditionOf(message.precondition, at),
    returnPrevious: message.returnPrevious === true,
  };
}

function removeMutation(message: statestore.v1.DeleteMutation.$Properties, at: MessagePath): RemoveMutation {
  return {
    type: "remove",
    key: message.key ?? "",
    precondition: existingPreconditionOf(message.precondition, at, "a delete"),
    returnPrevious: message.returnPrevious === true,
  };
}

function addMutation(message: statestore.v1.IncrementMutation.$Properties, at: MessagePath): AddMutation {
  return {
    type: "add",
    key: message.key ?? "",
    delta: bigintOf(message.delta),
    initial: bigintOf(message.initial),
    expiry: expiryOf(message.expiry, at, { type: "keep" }),
    precondition: preconditionOf(message.precondition, at),
  };
}

function touchMutation(message: statestore.v1.TouchMutation.$Properties, at: MessagePath): TouchMutation {
  return {
    type: "touch",
    key: message.key ?? "",
    expiry: touchExpiryOf(message.expiry, at),
    precondition: existingPreconditionOf(message.precondition, at, "a touch"),
  };
}

function checkMutation(message: statestore.v1.CheckMutation.$Properties, at: MessagePath): CheckMutation {
  return {
    type: "check",
    key: message.key ?? "",
    precondition: checkPreconditionOf(message.precondition, at),
  };
}
