// URLs of stores without a server: a scheme, a path and options, as in
// `embedded:./cart?sweepIntervalMs=100`.
import type { RawOptions } from "../store/driver.ts";

/** The parts of a store URL without an authority. */
export interface PathUrl {
  /** As written, not decoded; empty if there is none. */
  readonly path: string;
  /** The options after `?`, decoded. */
  readonly options: RawOptions;
}

/** Splits a URL after its scheme. `scheme:`, `scheme://` and the bare `scheme` are the same. */
export function readPathUrl(url: string): PathUrl {
  const rest = url.replace(/^[a-z]+:?/, "").replace(/^\/\/(?=\/|$)/, "");
  const mark = rest.indexOf("?");
  if (mark === -1) return { path: rest, options: {} };
  return {
    path: rest.slice(0, mark),
    options: Object.fromEntries(new URLSearchParams(rest.slice(mark + 1))),
  };
}
