// `npm run daprd [-- ARGUMENTS]`: tests Pillion against a real daprd 1.18, side
// by side and on the same records. Arguments go to vitest. It takes the program
// that TEST_DAPRD names, or one on PATH, or builds one from Dapr's Go module
// into .cache/, once. Exits with 2, saying how to get one, if it has none.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { delimiter, join } from "node:path";
import { buildIfStale } from "./build.mjs";
import { root } from "./stamp.mjs";

const module = "github.com/dapr/dapr";
const release = "v1.18.2";

// The components that the tests use; the others would make the build many times as long.
const keptComponents =
  /^(state_redis|state_postgres|state_in-memory|secretstores_local_\w+|nameresolution_mdns|zz_notag)\.go$/;

const advice = `Three ways to have one:
  - TEST_DAPRD=/path/to/daprd npm run daprd
  - a daprd on PATH (https://github.com/dapr/dapr/releases, 1.18)
  - Go on PATH: it is then built from ${module} ${release}, which takes some minutes once`;

function fail(reason) {
  console.error(`daprd: ${reason}.\n${advice}`);
  process.exit(2);
}

function versionOf(program) {
  const { status, stdout } = spawnSync(program, ["--version"], { encoding: "utf8" });
  return status === 0 ? stdout.trim() : undefined;
}

function onPath(name) {
  const places = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  return places.map((folder) => join(folder, name)).find((file) => existsSync(file));
}

function go(words, options = {}) {
  const { error, status, stdout } = spawnSync("go", words, {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
    ...options,
  });
  if (error?.code === "ENOENT")
    fail("it is neither named by TEST_DAPRD nor on PATH, and there is no Go here");
  if (status !== 0) fail(`go ${words.join(" ")} failed`);
  return stdout;
}

/** Builds the program with the few components that the tests use. */
function built() {
  const folder = join(root, ".cache", "daprd", release);
  const program = join(folder, "daprd");
  if (existsSync(program)) return program;
  mkdirSync(folder, { recursive: true });
  const { Dir } = JSON.parse(go(["mod", "download", "-json", `${module}@${release}`], { cwd: folder }));
  console.log(`building daprd ${release} into .cache/, which takes some minutes`);
  const source = join(folder, "source");
  rmSync(source, { recursive: true, force: true });
  cpSync(Dir, source, { recursive: true });
  // What the module cache holds is read-only, and so is its copy.
  spawnSync("chmod", ["-R", "u+w", source]);
  const components = join(source, "cmd", "daprd", "components");
  for (const name of readdirSync(components)) if (!keptComponents.test(name)) rmSync(join(components, name));
  const flags = `-s -w -X github.com/dapr/dapr/pkg/buildinfo.version=${release.slice(1)}`;
  go(["build", "-tags", "allcomponents", "-ldflags", flags, "-o", program, "./cmd/daprd"], {
    cwd: source,
    env: { ...process.env, CGO_ENABLED: "0" },
  });
  rmSync(source, { recursive: true, force: true });
  return program;
}

function found() {
  const named = process.env.TEST_DAPRD;
  if (named === undefined || named === "") return onPath("daprd") ?? built();
  if (!existsSync(named)) fail(`TEST_DAPRD names ${named}, and there is no such file`);
  return named;
}

const program = found();
const version = versionOf(program);
if (version === undefined) fail(`${program} does not run`);
console.log(`daprd ${version}`);
await buildIfStale();
const vitest = join(root, "node_modules/vitest/vitest.mjs");
const words = ["run", "--config", "vitest.daprd.config.ts", ...process.argv.slice(2)];
const { status } = spawnSync(process.execPath, [vitest, ...words], {
  cwd: root,
  stdio: "inherit",
  env: { ...process.env, TEST_DAPRD: program },
});
process.exit(status ?? 1);
