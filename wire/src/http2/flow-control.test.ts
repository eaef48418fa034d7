// Windows: what may be sent, what may be received, and when credit is returned.
import fc from "fast-check";
import { expect, test } from "vitest";
import { openSendWindow, ReceiveWindow } from "./flow-control.ts";

test("credit is returned in portions of at least half of the window", () => {
  const window = new ReceiveWindow(1000);
  expect(window.receive(400)).toBe(true);
  expect(window.release(400)).toBe(0);
  expect(window.receive(100)).toBe(true);
  expect(window.release(100)).toBe(500);
});

test("bytes beyond the window are detected", () => {
  const window = new ReceiveWindow(1000);
  expect(window.receive(1000)).toBe(true);
  expect(window.receive(1)).toBe(false);
});

test("a peer within its credit is never rejected, and never gets more than the window", () => {
  fc.assert(
    fc.property(fc.integer({ min: 10, max: 5000 }), fc.array(fc.nat(5000)), (windowBytes, sizes) => {
      const window = new ReceiveWindow(windowBytes);
      let open = windowBytes;
      let held = 0;
      for (const size of sizes) {
        const sent = Math.min(size, open);
        expect(window.receive(sent)).toBe(true);
        open -= sent;
        held += sent;
        const released = Math.min(held, Math.ceil(size / 2));
        held -= released;
        open += window.release(released);
        expect(open + held).toBeLessThanOrEqual(windowBytes);
      }
      // After everything was released, something can always be sent again.
      open += window.release(held);
      expect(open).toBeGreaterThan(0);
    }),
  );
});

test("a send window opens up to 2^31-1, and from a negative value", () => {
  expect(openSendWindow(-5, 3)).toBe(-2);
  expect(openSendWindow(0x7ffffffe, 1)).toBe(0x7fffffff);
  expect(() => openSendWindow(0x7fffffff, 1)).toThrow("window");
});
