// Reading requests for a transport: bytes that are no message of their method
// are the caller's fault, and an error of the codec that is a status already
// stays as it is.
import { type AnyMethod, type Route, RpcError, statusCode } from "@pillion/wire";
import type { DescribeStatus } from "./status.ts";

/** The request in these bytes. Throws RpcError. */
export function readRequest(method: AnyMethod, bytes: Uint8Array, describe: DescribeStatus): unknown {
  try {
    return method.request.decode(bytes);
  } catch (thrown) {
    if (thrown instanceof RpcError) throw thrown;
    const message = `the request's ${bytes.length} bytes are no message of this method`;
    throw describe({ path: method.path, code: statusCode.invalidArgument, message });
  }
}

/** The same route, whose codec throws RpcError only. */
export function readableRoute(route: Route, describe: DescribeStatus): Route {
  const { encode } = route.method.request;
  const decode = (bytes: Uint8Array) => readRequest(route.method, bytes, describe);
  return { ...route, method: { ...route.method, request: { encode, decode } } };
}
