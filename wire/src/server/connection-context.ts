// What a call on a server needs of its connection: its peer, the state of the
// server, and the books of what runs and is held.
import type { Connection, CostlyEvent } from "../http2/connection.ts";
import type { RequestHead } from "./request-head.ts";
import type { ServerState } from "./server-state.ts";
import type { Peer } from "./service.ts";

/** Which bound a call would break. */
export type ExceededScope = "none" | "connection" | "peer" | "server";

/** The connection of a call. */
export interface ConnectionContext {
  readonly state: ServerState;
  readonly peer: Peer;
  readonly connection: Connection<RequestHead>;
  /** Request bytes held for this connection's calls. */
  requestBytes: number;
  /** Books a handler that begins. Where the answer is not "none", it must not run, and is counted as refused. */
  beginCall(): ExceededScope;
  /** A handler has ended. */
  endCall(): void;
  /** Whether a large reply may wait beside what waits already. */
  hasRoomForReply(bytes: number): boolean;
  /** Whether the request bytes that are held are within their bounds. */
  hasRoomForRequests(): boolean;
  /** Whole messages pay for the small frames that they came in. */
  onMessages(messages: number): void;
  /** Counts an event; throws ConnectionError when there were too many. */
  count(event: CostlyEvent): void;
}
