// Every driver, one line each. Only manifests are imported here: a driver and its
// library are loaded when a store needs them, so that a process pays only for
// what it uses.
import { violationError } from "../model/errors.ts";
import type { ComponentType, Driver, DriverManifest, RawOptions } from "../store/driver.ts";
import { embeddedManifest } from "./embedded/embedded-manifest.ts";
import { memoryManifest } from "./memory/memory-manifest.ts";
import { postgresManifest } from "./postgres/postgres-manifest.ts";
import { redisManifest } from "./redis/redis-manifest.ts";

/** The manifests of all drivers, in the order of their names. */
export const driverManifests: readonly DriverManifest[] = [
  embeddedManifest,
  memoryManifest,
  postgresManifest,
  redisManifest,
];

/** A component type and the driver that serves it. */
export interface ServedComponent {
  readonly manifest: DriverManifest;
  readonly component: ComponentType;
}

const byName = new Map(driverManifests.map((manifest) => [manifest.name, manifest]));
const byScheme = new Map(
  driverManifests.flatMap((manifest) => manifest.schemes.map((scheme) => [scheme, manifest])),
);
const byComponent = new Map(
  driverManifests.flatMap((manifest) =>
    manifest.components.flatMap((component) =>
      component.versions.map((version) => [`${component.type}/${version}`, { manifest, component }]),
    ),
  ),
);

/** The names of all drivers, in order. */
export const driverNames: readonly string[] = [...byName.keys()];

/** The driver of this name, or undefined. */
export function findDriver(name: string): DriverManifest | undefined {
  return byName.get(name);
}

/** The driver whose URLs begin with this scheme, which is written without a colon; or undefined. */
export function findDriverByScheme(scheme: string): DriverManifest | undefined {
  return byScheme.get(scheme);
}

/** The driver and component type that serve a Dapr component of this type and version, both in lower case, the version empty if the file has none; or undefined. */
export function findComponentType(type: string, version: string): ServedComponent | undefined {
  return byComponent.get(`${type}/${version}`);
}

/** The component type that a store of this driver without a component file is treated as. */
export function impliedComponentType(manifest: DriverManifest, options: RawOptions): ComponentType {
  const given = new Map(Object.entries(options).map(([name, value]) => [name.toLowerCase(), value]));
  const agrees = ({ options: implied = {} }: ComponentType) =>
    Object.entries(implied).every(([name, value]) =>
      [undefined, value].includes(textOf(given.get(name.toLowerCase()))),
    );
  return manifest.components.find(agrees) ?? manifest.components[0];
}

function textOf(value: unknown): string | undefined {
  return value === undefined ? undefined : String(value);
}

/** Loads the driver of this name with its library. Rejects with `invalid` and the known names if there is none. */
export async function loadDriver(name: string): Promise<Driver<unknown>> {
  const manifest = byName.get(name);
  if (manifest !== undefined) return manifest.load();
  const description = `there is no "${name}"; the drivers are ${driverNames.join(", ")}`;
  throw violationError([{ path: ["driver"], description }]);
}
