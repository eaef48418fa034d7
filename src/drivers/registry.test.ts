// The registry finds manifests by name, URL scheme and component type, and loads drivers.
import { expect, it } from "vitest";
import {
  driverManifests,
  driverNames,
  findComponentType,
  findDriver,
  findDriverByScheme,
  impliedComponentType,
  loadDriver,
} from "./registry.ts";

const everyComponent = driverManifests.flatMap(({ name, components }) =>
  components.flatMap(({ type, versions }) => versions.map((version) => ({ name, type, version }))),
);

it("loads every driver under the name of its manifest", async () => {
  expect(driverNames).toEqual(["embedded", "memory", "postgres", "redis"]);
  for (const name of driverNames) expect((await loadDriver(name)).name).toBe(name);
});

it("rejects an unknown name with the names that exist", async () => {
  for (const name of ["oracle", "", "constructor", "__proto__"]) {
    expect(findDriver(name)).toBeUndefined();
    const error = { code: "invalid", violations: [{ path: ["driver"] }] };
    await expect(loadDriver(name)).rejects.toMatchObject(error);
  }
  await expect(loadDriver("oracle")).rejects.toThrow(/"oracle".* are .*memory/);
});

it("finds each driver by each of its schemes, and no scheme stands for two", () => {
  const schemes = driverManifests.flatMap((manifest) => manifest.schemes);
  expect(new Set(schemes).size).toBe(schemes.length);
  for (const manifest of driverManifests) {
    for (const scheme of manifest.schemes) expect(findDriverByScheme(scheme)).toBe(manifest);
  }
  expect(findDriverByScheme("mysql")).toBeUndefined();
  expect(findDriverByScheme("constructor")).toBeUndefined();
});

it("finds each component by its type and version, and none stands for two drivers", () => {
  const names = everyComponent.map(({ type, version }) => `${type}/${version}`);
  expect(new Set(names).size).toBe(names.length);
  for (const { name, type, version } of everyComponent) {
    expect(findComponentType(type, version)?.manifest.name).toBe(name);
  }
  expect(findComponentType("state.cockroachdb", "v1")).toBeUndefined();
  expect(findComponentType("state.postgresql", "v3")).toBeUndefined();
});

it.each([
  ["memory", {}, "state.in-memory", "v1"],
  ["embedded", { path: "/data" }, "state.pillion", "v1"],
  ["redis", { url: "redis://cache" }, "state.redis", "v1"],
  ["postgres", {}, "state.postgresql", "v2"],
  ["postgres", { Layout: "v1" }, "state.postgresql", "v1"],
  ["postgres", { layout: "v2" }, "state.postgresql", "v2"],
  ["postgres", { layout: "v9" }, "state.postgresql", "v2"],
])("a store of %s with the options %j is the component %s/%s", (name, options, type, version) => {
  const manifest = findDriver(name);
  if (manifest === undefined) throw new Error(`no driver ${name}`);
  const component = impliedComponentType(manifest, options);
  expect([component.type, component.versions[0]]).toEqual([type, version]);
});

it.each([
  ["memory", {}],
  ["memory:?sweepIntervalMs=5", { sweepIntervalMs: "5" }],
  ["embedded:", {}],
  ["embedded:./cart?sweepIntervalMs=5", { sweepIntervalMs: "5", path: "./cart" }],
  ["rediss://cache?index=true", { url: "rediss://cache?index=true" }],
  ["postgresql://db/app?layout=v1", { url: "postgresql://db/app", layout: "v1" }],
])("the URL %s has the options %j", (url, options) => {
  const [scheme = ""] = url.split(":");
  expect(findDriverByScheme(scheme)?.readUrl(url)).toEqual({ options, violations: [] });
});
