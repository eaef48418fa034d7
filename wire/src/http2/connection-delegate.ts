// The interfaces around a connection: its options, what it requires of its role
// (server or client), and what the frame receiver may use of it.

import type { HpackEncoder } from "../hpack/hpack-encoder.ts";
import type { HeaderReaderOptions, ParseHead } from "./header-reader.ts";
import type { Http2ErrorCode } from "./http2-errors.ts";
import type { ResetStreams } from "./reset-streams.ts";
import type { SendBudget, Sender } from "./sender.ts";
import type { PeerSettings } from "./settings.ts";
import type { Stream } from "./stream.ts";
import type { Role } from "./stream-link.ts";
import type { StreamTable } from "./stream-table.ts";

/** Options of a connection. */
export interface ConnectionOptions extends HeaderReaderOptions {
  readonly role: Role;
  /** How many streams the peer may have open at once. A client does not announce it. */
  readonly streamsMax: number;
  /** The receive window of a stream, in bytes; at least 65 535. */
  readonly streamWindowBytes: number;
  /** The receive window of the connection, in bytes; at least 65 535. */
  readonly connectionWindowBytes: number;
  /** How many bytes may wait for the kernel before the connection is closed. */
  readonly socketBytesMax: number;
  /** Counts queued bytes together with the other connections that share it. */
  readonly sendBudget: SendBudget;
  /** A monotonic clock, in ms. */
  readonly now: () => number;
}

/** Something a peer can do at no cost to itself. It is counted, so that it can be limited. */
export type CostlyEvent =
  | "settings"
  | "ping"
  | "reset"
  | "streamRefused"
  | "windowBroken"
  | "emptyData"
  | "windowUpdate"
  | "otherFrame"
  | "streamError";

/** What a connection requires of its role. */
export interface ConnectionDelegate<Head> {
  readonly parseHead: ParseHead<Head>;
  /** Server only: creates the stream of a new call; undefined rejects it with REFUSED_STREAM. */
  accept(): Stream<Head> | undefined;
  /** Counts an event; throws ConnectionError (ENHANCE_YOUR_CALM) when there were too many. */
  count(event: CostlyEvent): void;
  /** The peer's SETTINGS have arrived; the first time they make the connection usable. */
  onSettings(): void;
  /** The peer has sent GOAWAY: it will process no stream above this number. */
  onGoaway(lastStreamId: number, code: number, debug: string): void;
  /** The peer has replied to a `ping`. */
  onPong(): void;
  /** Bytes have arrived or the socket has accepted all bytes, so fewer bytes may be queued than before. */
  onProgress?(): void;
  /** A stream has ended, so another may be opened. */
  onStreamClosed(): void;
  /** The socket is closed, and every stream was reset. `error` is why this end closed it, if it did. */
  onClosed(error: Error | undefined): void;
}

/** A connection as the receiver of its frames sees it. */
export interface ReceivingConnection<Head> {
  readonly role: Role;
  readonly sender: Sender;
  readonly encoder: HpackEncoder;
  /** What the peer has announced. */
  readonly peer: PeerSettings;
  readonly streams: StreamTable<Stream<Head>>;
  /** How many streams there have been. */
  readonly streamCount: number;
  /** The streams that this end has reset of late. */
  readonly resetStreams: ResetStreams;
  /** The highest stream that the peer has opened. */
  lastPeerStreamId: number;
  /** Server: new streams are rejected. Client: the peer has sent GOAWAY. */
  rejectsStreams: boolean;
  /** The lowest identifier that this end has not used. */
  readonly nextStreamId: number;
  /** A stream begins. */
  register(stream: Stream<Head>, streamId: number): void;
  /** A stream is over. */
  forget(stream: Stream<Head>): void;
  /** Sends RST_STREAM. The caller removes the stream with `forget`. */
  writeReset(streamId: number, code: Http2ErrorCode): void;
  /** Gives the peer credit, for the connection if the stream is 0. */
  writeWindowUpdate(streamId: number, increment: number): void;
}
