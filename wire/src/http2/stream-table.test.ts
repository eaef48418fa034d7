// The table of streams against a Map, under any history.
import fc from "fast-check";
import { expect, test } from "vitest";
import { StreamTable } from "./stream-table.ts";

test("any history of streams gives the same result as a Map", () => {
  const id = fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 2 ** 31 - 1 }));
  const step = fc.record({ id, opens: fc.boolean() });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 400 }), (steps) => {
      const table = new StreamTable<{ id: number }>();
      const model = new Map<number, { id: number }>();
      for (const { id, opens } of steps) {
        if (opens && !model.has(id)) {
          const stream = { id };
          model.set(id, stream);
          table.add(stream);
        } else if (!opens) {
          model.delete(id);
          table.delete(id);
        }
        expect(table.size).toBe(model.size);
        expect(table.get(id)).toBe(model.get(id));
      }
      expect(table.values()).toEqual([...model.values()].sort((one, other) => one.id - other.id));
      for (const id of model.keys()) expect(table.get(id)).toBe(model.get(id));
    }),
  );
});

test("many concurrent streams are all found, and all can be deleted", () => {
  const table = new StreamTable<{ id: number }>();
  for (let id = 1; id < 10_000; id += 2) table.add({ id });
  for (let id = 1; id < 10_000; id += 2) expect(table.get(id)?.id).toBe(id);
  for (let id = 1; id < 10_000; id += 2) table.delete(id);
  expect(table.size).toBe(0);
  expect(table.values()).toEqual([]);
});
