// Installs the packages of the lockfile if any is missing. Uses only Node's own
// modules, because it runs before anything is installed.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./stamp.mjs";

const nodeMin = [20, 19];

/** Exits with a message if this Node is too old. */
export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > nodeMin[0] || (major === nodeMin[0] && minor >= nodeMin[1])) return;
  console.error(
    `Pillion needs Node ${nodeMin.join(".")} or newer; this is ${process.versions.node} (${process.execPath}).`,
  );
  process.exit(1);
}

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(join(root, file), "utf8")).packages ?? {};
  } catch {
    return undefined;
  }
}

/** Says why the installed packages do not match the lockfile; undefined if they do. */
export function installReason() {
  const wanted = packagesOf("package-lock.json") ?? {};
  const installed = packagesOf("node_modules/.package-lock.json");
  if (installed === undefined) return "node_modules is missing";
  for (const [path, { version, link, optional, inBundle }] of Object.entries(wanted)) {
    if (!path.includes("node_modules/") || inBundle) continue;
    const there = installed[path];
    // Optional packages for other platforms are never installed.
    if (there === undefined && optional) continue;
    if (there === undefined || !existsSync(join(root, path))) return `${path} is missing`;
    if (!link && there.version !== version) return `${path} is ${there.version}, not ${version}`;
  }
  return undefined;
}

/** Installs if necessary. If that fails, exits with npm's exit code. */
export function install() {
  const reason = installReason();
  if (reason === undefined) return;
  console.error(`Installing: ${reason}.`);
  const npm = process.env.npm_execpath;
  const [command, first] = npm?.endsWith(".js") ? [process.execPath, [npm]] : ["npm", []];
  const args = [...first, "ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"];
  // npm's output goes to standard error: standard output belongs to the program that runs next.
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: ["ignore", 2, 2],
    shell: process.platform === "win32" && command === "npm",
  });
  if (status === 0) return;
  console.error(`npm ci failed${error ? `: ${error.message}` : ""}. See its output above.`);
  process.exit(status || 1);
}
