// Ends the work of a call at its deadline, so that what the call occupies above the
// driver is free again although the server does not reply.
import type { Call } from "../../../model/call.ts";
import { type Outcome, StoreError } from "../../../model/errors.ts";
import { type Expirable, noSlot, sharedDeadlines } from "../../../store/deadline-timer.ts";

/** As `work`, but rejects with what `expire` returns if the call's deadline passes before that. */
export function endedByDeadline<Result>(
  work: Promise<Result>,
  call: Call | undefined,
  expire: () => StoreError,
): Promise<Result> {
  if (call === undefined || call.deadline === Number.POSITIVE_INFINITY) return work;
  return new Promise((resolve, reject) => {
    const entry: Expirable = { slot: noSlot, expire: () => reject(expire()) };
    sharedDeadlines.add(entry, call);
    work.then(
      (result) => {
        sharedDeadlines.remove(entry);
        resolve(result);
      },
      (thrown: unknown) => {
        sharedDeadlines.remove(entry);
        reject(thrown);
      },
    );
  });
}

/** The error of a call whose deadline passed while the server worked or while a connection was made. */
export function lateError(storeName: string, outcome: Outcome): StoreError {
  return new StoreError("deadline", `store ${storeName}: Postgres did not reply before the deadline`, {
    outcome,
  });
}
