// The table of a server's limits: default, unit, meaning, and the counter that
// goes up when the limit is exceeded. This file is data only; limits.ts checks
// the values that a server is given.

/** One limit of a server. */
export interface Limit {
  readonly default: number;
  readonly unit: "bytes" | "ms" | "count" | "per second" | "ratio";
  /** The smallest allowed value. Default: 1. */
  readonly min?: number;
  /** The counter that goes up by one each time the limit is exceeded. */
  readonly counter: string;
  /** What is bounded, and what happens above the limit. */
  readonly meaning: string;
}

/** The limits by name. */
export const limitTable = {
  connectionsMax: {
    default: 1000,
    unit: "count",
    counter: "connectionsRefused",
    meaning: "Connections in total; more are closed at once.",
  },
  connectionsPerPeerMax: {
    default: 100,
    unit: "count",
    counter: "connectionsRefusedPerPeer",
    meaning:
      "Connections from one address; more are closed at once. All clients of a Unix socket count as one address.",
  },
  handshakeMsMax: {
    default: 3000,
    unit: "ms",
    counter: "handshakesTimedOut",
    meaning:
      "Time from accepting a connection to its first SETTINGS, TLS handshake included; a slower connection is closed.",
  },
  idleMsMax: {
    default: 300_000,
    unit: "ms",
    counter: "connectionsIdleClosed",
    meaning: "A connection that has had no call for this long is drained.",
  },
  ageMsMax: {
    default: 1_800_000,
    unit: "ms",
    counter: "connectionsAged",
    meaning: "A connection of this age, varied by ageJitterRatio, is drained.",
  },
  ageJitterRatio: {
    default: 0.1,
    unit: "ratio",
    min: 0,
    counter: "connectionsAged",
    meaning:
      "How much ageMsMax varies from connection to connection, up and down, so that clients do not all reconnect at once.",
  },
  ageGraceMs: {
    default: 30_000,
    unit: "ms",
    counter: "connectionsAgedForcibly",
    meaning:
      "Time that a connection drained for its age or idleness gets to finish its calls; then it is closed.",
  },
  keepaliveMs: {
    default: 30_000,
    unit: "ms",
    counter: "keepalivesSent",
    meaning: "A peer that has sent nothing for this long gets a PING.",
  },
  keepaliveTimeoutMs: {
    default: 10_000,
    unit: "ms",
    counter: "keepalivesTimedOut",
    meaning: "How long a peer may take to reply to that PING before its connection is closed.",
  },
  stallMsMax: {
    default: 30_000,
    unit: "ms",
    counter: "stalledReadersClosed",
    meaning:
      "A stream whose queued replies the peer has not read for this long is reset; a connection is closed. At most a second while calls wait for memory.",
  },
  requestMsMax: {
    default: 30_000,
    unit: "ms",
    counter: "requestsTimedOut",
    meaning:
      "How long a request message may take to arrive completely, plus one second for each 64 KiB of it; then the call ends with DEADLINE_EXCEEDED.",
  },
  timeoutMsMax: {
    default: 2_147_483_647,
    unit: "ms",
    counter: "deadlinesCapped",
    meaning: "A longer grpc-timeout is treated as this value.",
  },
  streamsPerConnectionMax: {
    default: 256,
    unit: "count",
    counter: "streamsRefused",
    meaning: "Concurrent calls on a connection, as announced in SETTINGS; more get REFUSED_STREAM.",
  },
  callsPerConnectionMax: {
    default: 512,
    unit: "count",
    counter: "callsRefusedPerConnection",
    meaning:
      "Handlers running for one connection, including those of calls that were reset; more get REFUSED_STREAM.",
  },
  callsPerPeerMax: {
    default: 2048,
    unit: "count",
    counter: "callsRefusedPerPeer",
    meaning: "Handlers running for one address; more get RESOURCE_EXHAUSTED.",
  },
  callsMax: {
    default: 8192,
    unit: "count",
    counter: "callsRefused",
    meaning: "Handlers running in total; more get RESOURCE_EXHAUSTED.",
  },
  headerListBytesMax: {
    default: 16_384,
    unit: "bytes",
    counter: "headerListsRefused",
    meaning:
      "The size of a header list, counted as in RFC 9113 section 6.5.2; a larger one gets RESOURCE_EXHAUSTED.",
  },
  headerPairsMax: {
    default: 128,
    unit: "count",
    counter: "headerListsRefused",
    meaning: "Fields in a header list; more get RESOURCE_EXHAUSTED.",
  },
  headerBlockBytesMax: {
    default: 65_536,
    unit: "bytes",
    counter: "headerBlocksRefused",
    meaning:
      "Encoded size of a header block including its CONTINUATION frames; a larger one closes the connection.",
  },
  continuationFramesMax: {
    default: 8,
    unit: "count",
    counter: "headerBlocksRefused",
    meaning: "CONTINUATION frames of a header block; more close the connection.",
  },
  settingsBurstMax: {
    default: 100,
    unit: "count",
    counter: "settingsFloods",
    meaning: "SETTINGS frames in a burst; more close the connection.",
  },
  settingsRateMax: {
    default: 10,
    unit: "per second",
    counter: "settingsFloods",
    meaning: "SETTINGS frames per second beyond the burst.",
  },
  pingBurstMax: {
    default: 1000,
    unit: "count",
    counter: "pingFloods",
    meaning: "PING frames in a burst; more close the connection.",
  },
  pingRateMax: {
    default: 50,
    unit: "per second",
    counter: "pingFloods",
    meaning:
      "PING frames per second beyond the burst, in addition to one for each HEADERS or DATA frame sent.",
  },
  resetBurstMax: {
    default: 2048,
    unit: "count",
    counter: "resetFloods",
    meaning:
      "In a burst: streams that the peer resets before their reply, or that this end resets or rejects because the peer broke a rule; more close the connection. The default is eight times streamsPerConnectionMax.",
  },
  resetRateMax: {
    default: 1024,
    unit: "per second",
    counter: "resetFloods",
    meaning: "Such streams per second beyond the burst. The default is four times streamsPerConnectionMax.",
  },
  emptyDataBurstMax: {
    default: 1000,
    unit: "count",
    counter: "emptyDataFloods",
    meaning:
      "Empty DATA frames, and DATA frames of fewer than 128 bytes that complete no message, in a burst; more close the connection.",
  },
  emptyDataRateMax: {
    default: 200,
    unit: "per second",
    counter: "emptyDataFloods",
    meaning: "Such frames per second beyond the burst, in addition to four for each complete message.",
  },
  windowUpdateBurstMax: {
    default: 2000,
    unit: "count",
    counter: "windowUpdateFloods",
    meaning: "WINDOW_UPDATE frames in a burst; more close the connection.",
  },
  windowUpdateRateMax: {
    default: 500,
    unit: "per second",
    counter: "windowUpdateFloods",
    meaning:
      "WINDOW_UPDATE frames per second beyond the burst, in addition to four for each HEADERS or DATA frame sent.",
  },
  otherFrameBurstMax: {
    default: 1000,
    unit: "count",
    counter: "otherFrameFloods",
    meaning: "PRIORITY, GOAWAY and unknown frames in a burst; more close the connection.",
  },
  otherFrameRateMax: {
    default: 100,
    unit: "per second",
    counter: "otherFrameFloods",
    meaning: "Such frames per second beyond the burst.",
  },
  requestMessageBytesMax: {
    default: 4_194_304,
    unit: "bytes",
    counter: "messagesRefused",
    meaning:
      "The size of a request message, both compressed and decompressed; a larger one gets RESOURCE_EXHAUSTED.",
  },
  replyMessageBytesMax: {
    default: 16_777_216,
    unit: "bytes",
    counter: "messagesRefused",
    meaning: "The size of a reply message; a larger one ends the call with RESOURCE_EXHAUSTED.",
  },
  streamWindowBytes: {
    default: 262_144,
    unit: "bytes",
    min: 65_535,
    counter: "windowsBroken",
    meaning:
      "The receive window of a stream: what a client may send before the handler has read it; a client that sends more has its stream reset.",
  },
  connectionWindowBytes: {
    default: 1_048_576,
    unit: "bytes",
    min: 65_535,
    counter: "windowsBroken",
    meaning: "The receive window of a connection; a client that sends more loses the connection.",
  },
  requestBytesPerConnectionMax: {
    default: 67_108_864,
    unit: "bytes",
    counter: "requestsShed",
    meaning: "Request bytes held for one connection's calls; a call that needs more gets RESOURCE_EXHAUSTED.",
  },
  requestBytesMax: {
    default: 268_435_456,
    unit: "bytes",
    counter: "requestsShed",
    meaning: "Request bytes held in total; a call that needs more gets RESOURCE_EXHAUSTED.",
  },
  replyBytesPerConnectionMax: {
    default: 67_108_864,
    unit: "bytes",
    counter: "repliesShed",
    meaning:
      "Reply bytes queued for one connection. Calls and streams whose replies are expected to be larger than 16 KiB and not to fit wait before they run. A reply that does not fit all the same is queued, unless the client has read nothing for a second: then its call gets RESOURCE_EXHAUSTED.",
  },
  replyBytesMax: {
    default: 268_435_456,
    unit: "bytes",
    counter: "repliesShed",
    meaning:
      "Reply bytes queued in total; while a reply over 16 KiB does not fit, its call gets RESOURCE_EXHAUSTED.",
  },
  socketBytesMax: {
    default: 8_388_608,
    unit: "bytes",
    min: 2_097_152,
    counter: "stalledReadersClosed",
    meaning:
      "Bytes written to a connection's socket that the kernel has not accepted; more close the connection.",
  },
} as const satisfies Readonly<Record<string, Limit>>;
