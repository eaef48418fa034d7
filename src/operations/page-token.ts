// Page tokens: a store's cursor, bound to its list request. A token of another app,
// store, prefix or view is rejected, and so is one that was truncated or changed. It is
// neither a secret nor a protection: the client may list everything that a forged token
// could reach.
import { hash } from "node:crypto";
import { violationError } from "../model/errors.ts";
import type { View } from "../model/record.ts";

/** The request that a token belongs to, without the page size, which may change between pages. */
export interface PageScope {
  readonly app: string;
  readonly storeName: string;
  readonly prefix: string;
  readonly view: View;
}

const formatVersion = 1;
const digestBytes = 12;
const tokenCharsMax = 8192;

function digestOf(scope: PageScope, cursor: string): Buffer {
  const parts = [scope.app, scope.storeName, scope.prefix, scope.view, cursor];
  // JSON separates the parts, whatever characters they contain.
  return hash("sha256", JSON.stringify(parts), "buffer").subarray(0, digestBytes);
}

/** The token of the page at this cursor. */
export function encodePageToken(scope: PageScope, cursor: string): string {
  const head = Buffer.of(formatVersion);
  return Buffer.concat([head, digestOf(scope, cursor), Buffer.from(cursor, "utf8")]).toString("base64url");
}

/** The cursor in a token. Throws `invalid` with a violation of `pageToken` unless it is a token of this request. */
export function decodePageToken(scope: PageScope, token: string): string {
  const bytes = token.length > tokenCharsMax ? Buffer.alloc(0) : Buffer.from(token, "base64url");
  const digest = bytes.subarray(1, 1 + digestBytes);
  const cursor = bytes.subarray(1 + digestBytes).toString("utf8");
  const canonical = bytes.toString("base64url") === token;
  if (canonical && bytes[0] === formatVersion && digest.equals(digestOf(scope, cursor))) return cursor;
  const description = `its ${token.length} characters are not a page token of this store, prefix and view`;
  throw violationError([{ path: ["pageToken"], description }]);
}
