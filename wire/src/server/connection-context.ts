// What a call on a server needs of its connection: the peer, the state of the
// server, and the counts of running handlers and held bytes.
import type { Connection, CostlyEvent } from "../http2/connection.ts";
import type { ReplyRoom } from "./reply-room.ts";
import type { RequestHead } from "./request-head.ts";
import type { ServerState } from "./server-state.ts";
import type { Peer } from "./service.ts";

/** The scope whose limit of running calls is reached. */
export type ExceededScope = "none" | "connection" | "peer" | "server";

/** The connection of a call on a server. */
export interface ConnectionContext {
  readonly state: ServerState;
  readonly peer: Peer;
  readonly connection: Connection<RequestHead>;
  readonly replyRoom: ReplyRoom;
  /** Request bytes held for this connection's calls. */
  requestBytes: number;
  /** Counts a handler that is about to run. If the result is not "none" it must not run, and is counted as rejected. */
  beginCall(): ExceededScope;
  /** A handler has ended. */
  endCall(): void;
  /** Whether a large reply fits beside the bytes that are queued already. */
  hasRoomForReply(bytes: number): boolean;
  /** Whether the held request bytes are within their limits. */
  hasRoomForRequests(): boolean;
  /** Request messages are complete: they pay for the small frames that they arrived in. */
  onMessages(messages: number): void;
  /** Counts an event. Throws ConnectionError when there were too many. */
  count(event: CostlyEvent): void;
}
