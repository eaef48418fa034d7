// Dapr's SDKs for Go, Python and Java: one small program each, which makes every
// state call. A test fails if its language or its SDK is missing.
import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ensureBuilt, ProcessFixture, type SidecarProcess } from "../sidecar-process.ts";

const run = promisify(execFile);
const here = fileURLToPath(new URL("./", import.meta.url));
const cache = fileURLToPath(new URL("../../../.cache/dapr-sdk", import.meta.url));
const fetchMsMax = 300_000;
const runMsMax = 100_000;
const testMsMax = fetchMsMax + 2 * runMsMax;

/** How to install an SDK, and how to build and run its program. */
interface Program {
  readonly language: string;
  /** What has to be installed. */
  readonly toolchain: string;
  /** Installs the SDK. Rejects if the SDK or the language is missing. */
  readonly fetch: (folder: string) => Promise<unknown>;
  /** Builds the program and runs it. */
  readonly run: (folder: string, grpc: string, http: string) => Promise<{ readonly stdout: string }>;
}

const at = (cwd: string, timeout: number = fetchMsMax) => ({ cwd, timeout });

const programs: readonly Program[] = [
  {
    language: "Go",
    toolchain: "Go 1.24 or newer",
    fetch: (folder) => run("go", ["mod", "download"], at(folder)),
    run: (folder, grpc) => run("go", ["run", ".", grpc], at(folder, runMsMax)),
  },
  {
    language: "Python",
    toolchain: "Python 3 with venv and pip",
    fetch: async (folder) => {
      const python = join(folder, "venv/bin/python");
      if (!existsSync(python)) await run("python3", ["-m", "venv", "venv"], at(folder));
      await run(python, ["-m", "pip", "install", "-q", "dapr==1.18.3"], at(folder));
    },
    run: (folder, grpc, http) =>
      run(join(folder, "venv/bin/python"), [join(folder, "main.py"), grpc, http], at(folder, runMsMax)),
  },
  {
    language: "Java",
    toolchain: "JDK 17 or newer and Maven",
    fetch: (folder) =>
      run("mvn", ["-q", "-B", "dependency:build-classpath", "-Dmdep.outputFile=classpath.txt"], at(folder)),
    run: async (folder, grpc, http) => {
      const classpath = `classes:${readFileSync(join(folder, "classpath.txt"), "utf8").trim()}`;
      await run("javac", ["-cp", classpath, "-d", "classes", "src/main/java/Main.java"], at(folder));
      const env = {
        ...process.env,
        DAPR_GRPC_ENDPOINT: `http://${grpc}`,
        DAPR_HTTP_ENDPOINT: `http://${http}`,
      };
      return run("java", ["-cp", classpath, "Main"], { ...at(folder, runMsMax), env });
    },
  },
];

/** Copies a program into the cache and installs its SDK there; resolves to its folder. */
async function install({ language, toolchain, fetch }: Program): Promise<string> {
  const folder = join(cache, language.toLowerCase());
  mkdirSync(folder, { recursive: true });
  cpSync(join(here, language.toLowerCase()), folder, { recursive: true });
  try {
    await fetch(folder);
  } catch (cause) {
    const message = `cannot install Dapr's SDK for ${language}: install ${toolchain}, and check the network`;
    throw new TypeError(message, { cause });
  }
  return folder;
}

let fixture: ProcessFixture;
let sidecar: SidecarProcess;
beforeAll(async () => {
  ensureBuilt();
  fixture = new ProcessFixture();
  sidecar = await fixture.start(["--store=statestore=memory:"]);
}, 60_000);
afterAll(() => fixture?.dispose());

for (const program of programs) {
  test(`every state call of Dapr's SDK for ${program.language} works`, { timeout: testMsMax }, async () => {
    const folder = await install(program);
    const { stdout } = await program.run(folder, sidecar.address("gRPC"), sidecar.address("HTTP"));
    const lines = stdout.split("\n").filter((line) => /^(ok|FAILED) /.test(line));
    expect(lines.filter((line) => line.startsWith("FAILED"))).toEqual([]);
    expect(lines.length).toBeGreaterThan(10);
  });
}
