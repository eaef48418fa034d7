// Every limit of a server in one table: its default, its unit, what it bounds
// and the counter that goes up when it bites. An option that is not in the
// table is refused, and so is a value that is no number in its range.

/** One limit. */
export interface Limit {
  readonly default: number;
  readonly unit: "bytes" | "ms" | "count" | "per second" | "ratio";
  /** The smallest value that makes sense. Default: 1. */
  readonly min?: number;
  /** Goes up by one each time that the limit bites. */
  readonly counter: string;
  readonly meaning: string;
}

/** The limits by name. */
export const limitTable = {
  connectionsMax: {
    default: 1000,
    unit: "count",
    counter: "connectionsRefused",
    meaning: "Connections in all; more are closed at once.",
  },
  connectionsPerPeerMax: {
    default: 100,
    unit: "count",
    counter: "connectionsRefusedPerPeer",
    meaning: "Connections from one address; all of a Unix socket are one peer.",
  },
  handshakeMsMax: {
    default: 3000,
    unit: "ms",
    counter: "handshakesTimedOut",
    meaning: "From accepting a connection to its first SETTINGS, TLS included.",
  },
  idleMsMax: {
    default: 300_000,
    unit: "ms",
    counter: "connectionsIdleClosed",
    meaning: "A connection without a call for so long is drained.",
  },
  ageMsMax: {
    default: 1_800_000,
    unit: "ms",
    counter: "connectionsAged",
    meaning: "A connection of this age, give or take ageJitterRatio, is drained.",
  },
  ageJitterRatio: {
    default: 0.1,
    unit: "ratio",
    min: 0,
    counter: "connectionsAged",
    meaning: "How far ages differ, so that clients do not all come back at once.",
  },
  ageGraceMs: {
    default: 30_000,
    unit: "ms",
    counter: "connectionsAgedForcibly",
    meaning: "What a connection that is drained for its age or idleness gets for its last calls.",
  },
  keepaliveMs: {
    default: 30_000,
    unit: "ms",
    counter: "keepalivesSent",
    meaning: "A peer that was silent for so long is asked for a sign of life.",
  },
  keepaliveTimeoutMs: {
    default: 10_000,
    unit: "ms",
    counter: "keepalivesTimedOut",
    meaning: "How long it may take to give one before it is closed.",
  },
  stallMsMax: {
    default: 30_000,
    unit: "ms",
    counter: "stalledReadersClosed",
    meaning: "A stream whose replies wait and are not taken for so long is reset; a connection is closed.",
  },
  requestMsMax: {
    default: 30_000,
    unit: "ms",
    counter: "requestsTimedOut",
    meaning: "How long a request message may take to be whole, and a second more for each 64 KiB of it.",
  },
  timeoutMsMax: {
    default: 2_147_483_647,
    unit: "ms",
    counter: "deadlinesCapped",
    meaning: "What a longer grpc-timeout is taken for.",
  },
  streamsPerConnectionMax: {
    default: 256,
    unit: "count",
    counter: "streamsRefused",
    meaning: "Calls open at once on a connection, as announced; more get REFUSED_STREAM.",
  },
  callsPerConnectionMax: {
    default: 512,
    unit: "count",
    counter: "callsRefusedPerConnection",
    meaning: "Handlers running for a connection, also of calls that were reset; more get REFUSED_STREAM.",
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
    meaning: "Handlers running in all; more get RESOURCE_EXHAUSTED.",
  },
  headerListBytesMax: {
    default: 16_384,
    unit: "bytes",
    counter: "headerListsRefused",
    meaning: "A header list as RFC 9113 section 6.5.2 counts it; a larger one gets RESOURCE_EXHAUSTED.",
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
    meaning: "Encoded bytes of a header block with its CONTINUATION frames; more close the connection.",
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
    meaning: "SETTINGS frames at once; more close the connection.",
  },
  settingsRateMax: {
    default: 10,
    unit: "per second",
    counter: "settingsFloods",
    meaning: "SETTINGS frames over time.",
  },
  pingBurstMax: {
    default: 1000,
    unit: "count",
    counter: "pingFloods",
    meaning: "PING frames at once; more close the connection.",
  },
  pingRateMax: {
    default: 50,
    unit: "per second",
    counter: "pingFloods",
    meaning: "PING frames over time.",
  },
  resetBurstMax: {
    default: 2048,
    unit: "count",
    counter: "resetFloods",
    meaning:
      "Streams that the peer resets before they are answered, or has reset or refused by breaking rules, at once; more close the connection. By default eight times all the streams of a connection.",
  },
  resetRateMax: {
    default: 1024,
    unit: "per second",
    counter: "resetFloods",
    meaning: "Such streams over time. By default all the streams of a connection four times a second.",
  },
  emptyDataBurstMax: {
    default: 1000,
    unit: "count",
    counter: "emptyDataFloods",
    meaning:
      "DATA frames with nothing in them, or with crumbs of a message, at once; more close the connection.",
  },
  emptyDataRateMax: {
    default: 200,
    unit: "per second",
    counter: "emptyDataFloods",
    meaning: "Such frames over time, besides four for every whole message.",
  },
  windowUpdateBurstMax: {
    default: 2000,
    unit: "count",
    counter: "windowUpdateFloods",
    meaning: "WINDOW_UPDATE frames at once; more close the connection.",
  },
  windowUpdateRateMax: {
    default: 500,
    unit: "per second",
    counter: "windowUpdateFloods",
    meaning: "WINDOW_UPDATE frames over time, besides one for every 128 bytes that were sent.",
  },
  otherFrameBurstMax: {
    default: 1000,
    unit: "count",
    counter: "otherFrameFloods",
    meaning: "PRIORITY, GOAWAY and unknown frames at once; more close the connection.",
  },
  otherFrameRateMax: {
    default: 100,
    unit: "per second",
    counter: "otherFrameFloods",
    meaning: "Such frames over time.",
  },
  requestMessageBytesMax: {
    default: 4_194_304,
    unit: "bytes",
    counter: "messagesRefused",
    meaning: "A request message, before and after inflating; a larger one gets RESOURCE_EXHAUSTED.",
  },
  replyMessageBytesMax: {
    default: 16_777_216,
    unit: "bytes",
    counter: "messagesRefused",
    meaning: "A reply message; a larger one ends the call with RESOURCE_EXHAUSTED.",
  },
  streamWindowBytes: {
    default: 262_144,
    unit: "bytes",
    min: 65_535,
    counter: "windowsBroken",
    meaning: "What a client may send on a stream before its handler takes it.",
  },
  connectionWindowBytes: {
    default: 1_048_576,
    unit: "bytes",
    min: 65_535,
    counter: "windowsBroken",
    meaning: "What a client may send on a connection before it is read.",
  },
  requestBytesPerConnectionMax: {
    default: 67_108_864,
    unit: "bytes",
    counter: "requestsShed",
    meaning: "Request bytes held for a connection's calls; calls that need more get RESOURCE_EXHAUSTED.",
  },
  requestBytesMax: {
    default: 268_435_456,
    unit: "bytes",
    counter: "requestsShed",
    meaning: "Request bytes held in all.",
  },
  replyBytesPerConnectionMax: {
    default: 67_108_864,
    unit: "bytes",
    counter: "repliesShed",
    meaning: "Reply bytes that wait for a connection's peer; larger replies then get RESOURCE_EXHAUSTED.",
  },
  replyBytesMax: {
    default: 268_435_456,
    unit: "bytes",
    counter: "repliesShed",
    meaning: "Reply bytes that wait in all.",
  },
  socketBytesMax: {
    default: 8_388_608,
    unit: "bytes",
    min: 2_097_152,
    counter: "stalledReadersClosed",
    meaning: "Bytes that wait for a connection's kernel buffer; more close it.",
  },
} as const satisfies Readonly<Record<string, Limit>>;

