// Page tokens: a store's cursor, bound to the query that it belongs to. A
// token of another app, store, prefix or view is refused, and so is one that
// was cut or changed. It is no secret and proves nothing: what a forged token
// could reach, its caller may list anyway.
import { hash } from "node:crypto";
import { violationError } from "../model/errors.ts";
import type { View } from "../model/record.ts";

/** The query that a token belongs to. The page size is not part of it: it may change between pages. */
export interface PageScope {
  readonly app: string;
  readonly storeName: string;
  readonly prefix: string;
  readonly view: View;
}

const formatVersion = 1;
const sealBytes = 12;
const tokenCharsMax = 8192;

function sealOf(scope: PageScope, cursor: string): Buffer {
  const parts = [scope.app, scope.storeName, scope.prefix, scope.view, cursor];
  // JSON keeps the parts apart whatever characters they hold.
  return hash("sha256", JSON.stringify(parts), "buffer").subarray(0, sealBytes);
}

/** The token that asks for the page at this cursor. */
export function encodePageToken(scope: PageScope, cursor: string): string {
  const head = Buffer.of(formatVersion);
  return Buffer.concat([head, sealOf(scope, cursor), Buffer.from(cursor, "utf8")]).toString("base64url");
}

/** The cursor in a token. Throws `invalid` with a violation of `pageToken` unless it is a token of this very query. */
export function decodePageToken(scope: PageScope, token: string): string {
  const bytes = token.length > tokenCharsMax ? Buffer.alloc(0) : Buffer.from(token, "base64url");
  const seal = bytes.subarray(1, 1 + sealBytes);
  const cursor = bytes.subarray(1 + sealBytes).toString("utf8");
  const canonical = bytes.toString("base64url") === token;
  if (canonical && bytes[0] === formatVersion && seal.equals(sealOf(scope, cursor))) return cursor;
  const description = `its ${token.length} characters are not a token of this store, prefix and view`;
  throw violationError([{ path: ["pageToken"], description }]);
}
