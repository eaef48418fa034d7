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

test("with a full disk every line of the log is JSON, and the process serves on", async () => {
  const sidecar = fixture.spawn([], {}, "ulimit -S -f 8192");
  await sidecar.running();
  const value = "x".repeat(1_000_000);
  const errors: unknown[] = [];
  for (let index = 0; index < 12; index++) {
    await sidecar.set(`k${index}`, value).catch((error: unknown) => errors.push(error));
  }
  expect(errors.length).toBeGreaterThan(1);
  expect(await sidecar.get("k0")).toBe(value);
  await sidecar.end();
  const lines = sidecar.stderr.trimEnd().split("\n");
  expect(lines.filter((line) => !line.startsWith('{"level":'))).toEqual([]);
  const printed = sidecar.log().filter(({ message }) => message === "a library printed a message");
  expect(printed).toEqual([expect.objectContaining({ text: expect.stringContaining("Input/output error") })]);
});

test("the error of a failed start is one line of text without a stack with --log-as-json=false", async () => {
  const text = await failedStart("--log-as-json=false");
  expect(text).toMatch(
    /^\d\d:\d\d:\d\d\.\d{3} FATAL cannot start: store "statestore": data directory .* is in use by process \d+ .*\n$/,
  );
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
