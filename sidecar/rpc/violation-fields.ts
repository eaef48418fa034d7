// Names the fields of violations as statestore.v1 names them: `mutations[3].set.expiry.ttl`
// for the engine's `["mutations", 3, "expiry"]`. Pure. Every path is in terms of the
// model; the request decides which operation and which member of a oneof it means.
import type { statestore } from "@pillion/proto";
import { type PathStep, pathText, type Violation } from "../../src/index.ts";

type MutationMessage = statestore.v1.Mutation.$Properties;

/** The members that a oneof of a request sets: null or undefined where it does not. */
type Oneof = { readonly [member: string]: unknown } | null | undefined;

interface WithOneofs {
  readonly expiry?: Oneof;
  readonly precondition?: Oneof;
}

/** The parts of a request that decide names: the mutations of a Commit or BatchWrite, and the expiry and precondition it sets. */
export interface MutationList extends WithOneofs {
  readonly mutations?: readonly MutationMessage[] | null | undefined;
}

/** The operations of a Mutation message, in the order of the contract. */
export const mutationOperations = ["set", "delete", "increment", "touch", "check"] as const;

/** Which operation a Mutation message has; undefined if it has none. */
function operationOf(message: MutationMessage): (typeof mutationOperations)[number] | undefined {
  return mutationOperations.find((name) => message[name] !== null && message[name] !== undefined);
}

// The contract's name of a field of the engine, where it is not the same name in snake case.
const contractPaths: Readonly<Record<string, readonly string[]>> = {
  limit: ["page_size"],
  cursor: ["page_token"],
};

/** A violation's field as the contract names it. `request`: the request that was rejected, if it has mutations. */
export function violationField({ path }: Violation, request: MutationList = {}): string {
  const [list, index, ...rest] = path;
  if (list !== "mutations" || typeof index !== "number") return pathText(contractPath(path, request));
  const message = request.mutations?.[index];
  const operation = message && operationOf(message);
  const named = rest.length === 0 || operation === undefined ? [] : [operation];
  const fields = operation && (message[operation] as WithOneofs);
  return pathText(["mutations", index, ...named, ...contractPath(rest, fields ?? {})]);
}

function contractPath(path: readonly PathStep[], fields: WithOneofs): readonly PathStep[] {
  const [first, ...rest] = path;
  if (first === "idempotency") return ["idempotency_key"];
  if ((first === "expiry" || first === "precondition") && rest.length === 0) {
    const member = setMember(oneofMembers[first], fields[first]);
    return member === undefined ? path : [first, member];
  }
  const start = typeof first === "string" ? contractPaths[first] : undefined;
  return [...(start ?? path.slice(0, 1)), ...rest].map((step) =>
    typeof step === "string" ? snakeCase(step) : step,
  );
}

// In the order in which the services read them.
const oneofMembers = {
  expiry: ["keep", "none", "ttl"],
  precondition: ["absent", "present", "version"],
} as const;

function setMember(members: readonly string[], oneof: Oneof): string | undefined {
  return members.find((member) => oneof?.[member] !== null && oneof?.[member] !== undefined);
}

const snakeCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
