// Cursors of lists: a store's cursor, bound to its list request. One of another app,
// store, prefix or view is rejected, and so is one that was truncated or changed. It is
// neither a secret nor a protection: the client may list everything that a forged cursor
// could reach.
import { hash } from "node:crypto";
import { violationError } from "../model/errors.ts";
import type { View } from "../model/record.ts";

/** The request that a cursor belongs to, without the limit, which may change between pages. */
export interface ListScope {
  readonly app: string;
  readonly storeName: string;
  readonly prefix: string;
  readonly view: View;
}

const formatVersion = 1;
const digestBytes = 12;
const cursorCharsMax = 8192;

function digestOf(scope: ListScope, storeCursor: string): Buffer {
  const parts = [scope.app, scope.storeName, scope.prefix, scope.view, storeCursor];
  // JSON separates the parts, whatever characters they contain.
  return hash("sha256", JSON.stringify(parts), "buffer").subarray(0, digestBytes);
}

/** The cursor of a list request at this cursor of its store. */
export function encodeListCursor(scope: ListScope, storeCursor: string): string {
  const head = Buffer.of(formatVersion);
  return Buffer.concat([head, digestOf(scope, storeCursor), Buffer.from(storeCursor, "utf8")]).toString(
    "base64url",
  );
}

/** The store's cursor in a cursor of a list. Throws `invalid` with a violation of `cursor` unless it belongs to this request. */
export function decodeListCursor(scope: ListScope, cursor: string): string {
  const bytes = cursor.length > cursorCharsMax ? Buffer.alloc(0) : Buffer.from(cursor, "base64url");
  const digest = bytes.subarray(1, 1 + digestBytes);
  const storeCursor = bytes.subarray(1 + digestBytes).toString("utf8");
  const canonical = bytes.toString("base64url") === cursor;
  if (canonical && bytes[0] === formatVersion && digest.equals(digestOf(scope, storeCursor)))
    return storeCursor;
  const description = `its ${cursor.length} characters are not a token that a list of this store, prefix and view has returned; start again without it`;
  throw violationError([{ path: ["cursor"], description }]);
}
