// Finds a daprd: the program that TEST_DAPRD names, one on PATH, or one that is
// built once from Dapr's Go module, with only the components that the tests use.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { delimiter, join } from "node:path";

const module = "github.com/dapr/dapr";
const release = "v1.18.2";

// With all components the build would take many times as long.
const keptComponents =
  /^(state_redis|state_postgres|state_in-memory|secretstores_local_\w+|nameresolution_mdns|zz_notag)\.go$/;

/** No usable daprd. The message says why, and how to get one. */
export class MissingDaprdError extends Error {
  name = "MissingDaprdError";

  constructor(reason) {
    super(`daprd: ${reason}.
Do one of these:
  - set TEST_DAPRD=/path/to/daprd
  - put a daprd 1.18 on PATH (https://github.com/dapr/dapr/releases)
  - install Go: daprd is then built once from ${module} ${release}, which takes some minutes`);
  }
}

/** Returns the path and the version of a daprd that runs. Throws MissingDaprdError. */
export function daprdProgram(environment, cache) {
  const program = found(environment, cache);
  const { status, stdout } = spawnSync(program, ["--version"], { encoding: "utf8" });
  if (status !== 0) throw new MissingDaprdError(`${program} --version failed`);
  const version = stdout.trim();
  // A daprd built by hand may report "edge".
  if (/^\d/.test(version) && !version.startsWith("1.18."))
    throw new MissingDaprdError(`${program} has version ${version}, but the tests need 1.18`);
  return { program, version };
}

function found(environment, cache) {
  const named = environment.TEST_DAPRD ?? "";
  if (named === "") return onPath(environment) ?? built(environment, cache);
  if (existsSync(named)) return named;
  throw new MissingDaprdError(`TEST_DAPRD names ${named}, which does not exist`);
}

function onPath({ PATH = "" }) {
  const folders = PATH.split(delimiter).filter((folder) => folder !== "");
  return folders.map((folder) => join(folder, "daprd")).find((file) => existsSync(file));
}

function go(words, cwd, environment) {
  const { error, status, stdout } = spawnSync("go", words, {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
    cwd,
    env: environment,
  });
  if (error?.code === "ENOENT")
    throw new MissingDaprdError("TEST_DAPRD is not set, daprd is not on PATH, and Go is not installed");
  if (error !== undefined || status !== 0) throw new MissingDaprdError(`go ${words.join(" ")} failed`);
  return stdout;
}

function built(environment, cache) {
  const folder = join(cache, "daprd", release);
  const program = join(folder, "daprd");
  if (existsSync(program)) return program;
  mkdirSync(folder, { recursive: true });
  const download = go(["mod", "download", "-json", `${module}@${release}`], folder, environment);
  console.log(`Building daprd ${release} into .cache/. This takes some minutes.`);
  const source = join(folder, "source");
  rmSync(source, { recursive: true, force: true });
  cpSync(JSON.parse(download).Dir, source, { recursive: true });
  // Files in Go's module cache are read-only, and so are copies of them.
  spawnSync("chmod", ["-R", "u+w", source]);
  const components = join(source, "cmd", "daprd", "components");
  for (const name of readdirSync(components)) if (!keptComponents.test(name)) rmSync(join(components, name));
  const flags = `-s -w -X ${module}/pkg/buildinfo.version=${release.slice(1)}`;
  const words = ["build", "-tags", "allcomponents", "-ldflags", flags, "-o", program, "./cmd/daprd"];
  go(words, source, { ...environment, CGO_ENABLED: "0" });
  rmSync(source, { recursive: true, force: true });
  return program;
}
