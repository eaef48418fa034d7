// What a line of the log contains, and what it must not contain.
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Secret } from "../config/index.ts";
import { createLog, type Log } from "./index.ts";

let folder: string;
let descriptor: number;
let log: Log;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pillion-log-"));
  descriptor = openSync(join(folder, "log"), "w");
  log = createLog({ level: "info", descriptor, fields: { app: "cart" } });
});
afterEach(() => {
  closeSync(descriptor);
  rmSync(folder, { recursive: true, force: true });
});

async function lines(): Promise<Record<string, unknown>[]> {
  await log.flush();
  const text = readFileSync(join(folder, "log"), "utf8");
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

test("a line is JSON with level, time, app, message and details", async () => {
  log.warn("the store is not serving", { store: "a", attempts: 3n });
  log.debug("not at this level");
  expect(await lines()).toEqual([
    {
      level: "warn",
      time: expect.stringMatching(/^\d{4}-.*Z$/),
      app: "cart",
      store: "a",
      attempts: "3",
      message: "the store is not serving",
    },
  ]);
});

test("bytes become their count and secrets a fixed word, at any depth", async () => {
  const bytes = Buffer.from("canary");
  log.info("x", { bytes, deep: { list: [bytes, new Secret("canary")] }, token: new Secret("canary") });
  const [line] = await lines();
  expect(line).toMatchObject({
    bytes: "[6 bytes]",
    deep: { list: ["[6 bytes]", "[secret]"] },
    token: "[secret]",
  });
  expect(JSON.stringify(line)).not.toMatch(/canary|Y2FuYXJ5|99,97,110/);
});

test("an error becomes its type, message, code and causes, without fields added by a library", async () => {
  const cause = Object.assign(new Error("duplicate key"), {
    code: "23505",
    detail: "Key (k)=(canary)",
    parameters: ["canary"],
  });
  log.error("failed", {}, new Error("internal error", { cause }));
  const [line] = await lines();
  expect(line).toMatchObject({
    cause: {
      type: "Error",
      message: "internal error",
      cause: { type: "Error", message: "duplicate key", code: "23505" },
    },
  });
  expect(JSON.stringify(line)).not.toContain("canary");
});

test("lines that report bugs have a stack, lines that report outages have none", async () => {
  for (const level of ["info", "warn", "error", "fatal"] as const) log[level]("x", {}, new Error("gone"));
  const stacked = (await lines()).map(({ level, cause }) => [level, Object.hasOwn(cause as object, "stack")]);
  expect(stacked).toEqual([
    ["info", false],
    ["warn", false],
    ["error", true],
    ["fatal", true],
  ]);
});

test("a circular, very long or very wide value makes a bounded line", async () => {
  const circle: Record<string, unknown> = { text: "x".repeat(100_000) };
  circle.self = circle;
  const error = new Error("y".repeat(100_000));
  error.cause = error;
  log.info("x", { circle, many: Array.from({ length: 10_000 }, (_, index) => index) }, error);
  const [line] = await lines();
  expect(JSON.stringify(line).length).toBeLessThan(30_000);
});
