// The driver of a store and its options, from a store's URL or from a driver's name. Schemes and drivers come from the
// drivers' manifests. A URL may contain a password, so no violation quotes one.
import { resolve } from "node:path";
import {
  type DriverManifest,
  driverManifests,
  findDriver,
  findDriverByScheme,
  type RawOptions,
  type Violation,
} from "../../../src/index.ts";
import { nearestName } from "../violation.ts";

/** A driver and the options for it. */
export interface DriverChoice {
  readonly driver: string;
  readonly options: RawOptions;
  /** Violations of options in the URL. The driver checks the other options. */
  readonly violations?: readonly Violation[];
}

/** The default folder of a store's files. */
export interface StorePlace {
  readonly storeName: string;
  readonly dataDir: string;
}

/** The driver of this name with these options. A driver that does not exist is found when it is loaded. */
export function chooseDriver(driver: string, options: RawOptions, place: StorePlace): DriverChoice {
  const manifest = findDriver(driver);
  return { driver, options: manifest === undefined ? options : withPath(manifest, options, place) };
}

// A path is made absolute. By default it is a folder of the data directory with the store's name.
function withPath({ pathOption }: DriverManifest, options: RawOptions, place: StorePlace): RawOptions {
  if (pathOption === undefined) return options;
  const path = options[pathOption] ?? resolve(place.dataDir, place.storeName);
  return { ...options, [pathOption]: typeof path === "string" ? resolve(path) : path };
}

/** The folder that a store's driver keeps its files in; undefined if it keeps none. */
export function filesOf({ driver, options }: DriverChoice): unknown {
  const pathOption = findDriver(driver)?.pathOption;
  return pathOption === undefined ? undefined : options[pathOption];
}

/**
 * A store's URL as driver and options, or its violations if it cannot be read as a whole. Violations are of `url` or of an option
 * in it. `others` are options from outside the URL; they win over those in it.
 */
export function readStoreUrl(
  url: string,
  place: StorePlace,
  others: RawOptions = {},
): DriverChoice | readonly Violation[] {
  const manifest = driverOf(url);
  if (manifest === undefined) return [{ path: ["url"], description: schemeProblem(url) }];
  const { options, violations } = manifest.readUrl(url);
  if (violations.some(({ path }) => path[0] === "url")) return violations;
  return { driver: manifest.name, options: withPath(manifest, { ...options, ...others }, place), violations };
}

const schemeOf = (url: string): string | undefined => /^([a-z][a-z0-9+.-]*):/.exec(url)?.[1];

// YAML does not accept "memory:" without quotes, so the scheme alone means the same.
function driverOf(url: string): DriverManifest | undefined {
  return findDriverByScheme(schemeOf(url) ?? url);
}

function schemeProblem(url: string): string {
  const schemes = driverManifests.flatMap((manifest) => manifest.schemes);
  const expected = `must begin with one of ${schemes.map((scheme) => `${scheme}:`).join(", ")}`;
  const given = schemeOf(url);
  if (given === undefined) return expected;
  const meant = nearestName(given, schemes);
  return `${expected}, not with "${given}:"${meant === undefined ? "" : `; did you mean ${meant}:?`}`;
}
