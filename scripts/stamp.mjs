// Tells whether the bundle is up to date, by the hashes of the files that it was
// built from. Uses only Node's own modules, so that it works before anything is
// installed.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The root of the repository, with a trailing slash. */
export const root = fileURLToPath(new URL("..", import.meta.url));

const stampFile = join(root, "dist/.stamp.json");

// Files that affect the bundle without being part of it.
const alwaysInputs = [
  "scripts/build.mjs",
  "scripts/node-flags.mjs",
  "scripts/stamp.mjs",
  "package-lock.json",
  "package.json",
];

function hashOf(path) {
  const file = join(root, path);
  return existsSync(file) ? createHash("sha256").update(readFileSync(file)).digest("hex") : "missing";
}

/** Records what the bundle was built from and its output files, as paths relative to the root. */
export function writeStamp(inputs, outputs) {
  const paths = [...new Set([...inputs, ...alwaysInputs])].sort();
  const hashes = Object.fromEntries(paths.map((path) => [path, hashOf(path)]));
  writeFileSync(stampFile, `${JSON.stringify({ inputs: hashes, outputs }, null, 1)}\n`);
}

/** Says why the bundle has to be built again; undefined if it is up to date. */
export function staleReason() {
  let stamp;
  try {
    stamp = JSON.parse(readFileSync(stampFile, "utf8"));
  } catch {
    return "it has not been built yet";
  }
  const lost = stamp.outputs.find((path) => !existsSync(join(root, path)));
  if (lost !== undefined) return `${lost} is missing`;
  const changed = Object.entries(stamp.inputs).find(([path, hash]) => hashOf(path) !== hash);
  return changed === undefined ? undefined : `${changed[0]} has changed`;
}
