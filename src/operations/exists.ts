// Exists: whether a key exists, without reading its value.
import type { Call } from "../model/call.ts";
import type { StateStore } from "../store/state-store.ts";
import type { GetInput } from "./get.ts";
import { readRecord } from "./store-calls.ts";

/** The version of the key's record, or undefined if there is none. */
export async function exists(store: StateStore, input: GetInput, call: Call): Promise<string | undefined> {
  const record = await readRecord(store, input.key, input.consistency, "metadata", call);
  return record?.version;
}
