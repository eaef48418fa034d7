// HTTP statuses and resets map to the gRPC codes of the specification.
import { expect, test } from "vitest";
import { statusOfHttp, statusOfReset } from "./http-status.ts";
import { statusName } from "./status.ts";

test("HTTP statuses are mapped as in the specification's table", () => {
  const names = [400, 401, 403, 404, 429, 502, 503, 504, 200, 302, 418, 500].map((status) =>
    statusName(statusOfHttp(status)),
  );
  expect(names).toEqual([
    "INTERNAL",
    "UNAUTHENTICATED",
    "PERMISSION_DENIED",
    "UNIMPLEMENTED",
    "UNAVAILABLE",
    "UNAVAILABLE",
    "UNAVAILABLE",
    "UNAVAILABLE",
    "UNKNOWN",
    "UNKNOWN",
    "UNKNOWN",
    "UNKNOWN",
  ]);
});

test("stream resets are mapped as in the specification's table", () => {
  const special = new Map([
    [7, "UNAVAILABLE"],
    [8, "CANCELLED"],
    [11, "RESOURCE_EXHAUSTED"],
    [12, "PERMISSION_DENIED"],
    [14, "UNKNOWN"],
    [4_000_000_000, "UNKNOWN"],
  ]);
  for (const code of [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 4_000_000_000]) {
    expect(statusName(statusOfReset(code)), `code ${code}`).toBe(special.get(code) ?? "INTERNAL");
  }
});
