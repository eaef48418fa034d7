// Every driver manifest names quirks that exist.
import { expect, test } from "vitest";
import { driverManifests } from "../../../src/index.ts";
import { quirksOf } from "./dapr-quirks.ts";

const components = driverManifests.flatMap(({ components }) =>
  components.flatMap(({ type, versions }) => versions.map((version) => ({ type, version }))),
);

test.each(components)('$type of version "$version" has quirks', (component) => {
  expect(quirksOf(component)).toMatchObject({ etagForm: expect.any(String) });
});

test("a component that no driver serves has those of the in-memory component", () => {
  const inMemory = quirksOf({ type: "state.in-memory", version: "v1" });
  expect(quirksOf({ type: "state.unknown", version: "v1" })).toBe(inMemory);
});