/** The name of a limit. */
export type LimitName = keyof typeof limitTable;

/** The limits of one server: each as given, or its default. */
export type Limits = Readonly<Record<LimitName, number>>;

/** The name of a counter. */
export type CounterName = (typeof limitTable)[LimitName]["counter"];

/** How often each limit has bitten. */
export type Counters = Record<CounterName, number>;

/**
 * Fills in the defaults. Throws RangeError, naming the limit, if one is
 * unknown or out of its range; Infinity is a value for times and rates.
 */
export function compileLimits(given: Partial<Limits>): Limits {
  const limits: Partial<Record<LimitName, number>> = {};
  for (const name of Object.keys(limitTable) as LimitName[]) {
    const limit: Limit = limitTable[name];
    const value = given[name] ?? limit.default;
    const min = limit.min ?? 1;
    const mayBeInfinite = limit.unit === "ms" || limit.unit === "per second";
    const isWhole = limit.unit === "ratio" || Number.isSafeInteger(value) || (mayBeInfinite && value > 0);
    if (!isWhole || !(value >= min) || (limit.unit === "bytes" && value > 0x7fffffff)) {
      throw new RangeError(`the limit ${name} is ${limit.unit} from ${min} on, not ${value}`);
    }
    limits[name] = value;
  }
  for (const name of Object.keys(given)) {
    if (!(name in limitTable)) throw new RangeError(`there is no limit named ${JSON.stringify(name)}`);
  }
  return limits as Limits;
}

/** Counters that stand at 0. */
export function makeCounters(): Counters {
  const counters: Partial<Counters> = {};
  for (const limit of Object.values(limitTable)) counters[limit.counter] = 0;
  return counters as Counters;
}
