// Says whether the bundle is what the sources would give: it keeps the hashes
// of everything the bundle was made from. Plain Node, so that it works before
// anything is installed.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's root, with a slash at its end. */
export const root = fileURLToPath(new URL("..", import.meta.url));

const stampFile = join(root, "dist/.stamp.json");

// What decides about the bundle without being part of it.
const alwaysInputs = ["scripts/build.mjs", "scripts/stamp.mjs", "package-lock.json", "package.json"];

function hashOf(path) {
  const file = join(root, path);
  return existsSync(file) ? createHash("sha256").update(readFileSync(file)).digest("hex") : "missing";
}

/** Notes what the bundle was made from: paths relative to the root. */
export function writeStamp(inputs, outputs) {
  const paths = [...new Set([...inputs, ...alwaysInputs])].sort();
  const hashes = Object.fromEntries(paths.map((path) => [path, hashOf(path)]));
  writeFileSync(stampFile, `${JSON.stringify({ inputs: hashes, outputs }, null, 1)}\n`);
}

/** Why the bundle has to be made again; undefined if it is as it should be. */
export function staleReason() {
  let stamp;
  try {
    stamp = JSON.parse(readFileSync(stampFile, "utf8"));
  } catch {
    return "it was not built yet";
  }
  const lost = stamp.outputs.find((path) => !existsSync(join(root, path)));
  if (lost !== undefined) return `${lost} is missing`;
  const changed = Object.entries(stamp.inputs).find(([path, hash]) => hashOf(path) !== hash);
  return changed === undefined ? undefined : `${changed[0]} has changed`;
}
