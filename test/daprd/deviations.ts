// In what Pillion answers otherwise than daprd, each with its reason: the one
// table to which the differential test holds. A difference that no row names
// fails, and so does a row that no difference needs any more.
import type { Difference } from "./comparison.ts";
import type { Answer } from "./exchange.ts";

/** One row. */
export interface Deviation {
  readonly reason: string;
  /** Default: in every scene. */
  readonly scenes?: RegExp;
  /** Default: on every store. */
  readonly stores?: readonly string[];
  /** Default: in everything. */
  readonly fields?: readonly (keyof Answer)[];
  /** What the two sides have to say, if the row is about nothing else. */
  readonly daprd?: RegExp;
  readonly pillion?: RegExp;
  /** What the sides say has to be the same but for these parts. */
  readonly butFor?: readonly RegExp[];
}

const ttlTold = /,?"metadata(\.ttlexpiretime)?":("about \d+ s left"|\{"ttlExpireTime":"about \d+ s left"\})/g;
const etagNamed = /,?"etag":"etag \d+"/g;

const kept: readonly Deviation[] = [
  {
    reason: "Redis: when a record expires is told, and an etag never comes again after a delete",
    stores: ["redis"],
    fields: ["body", "headers"],
    butFor: [ttlTold, etagNamed],
  },
  {
    reason: "Redis: versions begin at the server's clock, so that nobody guesses the version 1",
    scenes: /^the etag "(\+1|0?1)" (?!where)/,
    stores: ["redis"],
  },
  {
    reason: "a failure over HTTP carries the ErrorInfo that it carries over gRPC",
    scenes: /^(HTTP:|closed)/,
    fields: ["details"],
    daprd: /^\[\]$/,
    pillion: /^\[\{"@type":"ErrorInfo","domain":"dapr\.io",[^}]*\}\]$/,
  },
  {
    reason: "the app id that daprd leaves empty over gRPC is told",
    fields: ["details"],
    butFor: [/,"metadata":\{"appID":"shop"\}/g],
  },
  {
    reason:
      "what is wrong with a body, a message or a value is said in our own words, with the field at fault",
    scenes:
      /bytes that are no message|^HTTP: a(n etag| ttl| save| bulk get| transaction) of|no JSON by its content type|over the limit/,
    fields: ["message", "details"],
  },
  {
    reason: "bytes that are no message are the caller's fault",
    scenes: /bytes that are no message/,
    fields: ["code"],
  },
  {
    reason: "text after the end of a body is refused",
    scenes: /^HTTP: a (save|bulk get|transaction) of text after the list/,
  },
  {
    reason:
      "no app is called, so a path that is not served is 501 and a method 405, and the answer says what is served",
    daprd: /^"404"|ERR_DIRECT_INVOKE|failed getting app id|404 page not found/,
  },
  {
    reason: "an API that is closed over HTTP says so in Dapr's body of an error",
    scenes: /^closed APIs over HTTP \(only state allowed\)/,
    fields: ["message", "headers"],
  },
  {
    reason: "a method that a path does not answer is told the ones that it answers",
    fields: ["headers"],
    butFor: [/"allow":"[A-Z, ]*",?/g],
  },
  {
    reason: "what is illegal in a key is said over HTTP without the form of a Go error",
    scenes: /^HTTP:/,
    fields: ["message", "details"],
    daprd: /api error: code = InvalidArgument desc = input key/,
  },
  {
    reason: "one text for a token that is missing and for one that is wrong",
    fields: ["details"],
    daprd: /api token (mismatch|in request metadata)/,
  },
  {
    reason: "keys have to have at least one character",
    scenes:
      /^an empty key|whose operation has no record|^HTTP: a transaction of odd operations|^HTTP: a bulk get of odd keys/,
  },
  {
    reason: "a key has at most 1024 bytes, and no U+FFFD, which stands for bytes that are no text",
    scenes: /^a key (over the limit|with a replacement character)$/,
  },
  {
    reason: "a key that is asked twice is answered twice",
    scenes: /^a key twice in one bulk get$/,
    stores: ["pg1", "pg2"],
    fields: ["body"],
  },
  { reason: "a record lives at most ten years by its time to live", scenes: /^a ttl of "21474836/ },
  {
    reason: "values are kept byte for byte: no letters are escaped",
    scenes: /^HTTP: the value "(<&>|\u2028)"/,
    stores: ["memory", "pg2", "redis"],
    fields: ["body"],
  },
  {
    reason: "a bulk get over HTTP answers a value that is no JSON in its place; daprd's answer is empty",
    scenes: /^HTTP: a bulk get of bytes that gRPC wrote/,
    fields: ["body"],
  },
  {
    reason: "a bulk get answers in the order asked",
    scenes: /^a bulk get$/,
    stores: ["pg1", "pg2"],
    fields: ["body"],
  },
  {
    reason: "an empty value is a value: daprd's component writes it as NULL, which its table refuses",
    scenes: /^an empty value$/,
    stores: ["pg2"],
  },
  {
    reason: "options that no component knows are refused in deletes, too",
    scenes: /^HTTP: consistency and concurrency$/,
    stores: ["pg1", "pg2"],
  },
  {
    reason:
      "in memory: daprd's message ends with the etag that was asked, and one that ends with a blank is lost on its way, since HTTP/2 takes no such field",
    scenes: /^the etag " "/,
    stores: ["memory"],
    fields: ["message"],
    daprd: /^""$/,
    pillion: /possible etag mismatch|error while executing state transaction/,
  },
];

/** In which daprd is right. */
const open: readonly Deviation[] = [];

/** The table. */
export const deviations: readonly Deviation[] = [...kept, ...open];

const without = (text: string, parts: readonly RegExp[]) =>
  parts.reduce((left, part) => left.replaceAll(part, ""), text).replaceAll("{,", "{");

/** Whether a row is about a difference. */
export function covers(row: Deviation, found: Difference): boolean {
  const { butFor } = row;
  return (
    (row.scenes?.test(found.scene) ?? true) &&
    (row.stores?.includes(found.store) ?? true) &&
    (row.fields?.includes(found.field) ?? true) &&
    (row.daprd?.test(found.daprd) ?? true) &&
    (row.pillion?.test(found.pillion) ?? true) &&
    (butFor === undefined || without(found.daprd, butFor) === without(found.pillion, butFor))
  );
}
