// Names the fields of violations as statestore.v1 names them: `mutations[3].set.expiry.ttl`
// for the engine's `["mutations", 3, "expiry"]`. Pure. A name that is the same in the
// contract is not changed, so a path that already uses the contract's names stays as it is.
import type { statestore } from "@pillion/proto";
import { type PathStep, pathText, type Violation } from "../../src/index.ts";

type MutationMessage = statestore.v1.Mutation.$Properties;

interface WithExpiry {
  readonly expiry?: { readonly ttl?: unknown } | null | undefined;
}

/** The parts of a request that decide names: the mutations of a Commit or BatchWrite, and what expiry it sets. */
export interface MutationList extends WithExpiry {
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
  const fields = operation && (message[operation] as WithExpiry);
  return pathText(["mutations", index, ...named, ...contractPath(rest, fields ?? {})]);
}

function contractPath(path: readonly PathStep[], { expiry }: WithExpiry): readonly PathStep[] {
  const [first, ...rest] = path;
  // The engine's expiry is the ttl of the request, if it sets one.
  if (first === "expiry" && expiry?.ttl !== null && expiry?.ttl !== undefined) return ["expiry", "ttl"];
  if (first === "idempotency") return ["idempotency_key"];
  const start = typeof first === "string" ? contractPaths[first] : undefined;
  return [...(start ?? path.slice(0, 1)), ...rest].map((step) =>
    typeof step === "string" ? snakeCase(step) : step,
  );
}

const snakeCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
