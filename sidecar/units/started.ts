// A unit whose output exists once it has started: a server, a monitor. A later
// unit takes the unit, not its output, because all units are composed before the
// first one starts. Their order in `compose` is therefore not checked by the
// compiler: reading an output too early is a TypeError, which would fail the test
// of `compose`, because it starts every unit in that order.
import type { Unit } from "../lifecycle.ts";

/** A unit with an output. */
export interface Started<Output> extends Unit {
  /** The output; undefined until the unit has started. */
  readonly current: Output | undefined;
  /** The output. Throws TypeError before the unit has started. */
  readonly output: Output;
}

/** Creates a unit from the function that starts it and the one that stops its output. Default: nothing needs to be stopped. */
export function unitOf<Output>(
  name: string,
  start: () => Promise<Output>,
  stop: (output: Output, remainingMs: number) => Promise<void> = async () => undefined,
): Started<Output> {
  let started: { readonly output: Output } | undefined;
  return {
    name,
    get current() {
      return started?.output;
    },
    get output() {
      if (started === undefined) throw new TypeError(`the unit ${name} has not started`);
      return started.output;
    },
    async start() {
      started = { output: await start() };
    },
    async stop(remainingMs) {
      if (started !== undefined) await stop(started.output, remainingMs);
    },
  };
}
