// Requests under way on a Redis connection, beside a set of the same.
import fc from "fast-check";
import { expect, it } from "vitest";
import { type InFlight, notInFlight, RequestsInFlight } from "./redis-in-flight.ts";

it("holds what a set would, whatever comes and goes in whatever order", () => {
  const places = fc.array(fc.nat(20), { maxLength: 200 });
  fc.assert(
    fc.property(places, (turns) => {
      const all: InFlight[] = Array.from({ length: 21 }, (_, leftAt) => ({ place: notInFlight, leftAt }));
      const [ours, model] = [new RequestsInFlight<InFlight>(), new Set<InFlight>()];
      for (const turn of turns) {
        const request = all[turn] as InFlight;
        if (model.delete(request)) ours.delete(request);
        else {
          ours.delete(request);
          ours.add(request);
          model.add(request);
        }
        expect(ours.size).toBe(model.size);
        expect(new Set(ours)).toEqual(model);
        const times = [...model].map(({ leftAt }) => leftAt);
        expect(ours.oldestLeftAt).toBe(Math.min(Number.POSITIVE_INFINITY, ...times));
      }
    }),
  );
});
