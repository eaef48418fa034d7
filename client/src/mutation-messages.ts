// Converts mutations and their results to and from the contract's messages.
// Contradictory options are rejected here, before they are sent with another
// meaning: a precondition that is silently dropped loses a write.
import type { statestore } from "@pillion/proto";
import { checkMutation } from "./argument-checks.ts";
import { type Int64Halves, int64Field, int64Of } from "./int64.ts";
import type { ExpiryOptions, Mutation, MutationResult, PreconditionOptions } from "./mutation.ts";
import { invalidArgument } from "./state-error.ts";
import { kindMessage, type RecordMessage, stateOf } from "./state-messages.ts";
import { dateOf, durationMessage } from "./time-messages.ts";
import { checkBytes, typeText } from "./value-checks.ts";

type ExpiryMessage = statestore.v1.Expiry.$Properties;
type PreconditionMessage = statestore.v1.Precondition.$Properties;
type MutationMessage = statestore.v1.Mutation.$Properties;

/** The expiry of the options; null if they have none. `at` precedes the field's name in errors. */
export function expiryMessage(options: ExpiryOptions, at = ""): ExpiryMessage | null {
  const { ttlMs, expiry } = options;
  if (ttlMs === undefined) {
    if (expiry === undefined) return null;
    if (expiry !== "keep" && expiry !== "none")
      throw invalidArgument(`${at}expiry`, 'must be "keep" or "none"');
    return expiry === "keep" ? { keep: true } : { none: true };
  }
  if (expiry !== undefined) throw invalidArgument(`${at}ttlMs`, "cannot be given together with expiry");
  if (!Number.isSafeInteger(ttlMs) || ttlMs < 1)
    throw invalidArgument(
      `${at}ttlMs`,
      `must be a whole number of at least 1, not ${typeof ttlMs === "number" ? ttlMs : typeText(ttlMs)}`,
    );
  return { ttl: durationMessage(ttlMs) };
}

/** The expiry of a touch, which is required. */
export function touchExpiryMessage(options: ExpiryOptions, at = ""): ExpiryMessage {
  const message = expiryMessage(options, at);
  if (message === null || message.keep)
    throw invalidArgument(`${at}ttlMs`, 'touch requires ttlMs or expiry: "none"');
  return message;
}

function versionPrecondition(options: PreconditionOptions, at: string): PreconditionMessage | undefined {
  if (!("ifVersion" in options)) return undefined;
  const version = options.ifVersion;
  // An undefined version nearly always means that the record was not read: ignoring it would lose a write.
  if (typeof version !== "string" || version === "")
    throw invalidArgument(
      `${at}ifVersion`,
      "must be a version that was read; leave it out for no precondition, or use ifAbsent",
    );
  return { version };
}

/** The precondition of the options; null if they have none. */
export function preconditionMessage(options: PreconditionOptions, at = ""): PreconditionMessage | null {
  const given: PreconditionMessage[] = [];
  if (options.ifAbsent) given.push({ absent: true });
  if (options.ifPresent) given.push({ present: true });
  const version = versionPrecondition(options, at);
  if (version) given.push(version);
  if (given.length > 1)
    throw invalidArgument(
      `${at}ifAbsent, ${at}ifPresent, ${at}ifVersion`,
      "at most one of these can be given",
    );
  return given[0] ?? null;
}

function setMessage(mutation: Extract<Mutation, { type: "set" }>, at: string): MutationMessage {
  const { key, value, contentType, kind, returnPrevious } = mutation;
  checkBytes(value, `${at}value`);
  return {
    set: {
      key,
      value,
      contentType: contentType ?? "",
      kind: kindMessage(kind, at),
      expiry: expiryMessage(mutation, at),
      precondition: preconditionMessage(mutation, at),
      returnPrevious: returnPrevious ?? false,
    },
  };
}

function incrementMessage(mutation: Extract<Mutation, { type: "increment" }>, at: string): MutationMessage {
  return {
    increment: {
      key: mutation.key,
      delta: int64Field(mutation.delta ?? 1, `${at}delta`),
      initial: int64Field(mutation.initial ?? 0, `${at}initial`),
      expiry: expiryMessage(mutation, at),
      precondition: preconditionMessage(mutation, at),
    },
  };
}

function mutationMessage(mutation: Mutation, at: string): MutationMessage {
  checkMutation(mutation, at);
  const { key } = mutation;
  switch (mutation.type) {
    case "set":
      return setMessage(mutation, at);
    case "delete": {
      const returnPrevious = mutation.returnPrevious ?? false;
      return { delete: { key, precondition: preconditionMessage(mutation, at), returnPrevious } };
    }
    case "increment":
      return incrementMessage(mutation, at);
    case "touch": {
      const expiry = touchExpiryMessage(mutation, at);
      return { touch: { key, expiry, precondition: preconditionMessage(mutation, at) } };
    }
    case "check":
      return { check: { key, precondition: preconditionMessage(mutation, at) } };
  }
}

/** Converts the mutations of a commit or a batch. Throws `invalid`, naming the field with its index. */
export function mutationMessages(mutations: readonly Mutation[]): MutationMessage[] {
  return mutations.map((mutation, index) => mutationMessage(mutation, `mutations[${index}].`));
}

interface ResultMessage {
  readonly found?: boolean | null;
  readonly version?: string | null;
  readonly value?: number | Int64Halves | null;
  readonly expireTime?: Parameters<typeof dateOf>[0];
  readonly previous?: RecordMessage | null;
}

/** Converts the result of a mutation. */
export function mutationResultOf(message: ResultMessage): MutationResult {
  const { value, previous } = message;
  return {
    found: message.found ?? false,
    version: message.version || undefined,
    counter: value === null || value === undefined ? undefined : int64Of(value),
    expiry: dateOf(message.expireTime),
    previous: previous ? stateOf(previous) : undefined,
  };
}
