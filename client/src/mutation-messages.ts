// Mutations and their results between what users write and the contract's
// messages. What contradicts itself is refused here, before it can be sent and
// mean something else: a precondition that is silently dropped loses a write.
import type { statestore } from "@pillion/proto";
import { checkBytes, checkMutationNames } from "./argument-checks.ts";
import { type Int64Halves, int64Field, int64Of } from "./int64.ts";
import type { ExpiryOptions, Mutation, MutationResult, PreconditionOptions } from "./mutation.ts";
import { invalidArgument } from "./state-error.ts";
import { kindMessage, type RecordMessage, stateOf } from "./state-messages.ts";
import { dateOf, durationMessage } from "./time-messages.ts";

type ExpiryMessage = statestore.v1.Expiry.$Properties;
type PreconditionMessage = statestore.v1.Precondition.$Properties;
type MutationMessage = statestore.v1.Mutation.$Properties;

/** The expiry asked for; null if none was said. `at` stands before the field's name in errors. */
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
    throw invalidArgument(`${at}ttlMs`, `must be a whole number of at least 1, not ${ttlMs}`);
  return { ttl: durationMessage(ttlMs) };
}

/** The expiry of a touch, which has to be said. */
export function touchExpiryMessage(options: ExpiryOptions, at = ""): ExpiryMessage {
  const message = expiryMessage(options, at);
  if (message === null || message.keep)
    throw invalidArgument(`${at}ttlMs`, 'a touch needs ttlMs or expiry: "none"');
  return message;
}

function versionCondition(options: PreconditionOptions, at: string): PreconditionMessage | undefined {
  if (!("ifVersion" in options)) return undefined;
  const version = options.ifVersion;
  // An undefined version is nearly always one that was not read: taking it as "no precondition" would lose a write.
  if (typeof version !== "string" || version === "")
    throw invalidArgument(`${at}ifVersion`, "is not a version; leave it out, or use ifAbsent");
  return { version };
}

/** The precondition asked for; null if none was. */
export function preconditionMessage(options: PreconditionOptions, at = ""): PreconditionMessage | null {
  const asked: PreconditionMessage[] = [];
  if (options.ifAbsent) asked.push({ absent: true });
  if (options.ifPresent) asked.push({ present: true });
  const version = versionCondition(options, at);
  if (version) asked.push(version);
  if (asked.length > 1)
    throw invalidArgument(`${at}ifAbsent, ${at}ifPresent, ${at}ifVersion`, "exclude each other");
  return asked[0] ?? null;
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
  checkMutationNames(mutation, at);
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
    default:
      throw invalidArgument(`${at}type`, "is none of set, delete, increment, touch, check");
  }
}

/** The messages of a batch. Throws `invalid`, naming the field with its index. */
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

/** What a mutation did. */
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
