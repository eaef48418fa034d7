// Programs from Go modules, built once into .cache/.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "./stamp.mjs";

/** A program that cannot be built. The message says why. */
export class MissingProgramError extends Error {
  name = "MissingProgramError";
}

/** Returns the path of a folder for one tool's files, `.cache/NAME`. */
export function cacheOf(name) {
  const folder = join(root, ".cache", name);
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** Returns the path of a program, built if it is missing. Throws MissingProgramError. */
export function goProgram(name, source) {
  const folder = cacheOf(name);
  const program = join(folder, process.platform === "win32" ? `${name}.exe` : name);
  if (existsSync(program)) return program;
  const go = spawnSync("go", ["install", source], {
    env: { ...process.env, GOBIN: folder },
    stdio: ["ignore", "ignore", "inherit"],
  });
  if (go.error?.code === "ENOENT")
    throw new MissingProgramError(`cannot build ${name}: Go is not installed. Install Go 1.24 or newer.`);
  if (go.error !== undefined || go.status !== 0)
    throw new MissingProgramError(`cannot build ${name}: go install ${source} failed. See its output above.`);
  return program;
}

/** Returns the path of grpcurl, built if it is missing. Throws MissingProgramError. */
export function grpcurlProgram() {
  return goProgram("grpcurl", "github.com/fullstorydev/grpcurl/cmd/grpcurl@v1.9.4");
}

/** Runs `find`; if the program is missing, prints why and exits with 2. */
export function programOrExit(find) {
  try {
    return find();
  } catch (thrown) {
    if (!(thrown instanceof MissingProgramError)) throw thrown;
    console.error(thrown.message);
    process.exit(2);
  }
}
