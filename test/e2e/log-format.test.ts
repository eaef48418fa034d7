// The form of the log, and of the error of a failed start: JSON where programs read it, text for people.
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { ensureBuilt, ProcessFixture } from "./sidecar-process.ts";

beforeAll(ensureBuilt, 120_000);

let fixture: ProcessFixture;
beforeEach(() => {
  fixture = new ProcessFixture();
});
afterEach(() => fixture.dispose());

async function failedStart(...words: readonly string[]): Promise<string> {
  await fixture.start();
  const second = fixture.spawn(words);
  expect((await second.exit).code).toBe(1);
  expect(second.stdout).toBe("");
  return second.stderr;
}

test("the error of a failed start is one line of text without a stack with --log-as-json=false", async () => {
  const text = await failedStart("--log-as-json=false");
  expect(text).toMatch(/^\d\d:\d\d:\d\d\.\d{3} FATAL cannot start: .* is in use by process \d+ .*\n$/);
});

test.each([[["--log-as-json"]], [[]]])(
  "with %j it is JSON where standard error is not a terminal",
  async (words) => {
    const [line = "", ...others] = (await failedStart(...words)).split("\n");
    expect(others).toEqual([""]);
    const { time: _, ...fields } = JSON.parse(line) as Record<string, unknown>;
    expect(fields).toEqual({
      level: "fatal",
      app: "app",
      message: expect.stringMatching(/^cannot start: .* is in use by process/),
    });
  },
);
