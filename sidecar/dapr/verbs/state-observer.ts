// Reports the end of each operation on a component, for metrics.
import type { Call } from "../../../src/index.ts";
import { DaprError } from "../texts/dapr-error.ts";

/** What a component operation was, as daprd's metrics name it. */
export type DaprStateVerb = "get" | "set" | "delete" | "bulk_get" | "bulk_delete" | "query" | "transaction";

/** How a component operation ended; `timed-out`: by a deadline, the caller's or a policy's. */
export type DaprStateEnd = "ok" | "failed" | "timed-out";

/** Called once at the end of each operation on a component. Must not throw. */
export type DaprStateObserver = (
  store: string,
  verb: DaprStateVerb,
  end: DaprStateEnd,
  durationMs: number,
) => void;

/** Runs an operation and reports its end. */
export async function observed<T>(
  observe: DaprStateObserver | undefined,
  store: string,
  verb: DaprStateVerb,
  call: Call,
  run: (call: Call) => Promise<T>,
): Promise<T> {
  if (observe === undefined) return run(call);
  const start = call.clock.monotonic();
  let end: DaprStateEnd = "ok";
  try {
    return await run(call);
  } catch (thrown) {
    end = endedByDeadline(thrown) ? "timed-out" : "failed";
    throw thrown;
  } finally {
    observe(store, verb, end, call.clock.monotonic() - start);
  }
}

const endedByDeadline = (thrown: unknown): boolean =>
  thrown instanceof DaprError && thrown.facts.cause?.code === "deadline";
