// The events of a watch: changes in the order in which the store applied them,
// each with a token from which a later watch can resume.
import type { statestore } from "@pillion/proto";
import type { State, View } from "./state.ts";
import { StateError } from "./state-error.ts";
import { entryOf } from "./state-messages.ts";

/** What to watch: one key, or every key that begins with a prefix (empty: every key). */
export type WatchTarget = { readonly key: string } | { readonly prefix: string };

/** What a put contains of the record, depending on the view. */
export type WatchedState<V extends View, T, Unreadable = never> = V extends "full"
  ? State<T> | Unreadable
  : V extends "metadata"
    ? State<undefined>
    : undefined;

/** One event of a watch. */
export type WatchEvent<V extends View = "full", T = Uint8Array, Unreadable = never> = {
  /** Pass it as the option `resumeToken` to resume after this event. */
  readonly resumeToken: string;
} & (
  | { readonly type: "put"; readonly key: string; readonly state: WatchedState<V, T, Unreadable> }
  | { readonly type: "delete" | "expire"; readonly key: string }
  /** No change up to this token. */
  | { readonly type: "progress" }
  /** Changes were missed: read the records again. */
  | { readonly type: "reset"; readonly reason: string }
);

/** Converts the message of an event. Throws `unsupported` for an event type that is newer than this client. */
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
  throw new StateError(
    "unsupported",
    "the sidecar sent an event of a type that this client does not know; update @pillion/client",
  );
}
