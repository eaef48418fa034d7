// What a stream needs of its connection, and nothing more: both know each
// other, and this is the half of it that a stream sees.
import type { Http2ErrorCode } from "./http2-errors.ts";
import type { Sender } from "./sender.ts";

/** Which end of the connection this is. */
export type Role = "server" | "client";

/** The connection of a stream. */
export interface StreamLink {
  readonly role: Role;
  readonly sender: Sender;
  /** What the peer may send on a stream before it gets credit. */
  readonly streamWindowBytes: number;
  /** When the last bytes arrived, in ms of the connection's clock. */
  readonly lastReadMs: number;
  /** Sees to it that what was gathered leaves at the end of this turn. */
  requestFlush(): void;
  /** A call's last word was gathered: if there is much, it leaves now, so that the peer works on it meanwhile. */
  flushIfLarge(): void;
  /** Gives the peer credit for this stream. */
  writeWindowUpdate(streamId: number, increment: number): void;
  /** Says RST_STREAM. The caller forgets the stream. */
  writeReset(streamId: number, code: Http2ErrorCode): void;
  /** The stream is over. */
  forget(stream: object): void;
}
