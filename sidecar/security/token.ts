// Asks callers for a token, as daprd does: with DAPR_API_TOKEN set, every call
// but those of health must carry it as `dapr-api-token`; of several the first
// counts, as there. The
// comparison takes the same time whatever is presented.
import { hash, timingSafeEqual } from "node:crypto";
import { type Metadata, type Route, type RpcError, type ServerCall, statusCode } from "@pillion/wire";

/** The metadata that carries the token. */
export const tokenMetadata = "dapr-api-token";

const openPrefix = "/grpc.health.v1.Health/";

// Without a Hash object, which would live until a full collection.
const digest = (text: string) => hash("sha256", text, "buffer");

/** Whether the first token that metadata carries is right. */
function carries(metadata: Metadata, expected: Buffer): boolean {
  const [token] = metadata.getAll(tokenMetadata);
  return typeof token === "string" && timingSafeEqual(digest(token), expected);
}

/** Whether an HTTP header is the token. */
export function tokenCheck(token: string): (presented: string | undefined) => boolean {
  const expected = digest(token);
  return (presented) => presented !== undefined && timingSafeEqual(digest(presented), expected);
}

/** Makes the error that the caller sees. */
export type Refusal = (path: string, code: typeof statusCode.unauthenticated, message: string) => RpcError;

type Check = (call: ServerCall) => void;

function checkedRoute(route: Route, check: Check): Route {
  const checked =
    <Request, Reply>(handle: (request: Request, call: ServerCall) => Reply) =>
    (request: Request, call: ServerCall): Reply => {
      check(call);
      return handle(request, call);
    };
  switch (route.kind) {
    case "unary":
      return { ...route, handle: checked(route.handle) };
    case "client-stream":
      return { ...route, handle: checked(route.handle) };
    case "server-stream":
      return { ...route, handle: checked(route.handle) };
    case "bidi-stream":
      return { ...route, handle: checked(route.handle) };
  }
}

/** The same routes; those that are not of health refuse callers without the token. */
export function requireToken(routes: readonly Route[], token: string, refusal: Refusal): Route[] {
  const expected = digest(token);
  const check = ({ path, metadata }: ServerCall) => {
    if (carries(metadata, expected)) return;
    throw refusal(path, statusCode.unauthenticated, `${tokenMetadata}: is missing or wrong`);
  };
  return routes.map((route) =>
    route.method.path.startsWith(openPrefix) ? route : checkedRoute(route, check),
  );
}
