// Wraps routes so that the sizes of their messages are told, by path. Nothing of
// a message itself is.
import type { AnyMethod, Route } from "@pillion/wire";

/** Hears sizes, in bytes. Must not throw. */
export interface SizeObserver {
  readonly received: (path: string, bytes: number) => void;
  readonly sent: (path: string, bytes: number) => void;
}

function measuredMethod(method: AnyMethod, { received, sent }: SizeObserver): AnyMethod {
  const { path, request, response } = method;
  return {
    ...method,
    request: {
      encode: request.encode,
      decode(bytes) {
        received(path, bytes.length);
        return request.decode(bytes);
      },
    },
    response: {
      decode: response.decode,
      encode(message) {
        const bytes = response.encode(message);
        sent(path, bytes.length);
        return bytes;
      },
    },
  };
}

/** The same routes; the observer hears how large their messages are. */
export function measureRoutes(routes: readonly Route[], observer: SizeObserver): Route[] {
  return routes.map((route) => ({ ...route, method: measuredMethod(route.method, observer) }));
}
