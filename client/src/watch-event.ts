// What a watch tells: changes in the order in which the store made them, each
// with a token from which a later watch can go on.
import type { statestore } from "@pillion/proto";
import type { State, View } from "./state.ts";
import { StateError } from "./state-error.ts";
import { entryOf } from "./state-messages.ts";

/** What to follow: one key, or every key that begins with a prefix (empty: every key). */
export type WatchTarget = { readonly key: string } | { readonly prefix: string };

/** What a put shows of the record, by the view asked. */
export type WatchedState<V extends View, T> = V extends "full"
  ? State<T>
  : V extends "metadata"
    ? State<undefined>
    : undefined;

/** One event of a watch. */
export type WatchEvent<V extends View = "full", T = Uint8Array> = {
  /** Hand it in as `resumeToken` to go on after this event. */
  readonly resumeToken: string;
} & (
  | { readonly type: "put"; readonly key: string; readonly state: WatchedState<V, T> }
  | { readonly type: "delete" | "expire"; readonly key: string }
  /** Nothing happened up to here. */
  | { readonly type: "progress" }
  /** Changes were missed: read anew what matters. */
  | { readonly type: "reset"; readonly reason: string }
);

/** The event in a message. Throws `unsupported` for one that is newer than this client. */
export function watchEventOf<V extends View>(
  view: V,
  message: statestore.v1.WatchResponse.$Properties,
): WatchEvent<V> {
  const resumeToken = message.resumeToken ?? "";
  if (message.put) {
    const record = message.put.record ?? {};
    const state = view === "keys" ? undefined : entryOf(view, record);
    return { resumeToken, type: "put", key: record.key ?? "", state: state as WatchedState<V, Uint8Array> };
  }
  if (message.delete) return { resumeToken, type: "delete", key: message.delete.key ?? "" };
  if (message.expire) return { resumeToken, type: "expire", key: message.expire.key ?? "" };
  if (message.progress) return { resumeToken, type: "progress" };
  if (message.reset) return { resumeToken, type: "reset", reason: message.reset.reason ?? "" };
  throw new StateError("unsupported", "the sidecar sent an event that this client does not know");
}
