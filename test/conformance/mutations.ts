// Mutations for tests, with defaults for every field that a test does not set.
import type {
  AddMutation,
  CheckMutation,
  CheckPrecondition,
  Expiry,
  Mutation,
  Precondition,
  PutMutation,
  RemoveMutation,
  TouchMutation,
} from "../../src/model/mutation.ts";
import { noExpiry, noPrecondition } from "../../src/model/mutation.ts";

export const absent = { type: "absent" } as const satisfies Precondition;
export const present = { type: "present" } as const satisfies Precondition;

export function atVersion(version: string): Extract<Precondition, { readonly type: "version" }> {
  return { type: "version", version };
}

export function at(time: number): Expiry {
  return { type: "at", time };
}

export function after(ttlMs: number): Expiry {
  return { type: "after", ttlMs };
}

export const keep: Expiry = { type: "keep" };

export function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

export function text(value: Uint8Array): string {
  return Buffer.from(value).toString("utf8");
}

export function put(
  key: string,
  value: string | Uint8Array,
  changes: Partial<PutMutation> = {},
): PutMutation {
  return {
    type: "put",
    key,
    value: typeof value === "string" ? bytes(value) : value,
    contentType: "text/plain",
    kind: "persistent",
    expiry: noExpiry,
    precondition: noPrecondition,
    returnPrevious: false,
    ...changes,
  };
}

export function remove(key: string, changes: Partial<RemoveMutation> = {}): RemoveMutation {
  return { type: "remove", key, precondition: noPrecondition, returnPrevious: false, ...changes };
}

export function add(key: string, delta: bigint, changes: Partial<AddMutation> = {}): AddMutation {
  return { type: "add", key, delta, initial: 0n, expiry: keep, precondition: noPrecondition, ...changes };
}

export function touch(key: string, expiry: Expiry, changes: Partial<TouchMutation> = {}): TouchMutation {
  return { type: "touch", key, expiry, precondition: noPrecondition, ...changes };
}

export function check(key: string, precondition: CheckPrecondition): CheckMutation {
  return { type: "check", key, precondition };
}

/** One mutation of each type that can have this precondition. */
export function mutationsWith(keyOf: (type: string) => string, precondition: Precondition): Mutation[] {
  const mutations: Mutation[] = [
    put(keyOf("put"), "7", { precondition }),
    add(keyOf("add"), 1n, { precondition }),
  ];
  if (precondition.type !== "absent") {
    mutations.push(
      remove(keyOf("remove"), { precondition }),
      touch(keyOf("touch"), noExpiry, { precondition }),
    );
  }
  if (precondition.type !== "none") mutations.push(check(keyOf("check"), precondition));
  return mutations;
}

/** A touch that clears the expiry. */
export function noExpiryTouch(key: string): TouchMutation {
  return touch(key, noExpiry);
}
