// A line of the log for people.
import { expect, test } from "vitest";
import { textLine } from "./text-line.ts";

const line = (fields: object) =>
  textLine(
    `${JSON.stringify({ level: "warn", time: "2026-11-28T16:57:51.123Z", app: "cart", ...fields })}\n`,
  );

test("it has time, level, message and details", () => {
  expect(line({ store: "a", reason: "two words", attempts: 3, message: "not serving" })).toBe(
    '16:57:51.123 WARN  not serving store=a reason="two words" attempts=3\n',
  );
});

test("an error is its message with those of its causes, and its stack on lines of its own", () => {
  const cause = {
    type: "Error",
    message: "lost",
    stack: "Error: lost\n    at a (b.js:1:2)",
    cause: { message: "reset" },
  };
  expect(line({ level: "error", cause, message: "a call failed" })).toBe(
    "16:57:51.123 ERROR a call failed (lost: reset)\n    at a (b.js:1:2)\n",
  );
  expect(line({ level: "fatal", cause: { message: "lost" }, message: "cannot start: lost" })).toBe(
    "16:57:51.123 FATAL cannot start: lost\n",
  );
});

test("control characters of a message, a cause or a detail reach no terminal", () => {
  const cause = { message: "\u001b[2Jgone\nFATAL forged" };
  expect(line({ cause, message: "failed", text: "\u009b2J" })).toBe(
    '16:57:51.123 WARN  failed text="\\u009b2J" (\\u001b[2Jgone\\u000aFATAL forged)\n',
  );
});

test("a line that is not JSON stays as it is", () => expect(textLine("x\n")).toBe("x\n"));
