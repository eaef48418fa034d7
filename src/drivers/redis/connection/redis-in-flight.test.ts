// Requests in flight on a Redis connection, compared with a set.
import fc from "fast-check";
import { expect, it } from "vitest";
import { type InFlight, notInFlight, RequestsInFlight } from "./redis-in-flight.ts";

it("holds the same requests as a set, whatever is added and removed in whatever order", () => {
  const indexes = fc.array(fc.nat(20), { maxLength: 200 });
  fc.assert(
    fc.property(indexes, (toggled) => {
      const all: InFlight[] = Array.from({ length: 21 }, (_, sentAt) => ({ index: notInFlight, sentAt }));
      const [inFlight, model] = [new RequestsInFlight<InFlight>(), new Set<InFlight>()];
      for (const index of toggled) {
        const request = all[index] as InFlight;
        if (model.delete(request)) inFlight.delete(request);
        else {
          inFlight.delete(request);
          inFlight.add(request);
          model.add(request);
        }
        expect(inFlight.size).toBe(model.size);
        expect(new Set(inFlight)).toEqual(model);
        const times = [...model].map(({ sentAt }) => sentAt);
        expect(inFlight.oldestSentAt).toBe(Math.min(Number.POSITIVE_INFINITY, ...times));
      }
    }),
  );
});
