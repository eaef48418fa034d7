// The replies in which Pillion differs from daprd, each with its reason. The
// differential test checks against this table: it fails for a difference that no
// entry covers, and for an entry that covers no difference.
import type { Difference } from "./comparison.ts";
import type { Reply } from "./exchange.ts";

/** One entry. */
export interface Deviation {
  readonly reason: string;
  /** Default: every scenario. */
  readonly scenarios?: RegExp;
  /** Default: every store. */
  readonly stores?: readonly string[];
  /** Default: every field. */
  readonly fields?: readonly (keyof Reply)[];
  /** What the replies of the two sidecars have to match. Default: anything. */
  readonly daprd?: RegExp;
  readonly pillion?: RegExp;
  /** The replies have to be equal except for these parts. */
  readonly except?: readonly RegExp[];
}

const ttlMetadata =
  /,?"metadata(\.ttlexpiretime)?":("about \d+ s left"|\{"ttlExpireTime":"about \d+ s left"\})/g;
const etagField = /,?"etag":"etag \d+"/g;

const kept: readonly Deviation[] = [
  {
    reason: "Redis: the expiry of a record is reported, and an etag never occurs again after a delete",
    stores: ["redis"],
    fields: ["body", "headers"],
    except: [ttlMetadata, etagField],
  },
  {
    reason: "Redis: versions start at the server's clock, so the version 1 never matches",
    scenarios: /^the etag "(\+1|0?1)" (?!on a missing)/,
    stores: ["redis"],
  },
  {
    reason: "an error over HTTP has the ErrorInfo that it has over gRPC",
    scenarios: /^(HTTP:|closed)/,
    fields: ["details"],
    daprd: /^\[\]$/,
    pillion: /^\[\{"@type":"ErrorInfo","domain":"dapr\.io",[^}]*\}\]$/,
  },
  {
    reason: "the app id that daprd leaves empty over gRPC is set",
    fields: ["details"],
    except: [/,"metadata":\{"appID":"shop"\}/g],
  },
  {
    reason: "errors about a body, a message or a value have our own text, with the invalid field",
    scenarios:
      /bytes that are not a message|^HTTP: a(n etag| ttl| save| bulk get| transaction) of|invalid JSON by its content type|over the limit/,
    fields: ["message", "details"],
  },
  {
    reason: "bytes that cannot be decoded are the client's error",
    scenarios: /bytes that are not a message/,
    fields: ["code"],
  },
  {
    reason: "text after the end of a body is rejected",
    scenarios: /^HTTP: a (save|bulk get|transaction) of text after the list/,
  },
  {
    reason:
      "no app is called, so an unsupported path is 501, an unsupported method is 405, and the reply lists what is supported",
    daprd: /^"404"|ERR_DIRECT_INVOKE|failed getting app id|404 page not found/,
  },
  {
    reason: "a closed API over HTTP has Dapr's error body",
    scenarios: /^closed APIs over HTTP \(only state allowed\)/,
    fields: ["message", "headers"],
  },
  {
    reason: "the reply to an unsupported method lists the supported ones",
    fields: ["headers"],
    except: [/"allow":"[A-Z, ]*",?/g],
  },
  {
    reason: "an illegal key over HTTP has a plain text, not that of a Go error",
    scenarios: /^HTTP:/,
    fields: ["message", "details"],
    daprd: /api error: code = InvalidArgument desc = input key/,
  },
  {
    reason: "a missing token and a wrong token have the same text",
    fields: ["details"],
    daprd: /api token (mismatch|in request metadata)/,
  },
  {
    reason: "a key has at least one character",
    scenarios:
      /^an empty key|whose operation has no record|^HTTP: a transaction of odd operations|^HTTP: a bulk get of odd keys/,
  },
  {
    reason: "a key has at most 1024 bytes, and no U+FFFD, which stands for bytes that are not valid UTF-8",
    scenarios: /^a key (over the limit|with a replacement character)$/,
  },
  {
    reason: "a key that is requested twice is returned twice",
    scenarios: /^a key twice in one bulk get$/,
    stores: ["pg1", "pg2"],
    fields: ["body"],
  },
  { reason: "a time to live is at most ten years", scenarios: /^a ttl of "21474836/ },
  {
    reason: "values are stored byte for byte: no characters are escaped",
    scenarios: /^HTTP: the value "(<&>|\u2028)"/,
    stores: ["memory", "pg2", "redis"],
    fields: ["body"],
  },
  {
    reason: "a bulk get over HTTP reports a value that is not JSON in its place; daprd's reply is empty",
    scenarios: /^HTTP: a bulk get of bytes that gRPC wrote/,
    fields: ["body"],
  },
  {
    reason: "a bulk get replies in the order of the request",
    scenarios: /^a bulk get$/,
    stores: ["pg1", "pg2"],
    fields: ["body"],
  },
  {
    reason: "an empty value is a value: daprd's component writes it as NULL, which its table rejects",
    scenarios: /^an empty value$/,
    stores: ["pg2"],
  },
  {
    reason: "unknown options are rejected in deletes, too",
    scenarios: /^HTTP: consistency and concurrency$/,
    stores: ["pg1", "pg2"],
  },
  {
    reason:
      "in memory: daprd's message ends with the etag of the request, and a message that ends with a space is lost, because HTTP/2 allows no such field",
    scenarios: /^the etag " "/,
    stores: ["memory"],
    fields: ["message"],
    daprd: /^""$/,
    pillion: /possible etag mismatch|error while executing state transaction/,
  },
];

/** Deviations in which daprd is right. */
const open: readonly Deviation[] = [];

/** The table. */
export const deviations: readonly Deviation[] = [...kept, ...open];

const without = (text: string, parts: readonly RegExp[]) =>
  parts.reduce((left, part) => left.replaceAll(part, ""), text).replaceAll("{,", "{");

/** Whether an entry covers a difference. */
export function covers(entry: Deviation, found: Difference): boolean {
  const { except } = entry;
  return (
    (entry.scenarios?.test(found.scenario) ?? true) &&
    (entry.stores?.includes(found.store) ?? true) &&
    (entry.fields?.includes(found.field) ?? true) &&
    (entry.daprd?.test(found.daprd) ?? true) &&
    (entry.pillion?.test(found.pillion) ?? true) &&
    (except === undefined || without(found.daprd, except) === without(found.pillion, except))
  );
}
