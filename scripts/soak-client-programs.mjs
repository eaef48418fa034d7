// Installs the clients of the soak into .cache/soak: a Go module, a virtual environment of
// Python, a class path of Maven, and bundles for Node. Each is installed once.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { build } from "esbuild";
import { cacheOf, MissingProgramError } from "./go-program.mjs";
import { root } from "./stamp.mjs";

const sources = join(root, "test", "soak");
const grpcioVersion = "1.76.0";

function run(what, toolchain, command, words, folder) {
  const { error, status } = spawnSync(command, words, { cwd: folder, stdio: ["ignore", 2, 2] });
  if (error === undefined && status === 0) return;
  const reason =
    error?.code === "ENOENT" ? `${command} is not installed` : `${command} failed; see its output above`;
  throw new MissingProgramError(
    `cannot install ${what} for the soak: ${reason}. Install ${toolchain}, and check the network.`,
  );
}

/** A copy of a client's folder in the cache. */
function copied(name) {
  const folder = join(cacheOf("soak"), name);
  mkdirSync(folder, { recursive: true });
  cpSync(join(sources, name), folder, { recursive: true });
  return folder;
}

function goClient() {
  const folder = copied("go");
  run("grpc-go", "Go 1.24 or newer", "go", ["build", "-o", "client", "."], folder);
  return { command: join(folder, "client"), words: [], folder };
}

function pythonClient() {
  const folder = copied("python");
  const toolchain = "Python 3 with venv and pip";
  const command = join(folder, "venv", "bin", "python");
  if (!existsSync(command)) run("grpcio", toolchain, "python3", ["-m", "venv", "venv"], folder);
  run("grpcio", toolchain, command, ["-m", "pip", "install", "-q", `grpcio==${grpcioVersion}`], folder);
  return { command, words: ["main.py"], folder };
}

function javaClient() {
  const folder = copied("java");
  const toolchain = "a JDK 17 or newer and Maven";
  const list = "classpath.txt";
  if (!existsSync(join(folder, list))) {
    const words = ["-q", "-B", "dependency:build-classpath", `-Dmdep.outputFile=${list}`];
    run("grpc-java", toolchain, "mvn", words, folder);
  }
  const classPath = `classes:${readFileSync(join(folder, list), "utf8").trim()}`;
  run("grpc-java", toolchain, "javac", ["-cp", classPath, "-d", "classes", "Main.java"], folder);
  return { command: "java", words: ["-cp", classPath, "Main"], folder };
}

/** Bundles a file of test/soak for Node; returns the path of the bundle. */
export async function bundled(file) {
  const outfile = join(cacheOf("soak"), basename(file).replace(/\.ts$/, ".mjs"));
  await build({
    entryPoints: [join(sources, file)],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    conditions: ["pillion-source"],
    banner: {
      js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
    },
    logLevel: "error",
  });
  return outfile;
}

async function nodeClient(file) {
  return { command: process.execPath, words: [await bundled(file)], folder: cacheOf("soak") };
}

/** The clients by name: each function installs one and returns its command. Throws MissingProgramError. */
export const clientPrograms = {
  "grpc-go": goClient,
  grpcio: pythonClient,
  "grpc-java": javaClient,
  "grpc-js": () => nodeClient("node/grpc-js-client.ts"),
  "connect-node": () => nodeClient("node/connect-client.ts"),
};
