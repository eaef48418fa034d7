// Requires a token for every call except health checks, as daprd does with
// DAPR_API_TOKEN. It is sent as `dapr-api-token`; if there are several, the first one is
// used. The comparison takes the same time whatever is presented.
import { hash, timingSafeEqual } from "node:crypto";
import { type Interceptor, UnauthenticatedError } from "../rpc/index.ts";

/** The metadata, or header, that carries the token. */
const tokenMetadata = "dapr-api-token";

// Without a Hash object, which would live until a full collection.
const digest = (text: string) => hash("sha256", text, "buffer");

/** Rejects calls without this token, except health checks. The identity of the others is the token's name. */
export function requireToken(token: string): Interceptor {
  const expected = digest(token);
  return (next, { isHealth }) => {
    if (isHealth) return next;
    return (call) => {
      const presented = call.source.metadata.get(tokenMetadata);
      if (presented === undefined || !timingSafeEqual(digest(presented), expected)) {
        throw new UnauthenticatedError(`${tokenMetadata}: is missing or wrong`);
      }
      call.identity = tokenMetadata;
      return next(call);
    };
  };
}
