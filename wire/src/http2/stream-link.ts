// What a stream uses of its connection. The interface breaks the import cycle
// between the two.
import type { Http2ErrorCode } from "./http2-errors.ts";
import type { Sender } from "./sender.ts";

/** Which end of the connection this is. */
export type Role = "server" | "client";

/** The connection of a stream. */
export interface StreamLink {
  readonly role: Role;
  readonly sender: Sender;
  /** The receive window of a stream, in bytes. */
  readonly streamWindowBytes: number;
  /** When the last bytes arrived, in ms of the connection's clock. */
  readonly lastReadMs: number;
  /** Schedules a write of the gathered output at the end of this event-loop turn. */
  requestFlush(): void;
  /** The end of a call was gathered: from 16 KiB on the output is written now, so that the peer can work on it. */
  flushIfLarge(): void;
  /** Gives the peer credit for this stream. */
  writeWindowUpdate(streamId: number, increment: number): void;
  /** Sends RST_STREAM. The caller removes the stream with `forget`. */
  writeReset(streamId: number, code: Http2ErrorCode): void;
  /** Removes a stream that is over. */
  forget(stream: object): void;
}
