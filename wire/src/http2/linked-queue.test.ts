// The linked queue behaves like an insertion-ordered Set.
import fc from "fast-check";
import { expect, test } from "vitest";
import { LinkedQueue, type QueueNode } from "./linked-queue.ts";

test("any sequence of additions and removals leaves the same entries, in the same order, as a Set", () => {
  const step = fc.oneof(
    fc.record({ type: fc.constant("add" as const) }),
    fc.record({ type: fc.constant("shift" as const) }),
    fc.record({ type: fc.constant("remove" as const), at: fc.nat(40) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 100 }), (steps) => {
      const line = new LinkedQueue<object>();
      const model = new Set<object>();
      const nodes: (readonly [object, QueueNode<object>])[] = [];
      for (const each of steps) {
        if (each.type === "add") {
          const entry = { number: nodes.length };
          nodes.push([entry, line.add(entry)]);
          model.add(entry);
        } else if (each.type === "shift") {
          const [oldest] = model;
          expect(line.first).toBe(oldest);
          expect(line.shift()).toBe(oldest);
          if (oldest !== undefined) model.delete(oldest);
        } else {
          const known = nodes[each.at];
          // Including entries that were removed already.
          if (known !== undefined) expect(line.remove(known[1])).toBe(model.delete(known[0]));
        }
        expect(line.size).toBe(model.size);
        expect(line.values()).toEqual([...model]);
      }
    }),
  );
});

test("a removed node refers to no other node", () => {
  const line = new LinkedQueue<string>();
  const [first, second] = [line.add("first"), line.add("second")];
  line.remove(first);
  expect(first.next).toBe(first);
  expect(first.previous).toBe(first);
  expect(second.entry).toBe("second");
});
