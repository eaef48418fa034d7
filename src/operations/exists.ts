// Exists: whether a key is there, without its value passing by.
import type { Call } from "../model/call.ts";
import type { StateStore } from "../store/state-store.ts";
import { readRecord } from "./answer.ts";
import type { GetInput } from "./get.ts";

/** The version of the key's record, or undefined if there is none. */
export async function exists(store: StateStore, input: GetInput, call: Call): Promise<string | undefined> {
  const record = await readRecord(store, input.key, input.consistency, "metadata", call);
  return record?.version;
}
