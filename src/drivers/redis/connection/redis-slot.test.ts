// Hash slots, against the examples of the cluster specification.
import fc from "fast-check";
import { expect, test } from "vitest";
import { slotCount, slotOf, tagOfSlot } from "./redis-slot.ts";

test("the check value of the specification", () => {
  expect(slotOf("123456789")).toBe(0x31c3 % slotCount);
});

test("keys with the same tag are in the same slot, and an empty tag does not count", () => {
  expect(slotOf("{user1000}.following")).toBe(slotOf("{user1000}.followers"));
  expect(slotOf("foo{{bar}}zap")).toBe(slotOf("{bar"));
  expect(slotOf("foo{bar}{zap}")).toBe(slotOf("bar"));
  expect(slotOf("foo{}{bar}")).not.toBe(slotOf("bar"));
});

test("every slot has a tag, and a key with it in braces is in that slot", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: slotCount - 1 }), fc.string(), (slot, rest) => {
      expect(slotOf(`||pillion||once||{${tagOfSlot(slot)}}${rest}`)).toBe(slot);
    }),
    { numRuns: 300 },
  );
});
